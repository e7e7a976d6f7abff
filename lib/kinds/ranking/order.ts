import type { RankingResponse } from "@/lib/kinds/ranking/schema";

/** Where a response may be put: before a group, after the last one, tied with a group, or off the order. Indices as they stand. */
export type Slot = { at: "before"; group: number } | { at: "tie"; group: number } | { at: "off" };

type Groups = RankingResponse["groups"];

export const emptyRanking = (shownOrder: readonly number[]): RankingResponse => ({
  groups: [],
  unranked: [...shownOrder].sort((a, b) => a - b),
});

/** The answer with these groups; whatever they do not hold is unranked. An order takes back that the item cannot be ranked. */
const withGroups = (response: RankingResponse, groups: Groups): RankingResponse => {
  const { notRankable, ...rest } = response;
  const all = [...response.groups.flat(), ...response.unranked];
  const placed = new Set(groups.flat());
  const kept = groups.length === 0 && notRankable !== undefined ? { notRankable } : {};
  return { ...rest, ...kept, groups, unranked: all.filter((ordinal) => !placed.has(ordinal)).sort((a, b) => a - b) };
};

export const groupOf = (response: RankingResponse, ordinal: number): number | null => {
  const group = response.groups.findIndex((tied) => tied.includes(ordinal));
  return group < 0 ? null : group;
};

/** Puts a response into a slot; the slot's index is counted before it leaves its old place. */
export const put = (response: RankingResponse, ordinal: number, slot: Slot): RankingResponse => {
  const emptied = response.groups.map((group) => group.filter((other) => other !== ordinal));
  if (slot.at === "tie") {
    const target = emptied.map((group, index) => (index === slot.group ? [...group, ordinal] : group));
    return withGroups(
      response,
      target.filter((group) => group.length > 0),
    );
  }
  const before = slot.at === "off" ? emptied : [...emptied.slice(0, slot.group), [ordinal], ...emptied.slice(slot.group)];
  return withGroups(
    response,
    before.filter((group) => group.length > 0),
  );
};

/** Puts a response on the next place, or off the order where it has one. */
export const toggle = (response: RankingResponse, ordinal: number): RankingResponse =>
  groupOf(response, ordinal) === null
    ? put(response, ordinal, { at: "before", group: response.groups.length })
    : put(response, ordinal, { at: "off" });

/** The response that was placed last. */
export const lastPlaced = (response: RankingResponse): number | null => response.groups.at(-1)?.at(-1) ?? null;

/** Ties the response with the place before it; where it is tied already, parts it from the others, behind them. */
export const tieOrPart = (response: RankingResponse, ordinal: number): RankingResponse => {
  const group = groupOf(response, ordinal);
  if (group === null) return response;
  if ((response.groups[group]?.length ?? 0) > 1) return put(response, ordinal, { at: "before", group: group + 1 });
  return group === 0 ? response : put(response, ordinal, { at: "tie", group: group - 1 });
};

/** A step towards the best (−1) or the worst (1): out of a tie, or past the neighbouring place. Off the order it goes to its end. */
export const step = (response: RankingResponse, ordinal: number, direction: -1 | 1): RankingResponse => {
  const group = groupOf(response, ordinal);
  if (group === null) return direction < 0 ? put(response, ordinal, { at: "before", group: response.groups.length }) : response;
  if ((response.groups[group]?.length ?? 0) > 1) return put(response, ordinal, { at: "before", group: direction < 0 ? group : group + 1 });
  if (direction < 0) return group === 0 ? response : put(response, ordinal, { at: "before", group: group - 1 });
  return put(response, ordinal, group + 1 < response.groups.length ? { at: "before", group: group + 2 } : { at: "off" });
};

/** One response is better than another: where it does not stand so yet, it goes right before it. */
export const prefer = (response: RankingResponse, better: number, worse: number): RankingResponse => {
  const ahead = groupOf(response, better);
  const behind = groupOf(response, worse);
  if (behind !== null) return ahead !== null && ahead < behind ? response : put(response, better, { at: "before", group: behind });
  const first = ahead === null ? toggle(response, better) : response;
  return put(first, worse, { at: "before", group: (groupOf(first, better) ?? 0) + 1 });
};

/** Two responses are the same: the second joins the first, or the first the second where only that one has a place. */
export const level = (response: RankingResponse, first: number, second: number): RankingResponse => {
  const own = groupOf(response, first);
  if (own !== null) return put(response, second, { at: "tie", group: own });
  const there = groupOf(response, second);
  if (there !== null) return put(response, first, { at: "tie", group: there });
  const placed = toggle(response, first);
  return put(placed, second, { at: "tie", group: placed.groups.length - 1 });
};

/** Everything that is left shares the last place; worse than nothing it cannot be. */
export const restAreWorse = (response: RankingResponse, allowTies: boolean): RankingResponse => {
  if (response.groups.length === 0 || response.unranked.length === 0 || (!allowTies && response.unranked.length > 1)) return response;
  return withGroups(response, [...response.groups, [...response.unranked]]);
};

/** Says that the item cannot be ranked, and why; null takes it back. */
export const setNotRankable = (response: RankingResponse, reason: string | null): RankingResponse => {
  const { notRankable: _, ...rest } = withGroups(response, reason === null ? response.groups : []);
  return reason === null ? rest : { ...rest, notRankable: reason };
};

export const toggleFlag = (response: RankingResponse, ordinal: number, flag: string): RankingResponse => {
  const key = String(ordinal);
  const own = response.flags?.[key] ?? [];
  const next = own.includes(flag) ? own.filter((name) => name !== flag) : [...own, flag];
  const flags = Object.fromEntries(Object.entries({ ...response.flags, [key]: next }).filter(([, names]) => names.length > 0));
  const { flags: _, ...rest } = response;
  return Object.keys(flags).length === 0 ? rest : { ...rest, flags };
};
