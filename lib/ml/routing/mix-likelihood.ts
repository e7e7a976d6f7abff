import { assertLength, dot, intAt } from "../math/access";
import { stepToFoldedMixes } from "./folded-midpoint";
import type { MixData } from "./midpoint";
import { scoreMargins } from "./midpoint";
import type { PairRows } from "./ridge-bradley-terry";

/** Pairs that mixes are judged on. */
export interface JudgedPairs {
  pairs: PairRows;
  /** P(second better): 0 or 1 where the truth is known, between where it is not quite. // [m] */
  truth: Float64Array;
  /** Fold of each: it is judged by models that have not seen that fold. // [m] */
  fold: Int32Array;
}

/**
 * What each mix of labels is worth: the mean log-likelihood of the judged pairs' truths under the reward model of the mix, its
 * temperature profiled out. Every pair is judged by a model without its fold, so the pairs that mixes are made of may be judged on
 * too. With truths p_j and margins m_zj,
 *
 *   ℓ_z = max over τ of mean_j [p_j τ m_zj − log(1 + exp(τ m_zj))]
 *
 * Accuracy in its place moves in steps of 1/m and ties mixes. Cost: that of {@link stepToFoldedMixes}, and mixes × m × d.
 *
 * @param mixes 1 where people label the pair, 0 where the language model does. // mixes × [n]
 * @returns nats // [mixes]
 * Source: ours; cross-fitting: Chernozhukov et al. (2018), doi:10.1111/ectj.12097, definition 3.2.
 */
export function mixLikelihoods(
  data: MixData & { fold: Int32Array },
  mixes: readonly Uint8Array[],
  { pairs, truth, fold }: JudgedPairs,
): Float64Array {
  assertLength("truth", truth.length, pairs.n);
  assertLength("fold", fold.length, pairs.n);
  const folded = stepToFoldedMixes(data, mixes, data.fold);
  const rowsOf = folded.map((_, own) => Int32Array.from(fold.keys()).filter((row) => intAt(fold, row) === own));
  if (rowsOf.reduce((sum, rows) => sum + rows.length, 0) < pairs.n) throw new RangeError("fold names a fold that no mix has");
  return Float64Array.from(mixes, (_, mix) => {
    const margins = new Float64Array(pairs.n);
    folded.forEach((models, own) => {
      const theta = models[mix];
      if (theta === undefined) return;
      for (const row of rowsOf[own] ?? []) margins[row] = dot(pairs.x, row * pairs.d, theta, 0, pairs.d);
    });
    return scoreMargins(margins, truth).logLikelihood;
  });
}

/** P(second better is true) of a pair about which a person who is right with probability q says so with probability p. */
export function softTruth(p: number, q: number): number {
  return p * q + (1 - p) * (1 - q);
}
