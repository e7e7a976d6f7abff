import type { Stretch } from "@/components/annotate/response-diff";

/** Scripts that put no space between words: what stands beside a word says nothing there. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const inWord = "[\\p{L}\\p{M}\\p{N}_]";

const edgeOf = (letter: string, look: string): string => (/[\p{L}\p{M}\p{N}_]/u.test(letter) && !unspaced.test(letter) ? look : "");

const partOf = (entry: string): string => {
  const open = entry.endsWith("*");
  const words = (open ? entry.slice(0, -1) : entry).trim();
  if (words === "") return "";
  const letters = [...words];
  const body = words
    .split(/\s+/u)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s+");
  const before = edgeOf(letters[0] ?? "", `(?<!${inWord})`);
  const after = open ? `${inWord}*` : edgeOf(letters.at(-1) ?? "", `(?!${inWord})`);
  return before + body + after;
};

/**
 * What finds the words of a list: whole words without regard to case, of several at a place the longest; `refund*` stands for
 * whatever begins so. Null where the list names nothing.
 */
export const patternOf = (entries: readonly string[]): RegExp | null => {
  const parts = [...entries]
    .sort((a, b) => b.length - a.length)
    .map((entry) => partOf(entry.normalize("NFC")))
    .filter((part) => part !== "");
  return parts.length === 0 ? null : new RegExp(parts.join("|"), "giu");
};

/** Beyond these a page would be slow, and nobody looks for single words any more. */
export const mostLetters = 300_000;
export const mostPlaces = 2_000;

/** Where a pattern is found in a text: its first letters alone, and so many places at most. */
export const findWords = (pattern: RegExp, text: string): Stretch[] => {
  const places: Stretch[] = [];
  for (const { index, 0: found } of text.slice(0, mostLetters).matchAll(pattern)) {
    places.push({ from: index, to: index + found.length });
    if (places.length >= mostPlaces) break;
  }
  return places;
};
