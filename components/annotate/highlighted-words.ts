import type { Stretch } from "@/components/annotate/response-diff";
import { composed, letterEdge } from "@/components/annotate/whole-letters";

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

/**
 * Where a pattern is found in a text, however its letters are spelt: its first letters alone, and so many places at most. A word
 * begins where a letter does; a sign that goes on (a thumb with the colour of its skin) is marked whole.
 */
export const findWords = (pattern: RegExp, text: string): Stretch[] => {
  const places: Stretch[] = [];
  const read = composed(text.slice(0, mostLetters));
  for (const { index, 0: found } of read.text.matchAll(pattern)) {
    if (letterEdge(read.text, index, -1) !== index) continue;
    places.push(read.back({ from: index, to: letterEdge(read.text, index + found.length, 1) }));
    if (places.length >= mostPlaces) break;
  }
  return places;
};
