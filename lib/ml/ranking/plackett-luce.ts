import { addAt, assertLength, realAt } from "../math/access";
import { lbfgs } from "../optim/lbfgs";
import type { Evaluation } from "../optim/lbfgs";

/** One ranking: groups of 0-based items, best first. Items of a group are tied; items in no group were not ranked. */
export type Ranking = readonly (readonly number[])[];

export interface PlackettLuceOptions {
  /** Standard deviation of the normal prior of the worths, in logits: 2, as for Bradley–Terry scores. */
  priorDeviation: number;
  maxIterations: number;
  /** Stop when no component of the gradient is larger than this. */
  tolerance: number;
}

const DEFAULTS: PlackettLuceOptions = { priorDeviation: 2, maxIterations: 500, tolerance: 1e-6 };

/** Standard deviation of the normal prior of log δ_k: wide enough that some dozens of rankings decide. */
const TIE_DEVIATION = 2;

export interface PlackettLuceFit {
  /** Log-worths s_i in logits; the prior puts their mean at zero where rankings connect the items. // [items] */
  worths: Float64Array;
  /** log δ_k of ties of k items, k = 2 … D with D the largest tie seen; empty where nobody tied. // [D − 1] */
  tieLogits: Float64Array;
  converged: boolean;
  iterations: number;
  /** Minus the log posterior; never rises. */
  lossHistory: number[];
}

export interface PlackettLuceLoss {
  /** Minus the log likelihood. */
  value: number;
  /** By worth. // [items] */
  worths: Float64Array;
  /** By log δ_k. // [D − 1] */
  tieLogits: Float64Array;
}

/**
 * Minus the log likelihood of rankings with ties, and its gradient. A ranking is made from the top: out of the set S of items
 * still to be placed, a group C of at most D is taken with
 *
 *   P(C | S) = δ_|C| (Π_{i∈C} α_i)^{1/|C|} / Σ_{k ≤ min(D, |S|)} δ_k Σ_{T ⊆ S, |T| = k} (Π_{i∈T} α_i)^{1/k},   α_i = e^{s_i},  δ_1 = 1
 *
 * so that without ties (D = 1) it is Plackett and Luce's model, and for two items Davidson's Bradley–Terry model with ties. The
 * inner sums are elementary symmetric polynomials of α^{1/k}: no subset is listed. S are the items that this ranking places:
 * what it leaves out says nothing. The last single item is placed with probability one.
 *
 * @param worths s_i in logits // [items]
 * @param tieLogits log δ_2 … log δ_D // [D − 1]; no tie may be larger than D
 * Cost: for each group, D · |S|² (|S| where D = 1).
 * Source: D. Firth, I. Kosmidis and H. Turner (2019), Davidson–Luce model for multi-item choice with ties, arXiv:1909.07123,
 * eq. 2; R. L. Plackett (1975), doi:10.2307/2346567; R. R. Davidson (1970), doi:10.1080/01621459.1970.10481082.
 *
 * @example
 * // s = (0, 0), ranking 0 > 1, no ties: −log ½
 */
export function plackettLuceLoss(rankings: readonly Ranking[], worths: Float64Array, tieLogits: Float64Array): PlackettLuceLoss {
  const gradient = { value: 0, worths: new Float64Array(worths.length), tieLogits: new Float64Array(tieLogits.length) };
  for (const ranking of rankings) {
    const left = ranking.flat();
    for (const group of ranking) {
      addStage(gradient, left, group, worths, tieLogits);
      left.splice(0, group.length);
    }
  }
  return gradient;
}

function addStage(
  loss: PlackettLuceLoss,
  left: readonly number[],
  group: readonly number[],
  worths: Float64Array,
  tieLogits: Float64Array,
): void {
  const size = group.length;
  if (size === 0 || size > tieLogits.length + 1)
    throw new RangeError(`rankings: a tie of ${size} items, but only ties of up to ${tieLogits.length + 1} have a parameter`);
  if (left.length === 1) return;
  // α are taken relative to the largest: the factor e^{−max} is the same for groups of every size.
  const top = left.reduce((most, item) => Math.max(most, realAt(worths, item)), Number.NEGATIVE_INFINITY);
  const largest = Math.min(tieLogits.length + 1, left.length);
  const sums: { total: number; share: Float64Array }[] = [];
  let normaliser = 0;
  for (let k = 1; k <= largest; k += 1) {
    const prevalence = k === 1 ? 1 : Math.exp(realAt(tieLogits, k - 2));
    const powers = Float64Array.from(left, (item) => Math.exp((realAt(worths, item) - top) / k));
    const { total, withItem } = groupSums(powers, k);
    sums.push({ total: prevalence * total, share: withItem.map((part) => (prevalence * part) / k) });
    normaliser += prevalence * total;
  }
  loss.value += Math.log(normaliser) + top - group.reduce((sum, item) => sum + realAt(worths, item), 0) / size;
  for (const item of group) addAt(loss.worths, item, -1 / size);
  for (const { share } of sums) left.forEach((item, place) => addAt(loss.worths, item, realAt(share, place) / normaliser));
  if (size > 1) {
    loss.value -= realAt(tieLogits, size - 2);
    addAt(loss.tieLogits, size - 2, -1);
  }
  sums.slice(1).forEach(({ total }, index) => addAt(loss.tieLogits, index, total / normaliser));
}

/** e_k(x), and for each i the part of it whose groups hold i: x_i e_{k−1}(x without i). */
function groupSums(x: Float64Array, k: number): { total: number; withItem: Float64Array } {
  if (k === 1) return { total: x.reduce((sum, value) => sum + value, 0), withItem: x };
  const withItem = x.map((value, i) => value * symmetricSum(x, k - 1, i));
  return { total: withItem.reduce((sum, value) => sum + value, 0) / k, withItem };
}

/** Elementary symmetric polynomial e_k of x without entry `without`. */
function symmetricSum(x: Float64Array, k: number, without: number): number {
  const sums = new Float64Array(k + 1);
  sums[0] = 1;
  x.forEach((value, i) => {
    if (i === without) return;
    for (let size = k; size >= 1; size -= 1) addAt(sums, size, value * realAt(sums, size - 1));
  });
  return realAt(sums, k);
}

/**
 * Worths of items from rankings with ties, of part or all of them, by maximum a posteriori under the model of
 * {@link plackettLuceLoss} with s_i ~ N(0, priorDeviation²) and log δ_k ~ N(0, 2²).
 *
 * The prior identifies the worths (only differences enter the likelihood) and keeps items that always came first, and groups of
 * items never ranked together, at finite values: one ranking alone has a fit. Sets of items that share no ranking (the responses
 * of different prompts) may be fitted together, so that they share the δ_k.
 *
 * Minimised by limited-memory BFGS; the loss is convex in the worths.
 *
 * @param items number of items; @param rankings at least one group each
 * Source: as {@link plackettLuceLoss}; the normal prior as in F. Caron and A. Doucet (2012), doi:10.1080/10618600.2012.638220.
 */
export function fitPlackettLuce(items: number, rankings: readonly Ranking[], options: Partial<PlackettLuceOptions> = {}): PlackettLuceFit {
  const { priorDeviation, maxIterations, tolerance } = { ...DEFAULTS, ...options };
  if (!(priorDeviation > 0)) throw new RangeError("priorDeviation must be positive");
  assertRankings(items, rankings);
  const ties = rankings.reduce((most, ranking) => ranking.reduce((size, group) => Math.max(size, group.length), most), 1) - 1;
  const evaluate = (point: Float64Array): Evaluation => {
    const worths = point.subarray(0, items);
    const tieLogits = point.subarray(items);
    const loss = plackettLuceLoss(rankings, worths, tieLogits);
    const gradient = new Float64Array(point.length);
    let value = loss.value;
    point.forEach((entry, index) => {
      const precision = 1 / (index < items ? priorDeviation : TIE_DEVIATION) ** 2;
      value += 0.5 * precision * entry * entry;
      gradient[index] = (index < items ? realAt(loss.worths, index) : realAt(loss.tieLogits, index - items)) + precision * entry;
    });
    return { value, gradient };
  };
  const run = lbfgs(new Float64Array(items + ties), { iterations: maxIterations, gradientTolerance: tolerance, valueTolerance: 1e-14 });
  let step = run.next();
  while (!step.done) step = run.next(evaluate(step.value));
  const { point, converged, iterations, lossHistory } = step.value;
  return { worths: point.slice(0, items), tieLogits: point.slice(items), converged, iterations, lossHistory };
}

function assertRankings(items: number, rankings: readonly Ranking[]): void {
  const seen = new Int32Array(items).fill(-1);
  rankings.forEach((ranking, index) => {
    for (const group of ranking) {
      if (group.length === 0) throw new RangeError(`rankings[${index}] holds an empty group`);
      for (const item of group) {
        if (!Number.isInteger(item) || item < 0 || item >= items)
          throw new RangeError(`rankings[${index}] names item ${item}, which must lie in [0, ${items})`);
        if (seen[item] === index) throw new RangeError(`rankings[${index}] places item ${item} twice`);
        seen[item] = index;
      }
    }
  });
}

/** Probability of each outcome of two items under a fit: the first ahead, a tie, the second ahead. */
export function pairProbabilities(first: number, second: number, tieLogits: Float64Array): { ahead: number; tie: number; behind: number } {
  const worths = Float64Array.of(first, second);
  const ties = tieLogits.subarray(0, 1);
  const ahead = Math.exp(-plackettLuceLoss([[[0], [1]]], worths, ties).value);
  const behind = Math.exp(-plackettLuceLoss([[[1], [0]]], worths, ties).value);
  return { ahead, behind, tie: ties.length === 0 ? 0 : Math.exp(-plackettLuceLoss([[[0, 1]]], worths, ties).value) };
}

/**
 * Observed information of the worths at a fit: the Hessian of minus the log posterior, by central differences of the exact
 * gradient. Its inverse is the covariance of the normal approximation of the posterior (Laplace).
 *
 * @param worths of the items that `rankings` rank // [items]
 * @returns // [items, items] row-major, symmetric, positive definite but for rounding
 */
export function plackettLuceInformation(
  rankings: readonly Ranking[],
  worths: Float64Array,
  tieLogits: Float64Array,
  priorDeviation: number = DEFAULTS.priorDeviation,
): Float64Array {
  const items = worths.length;
  const information = new Float64Array(items * items);
  const step = 1e-4;
  for (let item = 0; item < items; item += 1) {
    const gradientAt = (shift: number): Float64Array => {
      const moved = worths.slice();
      addAt(moved, item, shift);
      return plackettLuceLoss(rankings, moved, tieLogits).worths;
    };
    const above = gradientAt(step);
    const below = gradientAt(-step);
    assertLength("worths", above.length, items);
    for (let other = 0; other < items; other += 1) {
      const second = (realAt(above, other) - realAt(below, other)) / (2 * step);
      addAt(information, item * items + other, second / 2);
      addAt(information, other * items + item, second / 2);
    }
    addAt(information, item * items + item, 1 / priorDeviation ** 2);
  }
  return information;
}
