import type { RankingResponse } from "@/lib/kinds/ranking/schema";

/** Letters of the responses as shown: from the middle of the alphabet, so that none reads as first or second. */
const letters = "KLMNOPQRST";

/** Letter of a response in the order shown. */
export const letterOf = (ordinal: number, shownOrder: readonly number[]): string => letters[shownOrder.indexOf(ordinal)] ?? "?";

/** Places as in a race: 1, 2, 2, 4. */
export const placeOf = (groups: RankingResponse["groups"], group: number): number =>
  1 + groups.slice(0, group).reduce((sum, tied) => sum + tied.length, 0);

/** "K > M = L" */
export const writeOrder = (groups: readonly (readonly number[])[], name: (ordinal: number) => string): string =>
  groups.map((group) => group.map(name).join(" = ")).join(" > ");

/** Reads "K > M = L" as groups of ordinals; null where a letter is unknown or stands twice. */
export const readOrder = (text: string, shownOrder: readonly number[]): number[][] | null => {
  const ordinalOf = (name: string): number | undefined => (name.length === 1 ? shownOrder[letters.indexOf(name)] : undefined);
  const groups = text.split(">").map((group) => group.split("=").map((name) => ordinalOf(name.trim().toUpperCase())));
  const ordinals = groups.flat();
  if (new Set(ordinals).size !== ordinals.length) return null;
  const known = groups.map((group) => group.filter((ordinal) => ordinal !== undefined));
  return known.flat().length === ordinals.length ? known : null;
};
