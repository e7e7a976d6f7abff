import { endingOf } from "@/lib/imports/guess-answers";

const numeric = /^\d+(?:\.\d+)?$/;
const minus = /^[-−]\s*\d/;

/** The different numbers among cells that say which response is better, with their signs. */
export const codesIn = (cells: readonly unknown[]): string[] => [
  ...new Set(cells.map((cell) => String(cell ?? "").trim()).filter((text) => numeric.test(text) || minus.test(text))),
];

/**
 * What a file's codes count from; null where there are none or they may mean either, since a guess would turn every label of the file round. A number
 * that counting from zero has no response for counts from one, unless a 0 stands beside it, which may be a tie or a first response
 * (`zeroIsTie`: the file is of a set whose 0 is known to be a tie). Below zero nothing is counted: -1, 0 and 1 are sides and a tie.
 * 1s alone are the first response or the second, unless the responses' own columns are numbered from 0 or from 1.
 */
export const countBaseOf = (codes: readonly string[], responses: readonly string[], zeroIsTie: boolean): 0 | 1 | null => {
  const count = responses.length;
  if (count < 2) return 0;
  if (codes.length === 0) return null;
  if (codes.some((code) => minus.test(code))) return null;
  const numbers = codes.map(Number);
  const lowest = numbers.reduce((least, number) => Math.min(least, number), Infinity);
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  const beyond = highest > count - 1;
  if (lowest < 1) return !beyond ? 0 : zeroIsTie ? 1 : null;
  if (beyond) return 1;
  // Places in a list are nobody's numbers.
  const endings = responses.map((column) => (/\.\d+$/.test(column) ? "" : endingOf(column)));
  const numbered = ([0, 1] as const).find((base) => endings.every((ending, i) => ending === String(i + base)));
  return numbered ?? null;
};
