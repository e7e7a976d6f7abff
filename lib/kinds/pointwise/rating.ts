import type { RatingValue, Scale } from "@/lib/kinds/pointwise/schema";

/** Points of a Likert scale, ascending. */
export const pointsOf = ({ from, to }: { from: number; to: number }): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);

const yes = new Set(["yes", "true", "1"]);
const no = new Set(["no", "false", "0"]);

/** Class of a rating on a scale that has classes; null where it is none of them. */
export const classOf = (scale: Scale, value: RatingValue): string | null => {
  if (Array.isArray(value)) return null;
  const word = String(value);
  if (scale.type === "likert") return typeof value === "number" && pointsOf(scale).includes(value) ? word : null;
  if (scale.type === "labels") return scale.options.some((option) => option.value === word) ? word : null;
  if (scale.type !== "yes-no") return null;
  const plain = word.trim().toLowerCase();
  if (yes.has(plain)) return "yes";
  return no.has(plain) ? "no" : null;
};

/** Classes of a question of the scale; null where it asks for a number. */
export const classesOf = (scale: Scale): string[] | null => {
  if (scale.type === "likert") return pointsOf(scale).map(String);
  if (scale.type === "yes-no" || (scale.type === "labels" && scale.several)) return ["yes", "no"];
  return scale.type === "labels" ? scale.options.map((option) => option.value) : null;
};

/** Labels of a choice of several; a single word counts as one. */
export const labelsOf = (value: RatingValue): string[] => (Array.isArray(value) ? value : value === "" ? [] : [String(value)]);

/** Ends of a scale of numbers; null where it has none. A scale that an import made ends where its numbers do. */
export const rangeOf = (scale: Scale): { least: number; most: number } | null => {
  if (scale.type === "likert") return { least: scale.from, most: scale.to };
  if (scale.type === "slider") return { least: scale.min, most: scale.max };
  if (scale.type === "yes-no") return { least: 0, most: 1 };
  if (scale.type !== "number") return null;
  const least = scale.min ?? scale.seen?.numbers?.least ?? null;
  const most = scale.max ?? scale.seen?.numbers?.most ?? null;
  return least === null || most === null || most <= least ? null : { least, most };
};

/**
 * Beyond it no number is a rating: sums over a million squares, which means and agreement are made of, stay far below what a number
 * can hold. Without it two ratings of 1e200 on a scale without ends ended every aggregation.
 */
const largestNumber = 1e100;
export const isTooLarge = (value: RatingValue): boolean => typeof value === "number" && Math.abs(value) > largestNumber;

/** Why a rating is none of the scale's, in the annotator's words; null where it is. */
export const faultOf = (scale: Scale, value: RatingValue): string | null => {
  switch (scale.type) {
    case "likert":
    case "yes-no":
      return classOf(scale, value) === null ? `“${String(value)}” is not on the scale “${scale.title}”.` : null;
    case "labels": {
      const labels = scale.several ? labelsOf(value) : Array.isArray(value) ? null : [String(value)];
      if (!labels) return `“${scale.title}” takes one label.`;
      const unknown = labels.find((label) => scale.options.every((option) => option.value !== label));
      return unknown === undefined ? null : `“${unknown}” is none of the labels of “${scale.title}”.`;
    }
    case "slider":
    case "number": {
      const { min, max } = scale;
      if (typeof value !== "number") return `“${scale.title}” takes a number.`;
      if ((min !== null && value < min) || (max !== null && value > max))
        return `“${scale.title}” goes from ${min ?? "−∞"} to ${max ?? "∞"}.`;
      if (isTooLarge(value)) return `“${scale.title}” takes no number as large as that.`;
      return scale.type === "number" && scale.whole && !Number.isInteger(value) ? `“${scale.title}” takes a whole number.` : null;
    }
    case "text":
      if (typeof value !== "string") return `“${scale.title}” takes words.`;
      if (value.trim().length < scale.leastChars) return `Write at least ${scale.leastChars} characters for “${scale.title}”.`;
      return value.length > scale.mostChars ? `“${scale.title}” takes at most ${scale.mostChars} characters.` : null;
  }
};

/** Whether anything was answered: an empty text and no label count as nothing, but no label of several is an answer. */
export const isGiven = (scale: Scale, value: RatingValue | undefined): value is RatingValue =>
  value !== undefined && !(scale.type === "text" && typeof value === "string" && value.trim() === "");

/** Words that tables write where nothing was rated. */
export const isNotGiven = (value: RatingValue): boolean => typeof value === "string" && /^#?(?:n\/?a|nan|null)$/i.test(value.trim());

/** The rating in a few characters. */
export const showRating = (value: RatingValue): string => {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(" + ");
  const text = typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};
