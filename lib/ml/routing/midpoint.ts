import { addAt, assertLength, realAt } from "../math/access";
import { choleskyFactor, choleskySolve } from "../math/matrix";
import { softplus } from "../math/special";
import { profileTemperature } from "./influence";
import type { PairRows } from "./ridge-bradley-terry";
import { fitRidgeBradleyTerry, hessianAt, marginsOf } from "./ridge-bradley-terry";

/** Pairs that people and a language model have both labelled, as training material for any mix of the two. */
export interface MixData {
  pairs: PairRows;
  /** P(second better) by people and by the language model. // [n] each */
  human: Float64Array;
  lm: Float64Array;
  /** λ of the reward model's ridge. */
  penalty: number;
}

/** A reward model of certain labels, from which others are one step away. */
export interface Anchor {
  /** The labels: P(second better). // [n] */
  target: Float64Array;
  /** // [d] */
  theta: Float64Array;
  /** Lower Cholesky factor of the Hessian at theta. // [d, d] row-major */
  factor: Float64Array;
}

/** Fits the reward model of given labels, with its Hessian where it stands. */
export function fitAnchor({ pairs, penalty }: Pick<MixData, "pairs" | "penalty">, target: Float64Array): Anchor {
  const weight = new Float64Array(pairs.n).fill(1);
  const { theta } = fitRidgeBradleyTerry({ pairs, target, weight, penalty });
  const factor = choleskyFactor(hessianAt(pairs, marginsOf(pairs, theta), weight, penalty), pairs.d);
  if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
  return { target, theta, factor };
}

/**
 * The reward model halfway: trained on (human + lm)/2, so that pairs on which the sources differ say nothing of a side. Every mix
 * lies within half a label of it, none further than any other; from the language model's own solution far mixes are missed by
 * tens of points.
 */
export function fitMidpoint(data: MixData): Anchor {
  assertLength("human", data.human.length, data.pairs.n);
  assertLength("lm", data.lm.length, data.pairs.n);
  return fitAnchor(
    data,
    data.human.map((value, row) => (value + realAt(data.lm, row)) / 2),
  );
}

/**
 * Reward models of any number of mixes by one Newton step from an anchor, which should be the midpoint:
 *
 *   θ_z = θ_0 + H_0⁻¹ Σ_i (t_zi − t_0i) x_i,    t_zi = h_i where people label pair i, l_i elsewhere
 *
 * Only pairs on which the sources differ count; the anchor must have their common label on the others.
 * Cost: mixes × differing pairs × d. Source: ours; one-step estimators: van der Vaart (1998), Asymptotic Statistics, sec. 5.7.
 *
 * @param mixes 1 where people label the pair, 0 where the language model does. // mixes × [n]
 * @returns // mixes × [d]
 */
export function stepToMixes({ pairs, human, lm }: MixData, anchor: Anchor, mixes: readonly Uint8Array[]): Float64Array[] {
  const { n, d, x } = pairs;
  const differing = Int32Array.from({ length: n }, (_, row) => row).filter((row) => realAt(human, row) !== realAt(lm, row));
  return mixes.map((mix) => {
    assertLength("mix", mix.length, n);
    const pull = new Float64Array(d);
    for (const row of differing) {
      const push = (mix[row] === 1 ? realAt(human, row) : realAt(lm, row)) - realAt(anchor.target, row);
      for (let k = 0; k < d; k += 1) addAt(pull, k, push * (x[row * d + k] ?? 0));
    }
    return choleskySolve(anchor.factor, d, pull).map((value, k) => realAt(anchor.theta, k) + value);
  });
}

export interface MixScore {
  /** Mean log-likelihood of the truths at the temperature that suits the model best, nats. */
  logLikelihood: number;
  /**
   * Share of truths whose side the margin points to, ties left out; a margin of 0 counts half, and so does all where every truth is a
   * tie. Moves in steps of 1/m: for display only.
   */
  accuracy: number;
}

/** How well a reward model's margins fit known truths, its temperature profiled out. */
export function scoreMargins(margins: Float64Array, truth: Float64Array): MixScore {
  const likelihoods = logLikelihoods(margins, truth);
  let [right, sided] = [0, 0];
  margins.forEach((margin, row) => {
    const side = realAt(truth, row);
    if (side === 0.5) return;
    sided += 1;
    right += margin === 0 ? 0.5 : margin > 0 === side > 0.5 ? 1 : 0;
  });
  return {
    logLikelihood: likelihoods.reduce((sum, value) => sum + value, 0) / Math.max(1, margins.length),
    accuracy: sided === 0 ? 0.5 : right / sided,
  };
}

/** Log-likelihood of each truth at the best temperature. // [m] */
export function logLikelihoods(margins: Float64Array, truth: Float64Array): Float64Array {
  const temperature = profileTemperature(margins, truth);
  return margins.map((margin, row) => {
    const logit = temperature * margin;
    return realAt(truth, row) * logit - softplus(logit);
  });
}
