/** A ranking from ranks, the lowest first: an ordinal, or several that share their rank. */
export const rankedPlaces = (ranked: { rank: number; ordinal: number }[]): (number | number[])[] => {
  const places = new Map<number, number[]>();
  for (const { rank, ordinal } of [...ranked].sort((a, b) => a.rank - b.rank)) places.set(rank, [...(places.get(rank) ?? []), ordinal]);
  return [...places.values()].map((group) => (group.length === 1 ? (group[0] ?? 0) : group));
};
