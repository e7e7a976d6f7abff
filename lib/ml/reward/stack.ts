import { assertLength, realAt } from "../math/access";
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
const SWEEPS = 5000;
/** Standard errors by which a signal is taken to be weaker than it looks. */
const PRUDENCE = 1.5;
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
  const shrinkage = shrinkTowardsCoin(combined, pFirst, pairWeights, clusters);
  const { scale, lapse } = fitLapse(combined, pFirst, pairWeights);
  const coefficients = weights.map((weight, head) => shrinkage * scale * weight * (temperatures[head] ?? 1));
  return { temperatures, weights, shrinkage, lapse, coefficients, converged };
};

/**
 * How much of fitted margins to believe: 1 − (c · s)², at least 0.05, where s is the standard error of a factor on all margins
 * around 1 and c = 1.5. Where the texts carry nothing, margins fitted to chance would cost more than a coin; this draws them back
 * to it, and leaves a clear signal as it is (at ten standard errors 2 % are taken off).
 *
 * s² = Σ over prompts of (Σ w (p − pFirst) m)² · n/(n − 1) / (Σ w p (1 − p) m²)²: the sandwich estimate with prompts as clusters.
 * Source: positive-part shrinkage: James and Stein (1961); clusters: Liang and Zeger (1986), doi:10.1093/biomet/73.1.13, eq. 6.
 */
export const shrinkTowardsCoin = (
  margins: Float64Array,
  pFirst: Float64Array,
  pairWeights: Float64Array,
  clusters: readonly string[],
): number => {
  const slopes = new Map<string, number>();
  let curvature = 0;
  for (const [pair, cluster] of clusters.entries()) {
    const margin = realAt(margins, pair);
    const p = sigmoid(margin);
    const weight = realAt(pairWeights, pair);
    slopes.set(cluster, (slopes.get(cluster) ?? 0) + weight * (p - realAt(pFirst, pair)) * margin);
    curvature += weight * p * (1 - p) * margin * margin;
  }
  if (slopes.size < 2 || curvature <= 0) return LEAST_SHRINKAGE;
  const spread = [...slopes.values()].reduce((sum, slope) => sum + slope * slope, 0) * (slopes.size / (slopes.size - 1));
  return Math.max(LEAST_SHRINKAGE, 1 - (PRUDENCE * PRUDENCE * spread) / (curvature * curvature));
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

/** One weight at a time, each step bounded by the largest curvature and cut off at 0: the strictly convex loss falls at every step. */
const fitWeights = (
  heads: readonly Float64Array[],
  pFirst: Float64Array,
  pairWeights: Float64Array,
): { weights: number[]; converged: boolean } => {
  const equal = 1 / heads.length;
  const weights = heads.map(() => equal);
  const combined = new Float64Array(pFirst.length);
  for (const head of heads)
    for (let pair = 0; pair < combined.length; pair += 1) combined[pair] = realAt(combined, pair) + equal * realAt(head, pair);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0;
    for (const [index, head] of heads.entries()) {
      const old = weights[index] ?? 0;
      let slope = 2 * PULL * (old - equal);
      let curvature = 2 * PULL;
      for (let pair = 0; pair < combined.length; pair += 1) {
        const p = sigmoid(realAt(combined, pair));
        const value = realAt(head, pair);
        slope += realAt(pairWeights, pair) * (p - realAt(pFirst, pair)) * value;
        // The largest curvature that the logistic loss can have, so that a step never overshoots.
        curvature += realAt(pairWeights, pair) * 0.25 * value * value;
      }
      const next = Math.max(0, old - slope / curvature);
      for (let pair = 0; pair < combined.length; pair += 1) combined[pair] = realAt(combined, pair) + (next - old) * realAt(head, pair);
      weights[index] = next;
      moved = Math.max(moved, Math.abs(next - old));
    }
    if (moved < 1e-6) return { weights, converged: true };
  }
  return { weights, converged: false };
};
