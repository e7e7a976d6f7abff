import { faultsOf } from "@/lib/kinds/pointwise/check";
import { isGiven, pointsOf } from "@/lib/kinds/pointwise/rating";
import { pointwiseConfigSchema, pointwiseResponseSchema } from "@/lib/kinds/pointwise/schema";
import type { PointwiseConfig, PointwiseResponse, RatingValue, Scale } from "@/lib/kinds/pointwise/schema";

const emptyRatings: PointwiseResponse = { ratings: {} };

export const configOf = (value: unknown): PointwiseConfig => pointwiseConfigSchema.parse(value);

/** A draft may be half an answer, or of an earlier form: what cannot be read counts as nothing yet. */
export const responseOf = (value: unknown): PointwiseResponse => pointwiseResponseSchema.safeParse(value).data ?? emptyRatings;

/** Letter of a response by its place: from the middle of the alphabet, as at the desk, so that none reads as a side or a grade. */
export const letterOf = (place: number): string => String.fromCharCode(75 + place);

export const ratingOf = (response: PointwiseResponse, ordinal: number, scale: Scale): RatingValue | undefined =>
  response.ratings[String(ordinal)]?.[scale.name];

/** The answer with one rating more; undefined takes it back. */
export const withRating = (
  response: PointwiseResponse,
  ordinal: number,
  scale: Scale,
  value: RatingValue | undefined,
): PointwiseResponse => {
  const key = String(ordinal);
  const { [scale.name]: _, ...others } = response.ratings[key] ?? {};
  const own = value === undefined ? others : { ...others, [scale.name]: value };
  const { [key]: __, ...rest } = response.ratings;
  return { ...response, ratings: Object.keys(own).length === 0 ? rest : { ...rest, [key]: own } };
};

/** A value of the slider nearest to this one. */
export const snap = ({ min, max, step }: { min: number; max: number; step: number }, value: number): number => {
  const steps = Math.round((Math.min(max, Math.max(min, value)) - min) / step);
  return Number(Math.min(max, min + steps * step).toPrecision(12));
};

/**
 * The rating that a digit stands for, null where it takes the last label back, undefined where it stands for none. Points stand under their own digit, the tenth under 0;
 * yes and labels in their order; a slider is ten parts long.
 */
export const valueOfKey = (scale: Scale, key: string, current: RatingValue | undefined): RatingValue | null | undefined => {
  if (!/^\d$/.test(key)) return undefined;
  const digit = Number(key);
  switch (scale.type) {
    case "likert": {
      const point = digit === 0 && scale.from === 1 ? 10 : digit;
      return pointsOf(scale).includes(point) ? point : undefined;
    }
    case "yes-no":
      return digit === 1 ? true : digit === 2 ? false : undefined;
    case "labels": {
      const option = scale.options[digit === 0 ? 9 : digit - 1]?.value;
      if (option === undefined || !scale.several) return option;
      const on = Array.isArray(current) ? current : [];
      return on.includes(option) ? withoutLabel(on, option) : [...on, option];
    }
    case "slider":
      return snap(scale, scale.min + (digit / 10) * (scale.max - scale.min));
    case "number":
    case "text":
      return undefined;
  }
};

/** The labels but one; without the last of them the question is open again: that none applies is said by its own word. */
export const withoutLabel = (labels: readonly string[], label: string): string[] | null => {
  const left = labels.filter((other) => other !== label);
  return left.length > 0 ? left : null;
};

/** The digits that answer a scale, as first and last. */
export const digitsOf = (scale: Scale): [string, string] | null => {
  switch (scale.type) {
    case "likert":
      return [
        String(scale.from),
        pointsOf(scale)
          .flatMap((point) => keyOfPoint(scale, point) ?? [])
          .at(-1) ?? "9",
      ];
    case "yes-no":
      return ["1", "2"];
    case "labels":
      return ["1", keyOfIndex(Math.min(scale.options.length, 10) - 1) ?? "0"];
    case "slider":
      return ["0", "9"];
    case "number":
    case "text":
      return null;
  }
};

/** Key printed beside a choice; null beyond the tenth. */
export const keyOfIndex = (index: number): string | null => (index < 9 ? String(index + 1) : index === 9 ? "0" : null);
/** On a scale that begins at 0 the tenth has no key: 0 is its own. */
export const keyOfPoint = ({ from }: { from: number }, point: number): string | null =>
  point < 10 ? String(point) : point === 10 && from === 1 ? "0" : null;

/** One digit settles these; numbers, text and several labels are answered in their own fields. */
const takesOneDigit = (scale: Scale): boolean =>
  ["likert", "yes-no", "slider"].includes(scale.type) || (scale.type === "labels" && !scale.several);

export type Active = { ordinal: number; scale: Scale };

/** What a digit answers while no field has the focus: the first scale still open, and an only scale again and again. */
export const activeOf = (config: PointwiseConfig, shownOrder: readonly number[], response: PointwiseResponse): Active | null => {
  const all = shownOrder.flatMap((ordinal) => config.scales.filter(takesOneDigit).map((scale) => ({ ordinal, scale })));
  return (
    all.find(({ ordinal, scale }) => !isGiven(scale, ratingOf(response, ordinal, scale))) ?? (all.length === 1 ? (all[0] ?? null) : null)
  );
};

/** How many of the scales are answered. */
export const progressOf = (
  config: PointwiseConfig,
  shownOrder: readonly number[],
  response: PointwiseResponse,
): { given: number; all: number } => ({
  all: shownOrder.length * config.scales.length,
  given: shownOrder.reduce(
    (sum, ordinal) => sum + config.scales.filter((scale) => isGiven(scale, ratingOf(response, ordinal, scale))).length,
    0,
  ),
});

/** Why the answer cannot be sent yet, with the letters that stand on the responses; the first few reasons. */
export const missingOf = (config: PointwiseConfig, shownOrder: readonly number[], response: PointwiseResponse): string[] => {
  const faults = faultsOf(config, shownOrder, response, letterOf);
  return faults.length > 3 ? [...faults.slice(0, 2), `${faults.length - 2} more are open.`] : faults;
};
