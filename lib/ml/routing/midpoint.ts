import { addAt, assertLength, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid, softplus } from "../math/special";
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
  /** Share of truths whose side the margin points to; a margin of 0 counts half. Moves in steps of 1/m: for display only. */
  accuracy: number;
}

/** How well a reward model's margins fit known truths, its temperature profiled out. */
export function scoreMargins(margins: Float64Array, truth: Float64Array): MixScore {
  const likelihoods = logLikelihoods(margins, truth);
  let right = 0;
  margins.forEach((margin, row) => {
    right += margin === 0 ? 0.5 : margin > 0 === realAt(truth, row) > 0.5 ? 1 : 0;
  });
  return {
    logLikelihood: likelihoods.reduce((sum, value) => sum + value, 0) / Math.max(1, margins.length),
    accuracy: right / Math.max(1, margins.length),
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

/** Reward models of all mixes without each fold in turn. // folds × mixes × [d] */
export type FoldedMixes = Float64Array[][];

/**
 * The same for cross-fitting, at hardly more than the cost of one fold. From the midpoint θ_M of all rows every fold's models are one
 * Newton step away too: gradient and Hessian are sums over rows, so each fold's are those of all rows less its own,
 *
 *   θ_{z,−f} = θ_M − (H − H_f + λ_f I)⁻¹ (g_z − g_{z,f} + λ_f θ_M),   g_z = Σ_i (σ(θ_M·x_i) − t_zi) x_i
 *
 * and one pass over the rows gives the parts of all folds. λ_f is the ridge per row times the rows left.
 * Cost: one fit, n d²/2 for the Hessians, mixes × differing pairs × d, folds × d³/3.
 *
 * @param fold of each row, 0-based. // [n]
 */
export function stepToFoldedMixes(data: MixData, anchor: Anchor, mixes: readonly Uint8Array[], fold: Int32Array): FoldedMixes {
  const { pairs } = data;
  const { n, d, x } = pairs;
  assertLength("fold", fold.length, n);
  const folds = fold.reduce((most, value) => Math.max(most, value + 1), 0);
  const margins = marginsOf(pairs, anchor.theta);
  const perRow = data.penalty / n;
  const hessians: Float64Array[] = [];
  const bases: Float64Array[] = [];
  for (let own = 0; own < folds; own += 1) {
    const inside = Float64Array.from(fold, (value) => (value === own ? 1 : 0));
    hessians.push(hessianAt(pairs, margins, inside, 0));
    const base = new Float64Array(d);
    for (let row = 0; row < n; row += 1) {
      if (fold[row] !== own) continue;
      const slope = sigmoid(realAt(margins, row)) - realAt(anchor.target, row);
      for (let k = 0; k < d; k += 1) base[k] = (base[k] ?? 0) + slope * (x[row * d + k] ?? 0);
    }
    bases.push(base);
  }
  const pulls = foldedPulls(data, anchor, mixes, fold, folds);
  return Array.from({ length: folds }, (_, held) => {
    let rows = 0;
    for (const value of fold) if (value !== held) rows += 1;
    const left = (parts: readonly Float64Array[]): Float64Array =>
      parts.reduce(
        (sum, part, own) => (own === held ? sum : sum.map((value, k) => value + realAt(part, k))),
        new Float64Array(parts[0]?.length ?? 0),
      );
    const hessian = left(hessians);
    addToDiagonal(hessian, d, perRow * rows);
    const factor = choleskyFactor(hessian, d);
    if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
    const still = left(bases).map((value, k) => value + perRow * rows * realAt(anchor.theta, k));
    return mixes.map((_mix, index) => {
      const pull = left(pulls.map((part) => part[index] ?? new Float64Array(d)));
      const step = choleskySolve(
        factor,
        d,
        still.map((value, k) => realAt(pull, k) - value),
      );
      return step.map((value, k) => realAt(anchor.theta, k) + value);
    });
  });
}

/** Σ over a fold's differing rows of (t_z − t_0) x, for every mix. // folds × mixes × [d] */
function foldedPulls(
  { pairs, human, lm }: MixData,
  anchor: Anchor,
  mixes: readonly Uint8Array[],
  fold: Int32Array,
  folds: number,
): Float64Array[][] {
  const { n, d, x } = pairs;
  const pulls = Array.from({ length: folds }, () => mixes.map(() => new Float64Array(d)));
  for (let row = 0; row < n; row += 1) {
    if (realAt(human, row) === realAt(lm, row)) continue;
    const own = pulls[fold[row] ?? 0];
    const values = x.subarray(row * d, (row + 1) * d);
    const towards = [realAt(lm, row) - realAt(anchor.target, row), realAt(human, row) - realAt(anchor.target, row)] as const;
    mixes.forEach((mix, index) => {
      const push = mix[row] === 1 ? towards[1] : towards[0];
      const pull = own?.[index];
      if (pull) for (let k = 0; k < d; k += 1) pull[k] = (pull[k] ?? 0) + push * (values[k] ?? 0);
    });
  }
  return pulls;
}
