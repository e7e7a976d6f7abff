import { intAt, realAt } from "../math/access";
import { lapsedMargin } from "./lapse";
import { fitStack } from "./stack";

/**
 * What a stack says of each pair when that pair's fold took no part in weighing the heads either: one `fitStack` a fold, on the other
 * folds. Figures on margins of a stack that saw the pairs flatter it: it gives most weight to the head that chance favoured there. With
 * labels at random (200 pairs, 40 sets) it claimed more than a coin's accuracy in 5 and less than a coin's log loss in 6.
 * Source: Wolpert (1992), doi:10.1016/S0893-6080(05)80023-1, sec. 2: what generalises is judged on what it was not fitted to.
 *
 * @param margins out-of-fold margin (first minus second) of every pair under each head. // heads × [pairs]
 * @param fold 0 … folds − 1, cut by prompt; two at least. // [pairs]
 * @returns logit of the probability that the first is better. // [pairs]
 */
export const crossFitStack = (
  margins: readonly Float64Array[],
  pFirst: Float64Array,
  pairWeights: Float64Array,
  clusters: readonly string[],
  fold: Int32Array,
): number[] => {
  const judged = Array<number>(pFirst.length).fill(0);
  for (const left of new Set(fold)) {
    const others = Array.from(fold.keys()).filter((pair) => intAt(fold, pair) !== left);
    if (others.length === 0) throw new RangeError("fold must have at least 2 folds");
    const pick = (values: Float64Array): Float64Array => Float64Array.from(others, (pair) => realAt(values, pair));
    const { coefficients, lapse } = fitStack(
      margins.map(pick),
      pick(pFirst),
      pick(pairWeights),
      others.map((pair) => clusters[pair] ?? ""),
    );
    for (const [pair, own] of fold.entries()) {
      if (own !== left) continue;
      const combined = margins.reduce((sum, values, head) => sum + (coefficients[head] ?? 0) * realAt(values, pair), 0);
      judged[pair] = lapsedMargin(combined, lapse);
    }
  }
  return judged;
};
