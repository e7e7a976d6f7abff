/** A ranking from ranks, the lowest first: an ordinal, or several that share their rank. */
export const rankedPlaces = (ranked: { rank: number; ordinal: number }[]): (number | number[])[] => {
  const places = new Map<number, number[]>();
  for (const { rank, ordinal } of [...ranked].sort((a, b) => a.rank - b.rank)) places.set(rank, [...(places.get(rank) ?? []), ordinal]);
  return [...places.values()].map((group) => (group.length === 1 ? (group[0] ?? 0) : group));
};

type Verdict = { choice: number | "tie" | "both-bad" | "cannot-compare" };

/** What is chosen of more responses than two: the best one before the others, of which nothing is told. */
export const bestOf = ({ choice }: Verdict, count: number): Record<string, unknown> => {
  const all = Array.from({ length: count }, (_, ordinal) => ordinal);
  if (typeof choice === "number") return { ranking: [choice, all.filter((ordinal) => ordinal !== choice)] };
  if (choice === "tie") return { ranking: [all] };
  return { ranking: [], not_rankable: choice === "both-bad" ? "All of them are bad" : "They cannot be compared" };
};
