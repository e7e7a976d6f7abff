import { addAt, assertLength, dot, intAt, realAt } from "../math/access";
import { choleskySolve } from "../math/matrix";
import { sigmoid } from "../math/special";
import { FOLDS, foldsByPrompt } from "./cross-fit-margins";
import type { BradleyTerryFit, PairRows } from "./ridge-bradley-terry";
import { marginsOf } from "./ridge-bradley-terry";

export interface InfluenceData {
  pairs: PairRows;
  /** Reward model of the language model's labels. */
  fit: BradleyTerryFit;
  /** Side that the judge took: −1, 0 or 1. // [n] */
  judge: Int32Array;
  /** P(second better) where the truth is known, NaN elsewhere. // [n] */
  truth: Float64Array;
  prompt: Int32Array;
  seed: number;
}

export interface Influence {
  /** First-order change of the mean log-likelihood of known truths when the judge's label of a row is turned round. // [n] */
  effect: Float64Array;
  /**
   * How much of the effects' order is more than chance: agreement of effects from two halves of the known truths, for all of
   * them (Spearman and Brown). In [0, 1].
   */
  reliability: number;
  /** The temperature at which the reward model fits the truths best. */
  temperature: number;
  truths: number;
}

/** With fewer known truths the gradient is noise. */
export const MINIMUM_TRUTHS = 30;

/**
 * What turning one label round would do to a reward model that is trained on the judge's labels, without training it again:
 *
 *   effect_i = −l_i xᵢᵀ H⁻¹ g,   g = mean over truths of τ (p − σ(τ θ·x)) x,   τ = argmax mean log-likelihood
 *
 * Turning l to −l changes the training gradient by exactly l x, so θ moves by −l H⁻¹x to first order. τ is profiled; at its
 * optimum it adds no term of its own. The effect on rows whose truth is known comes from the truths of other prompts.
 *
 * @returns null with fewer than {@link MINIMUM_TRUTHS} truths. Cost: n d + 7 d².
 * Source: influence functions, Koh and Liang (2017), arXiv:1703.04730, eq. 2; the envelope argument is ours.
 */
export function influenceOf(data: InfluenceData): Influence | null {
  const { pairs, fit, judge, truth, prompt, seed } = data;
  assertLength("judge", judge.length, pairs.n);
  assertLength("truth", truth.length, pairs.n);
  const known = Int32Array.from(truth.keys()).filter((row) => !Number.isNaN(realAt(truth, row)));
  if (known.length < MINIMUM_TRUTHS) return null;
  const margins = Float64Array.from(known, (row) => dot(pairs.x, row * pairs.d, fit.theta, 0, pairs.d));
  const targets = Float64Array.from(known, (row) => realAt(truth, row));
  const temperature = profileTemperature(margins, targets);
  const fold = foldsByPrompt(prompt, seed);
  const groups = Int32Array.from(known, (row) => intAt(fold, intAt(prompt, row)));
  const gradientOver = (uses: (group: number) => boolean): Float64Array => {
    const gradient = new Float64Array(pairs.d);
    let count = 0;
    known.forEach((row, position) => {
      if (!uses(intAt(groups, position))) return;
      count += 1;
      const pull = temperature * (realAt(targets, position) - sigmoid(temperature * realAt(margins, position)));
      for (let k = 0; k < pairs.d; k += 1) addAt(gradient, k, pull * realAt(pairs.x, row * pairs.d + k));
    });
    return choleskySolve(
      fit.factor,
      pairs.d,
      gradient.map((value) => value / Math.max(1, count)),
    );
  };
  const directions = Array.from({ length: FOLDS }, (_, held) => gradientOver((group) => group !== held));
  const effect = marginsOf(
    pairs,
    gradientOver(() => true),
  ).map((value, row) => -intAt(judge, row) * value);
  known.forEach((row, position) => {
    const direction = directions[intAt(groups, position)];
    if (direction) effect[row] = -intAt(judge, row) * dot(pairs.x, row * pairs.d, direction, 0, pairs.d);
  });
  return { effect, temperature, truths: known.length, reliability: reliabilityOf(pairs, gradientOver) };
}

/** τ ≥ 0 that maximises mean p log σ(τm) + (1 − p) log σ(−τm), concave in τ, by bisection on its slope. */
export function profileTemperature(margins: Float64Array, targets: Float64Array): number {
  const size = margins.reduce((sum, margin) => sum + Math.abs(margin), 0) / Math.max(1, margins.length);
  if (size === 0) return 1;
  const slopeAt = (tau: number): number => {
    let slope = 0;
    for (let row = 0; row < margins.length; row += 1) {
      const margin = realAt(margins, row);
      slope += (realAt(targets, row) - sigmoid(tau * margin)) * margin;
    }
    return slope;
  };
  // Beyond 50 mean margins every probability is 0 or 1; below a thousandth every one is a half.
  let low = 1e-3 / size;
  let high = 50 / size;
  if (slopeAt(low) <= 0) return low;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (slopeAt(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Mean agreement of the directions of two parts of the folds, every 2 against the other 3, brought to the length of all of them. */
function reliabilityOf(pairs: PairRows, directionOver: (uses: (group: number) => boolean) => Float64Array): number {
  const step = Math.max(1, Math.floor(pairs.n / 2_000));
  let sum = 0;
  for (let first = 0; first < FOLDS; first += 1) {
    const inFirst = (group: number): boolean => group === first || group === (first + 1) % FOLDS;
    const a = directionOver(inFirst);
    const b = directionOver((group) => !inFirst(group));
    let ab = 0;
    let aa = 0;
    let bb = 0;
    for (let row = 0; row < pairs.n; row += step) {
      const effectA = dot(pairs.x, row * pairs.d, a, 0, pairs.d);
      const effectB = dot(pairs.x, row * pairs.d, b, 0, pairs.d);
      ab += effectA * effectB;
      aa += effectA * effectA;
      bb += effectB * effectB;
    }
    if (aa > 0 && bb > 0) sum += ab / Math.sqrt(aa * bb);
  }
  const half = Math.max(0, sum / FOLDS);
  return (2 * half) / (1 + half);
}
