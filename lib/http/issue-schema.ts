import type { z } from "zod";

/** What a schema says where nobody wrote a sentence for it: meant for programmers. */
const unworded = /^(?:Invalid (?:input|option)|Too (?:small|big))/;

/** An issue as it is being made, without a message yet, or as it was thrown. */
type Wrong = {
  code?: string | undefined;
  message?: string | undefined;
  expected?: unknown;
  values?: unknown;
  origin?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  inclusive?: unknown;
};

const figure = (value: unknown): string => Number(value).toLocaleString("en", { maximumFractionDigits: 20 });

/** How long a text or a list may be; null of a number. */
const sizeOf = (origin: unknown, count: unknown): string | null => {
  const many = Number(count) !== 1;
  if (origin === "string") return `${figure(count)} ${many ? "characters" : "character"}`;
  if (origin === "array" || origin === "set") return `${figure(count)} ${many ? "entries" : "entry"}`;
  return null;
};

const boundOf = ({ code, origin, minimum, maximum, inclusive }: Wrong): string => {
  if (code === "too_big") {
    const size = sizeOf(origin, maximum);
    return size === null ? `must be ${inclusive ? "at most" : "less than"} ${figure(maximum)}` : `must have at most ${size}`;
  }
  const size = sizeOf(origin, minimum);
  if (size === null) return `must be ${inclusive ? "at least" : "more than"} ${figure(minimum)}`;
  return Number(minimum) <= 1 ? "must not be empty" : `must have at least ${size}`;
};

/** What is wrong with a value, in words; a schema's own words stand. Undefined where there are none. */
const worded = (issue: Wrong): string | undefined => {
  if (issue.message !== undefined && !unworded.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return Array.isArray(issue.values) ? `is none of ${issue.values.map(String).join(", ")}` : undefined;
    case "invalid_type": {
      const expected = String(issue.expected);
      return expected === "int" ? "must be a whole number" : `must be ${/^[aeio]/.test(expected) ? "an" : "a"} ${expected}`;
    }
    case "too_small":
    case "too_big":
      return boundOf(issue);
    default:
      return undefined;
  }
};

/** Words for the parser itself, where a form shows what it says. */
export const issueWords = (issue: z.core.$ZodRawIssue): string | undefined => worded(issue);

/** What is wrong with a value, in words. */
export const wordsOf = (issue: z.core.$ZodIssue): string => worded(issue) ?? issue.message;

/**
 * What is wrong with a field as a sentence of its own, for where it does not stand beside the field: "Repeat after: must be at most
 * 1,000." Words that begin with a capital are one already.
 * @param path of the field, its parts joined by full stops
 */
export const fieldSentence = (path: string, words: string): string => {
  const field = path
    .split(".")
    .filter((part) => !/^\d*$/.test(part))
    .at(-1);
  if (field === undefined || !/^[a-z]/.test(words)) return words;
  const name = field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}: ${words.replace(/\.$/, "")}.`;
};

export const sentenceOf = (issue: z.core.$ZodIssue): string => fieldSentence(issue.path.join("."), wordsOf(issue));
