import type { Ranking } from "./plackett-luce";

const placesOf = (ranking: Ranking): Map<number, number> =>
  new Map(ranking.flatMap((group, place) => group.map((item): [number, number] => [item, place])));

/**
 * Distance of two rankings with ties, 0 … 1: the mean over pairs of items that both rank of
 *
 *   1 where they order the pair oppositely, ½ where one ties it and the other does not, 0 else.
 *
 * A metric-like Kendall distance with penalty ½ for ties, divided by the number of pairs, so that 0 is the same order and 1 the
 * reverse. What only one of them ranks is no disagreement. Null where no pair is common: there is nothing to compare.
 *
 * Cost: pairs of common items. Source: R. Fagin, R. Kumar, M. Mahdian, D. Sivakumar and E. Vee (2004), Comparing and aggregating
 * rankings with ties, K^(p) with p = ½, doi:10.1145/1055558.1055568.
 *
 * @example kendallDistance([[0], [1], [2]], [[0], [2], [1]]) // 1/3
 */
export function kendallDistance(a: Ranking, b: Ranking): number | null {
  const inA = placesOf(a);
  const inB = placesOf(b);
  const common = [...inA.keys()].filter((item) => inB.has(item));
  let sum = 0;
  let pairs = 0;
  common.forEach((first, index) => {
    for (const second of common.slice(index + 1)) {
      const orderA = Math.sign((inA.get(first) ?? 0) - (inA.get(second) ?? 0));
      const orderB = Math.sign((inB.get(first) ?? 0) - (inB.get(second) ?? 0));
      sum += Math.abs(orderA - orderB) / 2;
      pairs += 1;
    }
  });
  return pairs === 0 ? null : sum / pairs;
}

/**
 * The distance of {@link kendallDistance} expected of two rankings with these ties, were the items put on their places at random:
 * with t_a, t_b the shares of tied pairs, ½ (1 − t_a)(1 − t_b) + ½ (t_a (1 − t_b) + t_b (1 − t_a)). Null where no pair is common.
 */
export function expectedKendallDistance(a: Ranking, b: Ranking): number | null {
  const inB = new Set(b.flat());
  const common = a.flat().filter((item) => inB.has(item));
  if (common.length < 2) return null;
  const tied = (ranking: Ranking): number => {
    const kept = new Set(common);
    const pairs = ranking.reduce((sum, group) => {
      const size = group.filter((item) => kept.has(item)).length;
      return sum + (size * (size - 1)) / 2;
    }, 0);
    return pairs / ((common.length * (common.length - 1)) / 2);
  };
  const tiedA = tied(a);
  const tiedB = tied(b);
  return 0.5 * (1 - tiedA) * (1 - tiedB) + 0.5 * (tiedA * (1 - tiedB) + tiedB * (1 - tiedA));
}
