import { tooManyValues } from "@/lib/imports/parse-json";
import { limits } from "@/lib/imports/row-schema";

/**
 * Why a parsed value cannot be stored, or null: NUL and lone surrogates (PostgreSQL text holds neither), numbers beyond
 * a double, nesting and key counts that only an attack has. Walks without recursion, so depth cannot exhaust the stack.
 * `text`: what the value was parsed from, where it was decoded from UTF-8.
 */
export const findBadJson = (root: unknown, text: string | null): string | null => {
  if (text !== null && text.length < shortText && isPlain(text)) return null;
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  let keys = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") {
      const reason = findBadText(value);
      if (reason) return reason;
      continue;
    }
    if (typeof value === "number" && !Number.isFinite(value)) return "holds a number that is too large";
    if (typeof value !== "object" || value === null) continue;
    if (depth > limits.depth) return `is nested deeper than ${limits.depth} levels`;
    const entries: [string, unknown][] = Array.isArray(value) ? value.map((entry: unknown) => ["", entry]) : Object.entries(value);
    keys += entries.length;
    if (keys > limits.keys) return tooManyValues;
    for (const [key, entry] of entries) {
      const reason = findBadText(key);
      if (reason) return reason;
      open.push({ value: entry, depth: depth + 1 });
    }
  }
  return null;
};

// Too short for more keys than a row may hold: each takes two characters at least.
const shortText = limits.keys;

/**
 * Whether a JSON text by its letters alone can hold nothing of what `findBadJson` looks for, which is true of nearly all: UTF-8
 * has no lone surrogates and JSON no bare NUL, so that either needs an escape; a number is too large only with an exponent or
 * hundreds of digits; and no text is nested deeper than it has brackets.
 */
const isPlain = (text: string): boolean => {
  return !text.includes("\\u") && !/\d[eE]|\d{300}/.test(text) && !mayBeDeep(text);
};

const mayBeDeep = (text: string): boolean => {
  let brackets = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      brackets += 1;
      if (brackets > limits.depth) return true;
    }
  }
  return false;
};

/** Escapes by which JSON or Python, within a text, write NUL or half of a surrogate pair (of a whole one, too). */
const escaped = /\\(?:[0-7xUN]|u(?:0000|d[89a-f]))/i;

/**
 * The same of a row that was read from records, since the JSON and the Python within their texts were looked at by nobody yet.
 * `texts`: what the records stood in; null where they are known by value alone.
 */
export const findBadRow = (row: unknown, texts: readonly (string | null)[]): string | null =>
  texts.some((text) => text === null || escaped.test(text) || mayBeDeep(text)) ? findBadJson(row, null) : null;

export const findBadText = (text: string): string | null => {
  if (text.includes("\u0000")) return "holds a NUL character, which cannot be stored";
  if (/\p{Surrogate}/u.test(text)) return "holds half of a surrogate pair, which is no character";
  return null;
};
