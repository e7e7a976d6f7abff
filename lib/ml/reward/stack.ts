import { addAt, assertLength, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid, softplus } from "../math/special";
import { fitLapse } from "./lapse";

/** How much each head of a stacked reward counts: reward = Σ coefficientₖ · headₖ. */
export interface StackFit {
  /** Temperature of each head, T > 0: a head may be damped but never reversed. // [heads] */
  temperatures: number[];
  /** Non-negative weights on the tempered heads. // [heads] */
  weights: number[];
  /** Factor in (0, 1] that draws all margins towards 0 where they may be chance; see `shrinkTowardsCoin`. */
  shrinkage: number;
  /** Share of labels that go against any reward by chance; margins pass through `lapsedMargin`. */
  lapse: number;
  /** Tₖ wₖ times the shrinkage and the scale that belongs to the lapse. // [heads] */
  coefficients: number[];
  converged: boolean;
}

/** Strength of the pull towards equal weights, on the summed loss. */
const PULL = 10;
const LOG_TEMPERATURE_BOUND = 4;
const NEWTON_STEPS = 100;
const WEIGHT_TOLERANCE = 1e-8;
const SMALLEST_SHARE = 1e-6;
/** Standard errors by which a signal is taken to be weaker than it looks. */
const PRUDENCE = 1.5;
/** Correlation of two labels of one prompt that is expected before any are seen, and the prompts' worth of weight this has. */
const EXPECTED_CORRELATION = 0.2;
const EXPECTATION_WEIGHT = 5;
/** Never nothing: the order of responses may still be of use where the probabilities are not. */
const LEAST_SHRINKAGE = 0.05;

/**
 * Calibrated combination of several rewards from their out-of-fold margins.
 *
 * Each head gets Tₖ = argmin Σ w ℓ(T mₖ) over ln T ∈ [−4, 4]; then weights w ≥ 0 minimise
 * Σ w ℓ(Σₖ wₖ Tₖ mₖ) + 10 |w − 1/K|², with ℓ(m) = ln(1 + eᵐ) − pFirst m. The pull makes the solution unique where heads agree.
 * The result is drawn towards a coin by what may be chance, and bent by the labels' rate of lapses (see `lapse.ts`).
 * Source: stacking: Breiman (1996), doi:10.1007/BF00117832; temperature: Guo et al. (2017), arXiv:1706.04599, sec. 4.2.
 *
 * @param margins out-of-fold margin (first minus second) of every pair under each head. // heads × [pairs]
 * @param clusters prompt of each pair: pairs of one prompt are no independent evidence. // [pairs]
 */
export const fitStack = (
  margins: readonly Float64Array[],
  pFirst: Float64Array,
  pairWeights: Float64Array,
  clusters: readonly string[],
): StackFit => {
  for (const [head, values] of margins.entries()) assertLength(`margins[${head}]`, values.length, pFirst.length);
  const temperatures = margins.map((values) => fitTemperature(values, pFirst, pairWeights));
  const tempered = margins.map((values, head) => values.map((value) => value * (temperatures[head] ?? 1)));
  const { weights, converged } = fitWeights(tempered, pFirst, pairWeights);
  const combined = weightedSum(tempered, weights);
  const { shrinkage, independent } = shrinkTowardsCoin(combined, pFirst, pairWeights, clusters);
  const { scale, lapse } = fitLapse(combined, pFirst, pairWeights, independent);
  const coefficients = weights.map((weight, head) => shrinkage * scale * weight * (temperatures[head] ?? 1));
  return { temperatures, weights, shrinkage, lapse, coefficients, converged };
};

/**
 * How much of fitted margins to believe: 1 − (c · s)², at least 0.05, where s is the standard error of a factor on all margins
 * around 1 and c = 1.5. Where the texts carry nothing, margins fitted to chance would cost more than a coin; this draws them back
 * to it, and leaves a clear signal as it is (at ten standard errors 2 % are taken off).
 *
 * s² = V / (Σ w p (1 − p) m²)², the sandwich estimate with n prompts as clusters. V is the mean of two: with weight n − 1 what is
 * seen, Σ over prompts of (Σ w (p − pFirst) m)² · n/(n − 1); and with weight 5 what labels correlated by 0.2 within a prompt would
 * give. Two or three prompts say next to nothing of how prompts differ, however many pairs they have: without the second their
 * chance agreement would pass for certainty.
 * Source: positive-part shrinkage: James and Stein (1961); clusters: Liang and Zeger (1986), doi:10.1093/biomet/73.1.13, eq. 6;
 * correlation within clusters: Kish (1965), Survey Sampling, sec. 5.4.
 *
 * @returns the factor, and how many independent labels would have told as much: the pairs over their design effect
 */
export const shrinkTowardsCoin = (
  margins: Float64Array,
  pFirst: Float64Array,
  pairWeights: Float64Array,
  clusters: readonly string[],
): { shrinkage: number; independent: number } => {
  const prompts = new Map<string, { slope: number; variance: number; deviation: number }>();
  let curvature = 0;
  for (const [pair, cluster] of clusters.entries()) {
    const margin = realAt(margins, pair);
    const p = sigmoid(margin);
    const weight = realAt(pairWeights, pair);
    const variance = weight * p * (1 - p) * margin * margin;
    const prompt = prompts.get(cluster) ?? { slope: 0, variance: 0, deviation: 0 };
    prompt.slope += weight * (p - realAt(pFirst, pair)) * margin;
    prompt.variance += variance;
    prompt.deviation += Math.sqrt(variance);
    prompts.set(cluster, prompt);
    curvature += variance;
  }
  const count = prompts.size;
  if (count < 2 || !(curvature > 0)) return { shrinkage: LEAST_SHRINKAGE, independent: count };
  let [seen, expected] = [0, 0];
  for (const { slope, variance, deviation } of prompts.values()) {
    seen += (slope * slope * count) / (count - 1);
    expected += variance + EXPECTED_CORRELATION * (deviation * deviation - variance);
  }
  const spread = ((count - 1) * seen + EXPECTATION_WEIGHT * expected) / (count - 1 + EXPECTATION_WEIGHT);
  const shrinkage = Math.max(LEAST_SHRINKAGE, 1 - (PRUDENCE * PRUDENCE * spread) / (curvature * curvature));
  return { shrinkage, independent: margins.length / Math.max(1, spread / curvature) };
};

const weightedSum = (heads: readonly Float64Array[], weights: readonly number[]): Float64Array =>
  Float64Array.from({ length: heads[0]?.length ?? 0 }, (_, pair) =>
    heads.reduce((sum, head, index) => sum + (weights[index] ?? 0) * realAt(head, pair), 0),
  );

/** Golden-section search: the loss is convex in T, so it has one minimum in ln T as well. */
const fitTemperature = (margins: Float64Array, pFirst: Float64Array, pairWeights: Float64Array): number => {
  const lossAt = (logTemperature: number): number => {
    const temperature = Math.exp(logTemperature);
    let total = 0;
    for (let pair = 0; pair < margins.length; pair += 1) {
      const margin = temperature * realAt(margins, pair);
      total += realAt(pairWeights, pair) * (softplus(margin) - realAt(pFirst, pair) * margin);
    }
    return total;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = -LOG_TEMPERATURE_BOUND;
  let high = LOG_TEMPERATURE_BOUND;
  while (high - low > 1e-6) {
    const third = golden * (high - low);
    if (lossAt(high - third) <= lossAt(low + third)) high = low + third;
    else low = high - third;
  }
  return Math.exp((low + high) / 2);
};

/**
 * Newton's method held to w ≥ 0: each step minimises the quadratic model over the whole orthant, and is halved until the loss
 * falls. With the pull the loss is strictly convex, so there is one minimum and few steps lead to it, however large margins are.
 */
const fitWeights = (
  heads: readonly Float64Array[],
  pFirst: Float64Array,
  pairWeights: Float64Array,
): { weights: number[]; converged: boolean } => {
  const equal = 1 / heads.length;
  const lossAt = (weights: readonly number[]): number => {
    const combined = weightedSum(heads, weights);
    let total = weights.reduce((sum, weight) => sum + PULL * (weight - equal) ** 2, 0);
    for (let pair = 0; pair < combined.length; pair += 1) {
      const margin = realAt(combined, pair);
      total += realAt(pairWeights, pair) * (softplus(margin) - realAt(pFirst, pair) * margin);
    }
    return total;
  };
  let weights = heads.map(() => equal);
  let loss = lossAt(weights);
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const { slope, hessian } = derivatives(heads, pFirst, pairWeights, weights);
    const move = boundedStep(slope, hessian, weights);
    if (move.every((change) => Math.abs(change) < WEIGHT_TOLERANCE)) return { weights, converged: true };
    let share = 1;
    let next = weights;
    let there = Number.POSITIVE_INFINITY;
    for (; share > SMALLEST_SHARE && !(there <= loss); share /= 2) {
      next = weights.map((weight, head) => Math.max(0, weight + share * (move[head] ?? 0)));
      there = lossAt(next);
    }
    // The loss is flat to the last digit: nothing is left to gain.
    if (!(there <= loss)) return { weights, converged: true };
    [weights, loss] = [next, there];
  }
  return { weights, converged: false };
};

const derivatives = (
  heads: readonly Float64Array[],
  pFirst: Float64Array,
  pairWeights: Float64Array,
  weights: readonly number[],
): { slope: number[]; hessian: Float64Array } => {
  const combined = weightedSum(heads, weights);
  const slope = weights.map((weight) => 2 * PULL * (weight - 1 / heads.length));
  const hessian = new Float64Array(heads.length ** 2);
  addToDiagonal(hessian, heads.length, 2 * PULL);
  for (let pair = 0; pair < combined.length; pair += 1) {
    const p = sigmoid(realAt(combined, pair));
    const weight = realAt(pairWeights, pair);
    for (const [row, values] of heads.entries()) {
      slope[row] = (slope[row] ?? 0) + weight * (p - realAt(pFirst, pair)) * realAt(values, pair);
      for (const [column, others] of heads.entries())
        addAt(hessian, row * heads.length + column, weight * p * (1 - p) * realAt(values, pair) * realAt(others, pair));
    }
  }
  return { slope, hessian };
};

/** argmin of slope·d + ½ dᵀHd with w + d ≥ 0: the best of the solutions on every face of the orthant, of which few heads have few. */
const boundedStep = (slope: readonly number[], hessian: Float64Array, weights: readonly number[]): number[] => {
  const size = weights.length;
  const entry = (row: number, column: number): number => realAt(hessian, row * size + column);
  let best = { move: weights.map(() => 0), value: 0 };
  for (let face = 0; face < 2 ** size; face += 1) {
    const free = weights.flatMap((_, head) => (Math.floor(face / 2 ** head) % 2 === 0 ? [head] : []));
    const move = weights.map((weight, head) => (free.includes(head) ? 0 : -weight));
    const inner = Float64Array.from(free.flatMap((row) => free.map((column) => entry(row, column))));
    const outer = Float64Array.from(
      free,
      (row) => -(slope[row] ?? 0) - move.reduce((sum, change, column) => sum + entry(row, column) * change, 0),
    );
    const factor = choleskyFactor(inner, free.length);
    if (!factor) continue;
    for (const [place, change] of choleskySolve(factor, free.length, outer).entries()) move[free[place] ?? 0] = change;
    if (move.some((change, head) => (weights[head] ?? 0) + change < 0)) continue;
    const value = move.reduce(
      (sum, change, row) =>
        sum + change * ((slope[row] ?? 0) + 0.5 * move.reduce((part, other, column) => part + entry(row, column) * other, 0)),
      0,
    );
    if (value < best.value) best = { move, value };
  }
  return best.move;
};
