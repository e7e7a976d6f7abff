import { addAt, assertFinite, assertLength, dot, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid, softplus } from "../math/special";

/** Pairs as differences of what is known of their responses, second minus first. */
export interface PairRows {
  n: number;
  d: number;
  /** // [n, d] row-major */
  x: Float64Array;
}

export interface BradleyTerryProblem {
  pairs: PairRows;
  /** P(second is better), in [0, 1]; read where the weight is positive. // [n] */
  target: Float64Array;
  /** Non-negative; rows of weight 0 take no part. // [n] */
  weight: Float64Array;
  /** λ of λ/2 |θ|², added to the sum of the losses; > 0. */
  penalty: number;
  /** Where to start, say the fit on almost the same rows. Default 0. // [d] */
  start?: Float64Array;
  /** Newton steps at most. Default 25. */
  steps?: number;
}

export interface BradleyTerryFit {
  /** // [d] */
  theta: Float64Array;
  /** Lower Cholesky factor of the Hessian where the last step was taken. // [d, d] row-major */
  factor: Float64Array;
  penalty: number;
  converged: boolean;
  iterations: number;
}

/** The largest move of a coefficient that counts as standing still. */
const STILL = 1e-6;

/**
 * A linear reward model of pairs: P(second better) = σ(θ·x), no intercept, so that swapping the responses swaps the answer.
 *
 *   minimise Σ w_i [ log(1 + e^{θ·x_i}) − p_i θ·x_i ] + λ/2 |θ|²
 *
 * by Newton's method with halved steps. λ > 0 makes the solution unique. Soft targets are allowed: ½ says nothing of a side.
 * Cost per step: n d²/2 + d³/3. Source: Bradley and Terry (1952), doi:10.2307/2334029; the ridge as in
 * le Cessie and van Houwelingen (1992), doi:10.2307/2347628.
 */
export function fitRidgeBradleyTerry(problem: BradleyTerryProblem): BradleyTerryFit {
  const { pairs, target, weight, penalty, start, steps = 25 } = problem;
  const { n, d, x } = pairs;
  assertLength("x", x.length, n * d);
  assertLength("target", target.length, n);
  assertLength("weight", weight.length, n);
  if (!(penalty > 0)) throw new RangeError(`penalty = ${penalty} must be positive`);
  assertFinite("weight", weight);
  let theta: Float64Array = start ? Float64Array.from(start) : new Float64Array(d);
  assertLength("start", theta.length, d);
  let margins = marginsOf(pairs, theta);
  let loss = lossOf(problem, margins, theta);
  let factor: Float64Array | null = null;
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < steps) {
    iterations += 1;
    const derivatives = differentiate(problem, margins, theta);
    factor = choleskyFactor(derivatives.hessian, d);
    if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
    const step = choleskySolve(factor, d, derivatives.gradient);
    let scale = 1;
    let next = theta;
    let nextLoss = Infinity;
    for (let halving = 0; halving < 30 && !(nextLoss <= loss); halving += 1) {
      next = theta.map((value, k) => value - scale * realAt(step, k));
      margins = marginsOf(pairs, next);
      nextLoss = lossOf(problem, margins, next);
      scale /= 2;
    }
    if (!(nextLoss <= loss)) {
      // Rounding alone keeps the loss from falling: the point before the step is the minimum to working precision.
      margins = marginsOf(pairs, theta);
      converged = true;
      break;
    }
    converged = step.every((value) => Math.abs(value) <= STILL);
    theta = next;
    loss = nextLoss;
  }
  return { theta, factor: factor ?? identity(d, penalty), penalty, converged, iterations };
}

/** θ·x of every pair: logits that the second is better. // [n] */
export function marginsOf({ n, d, x }: PairRows, theta: Float64Array): Float64Array {
  const margins = new Float64Array(n);
  for (let row = 0; row < n; row += 1) margins[row] = dot(x, row * d, theta, 0, d);
  return margins;
}

/** Hessian of the penalised loss at given margins, lower triangle. // [d, d] row-major */
export function hessianAt(pairs: PairRows, margins: Float64Array, weight: Float64Array, penalty: number): Float64Array {
  const curvature = weight.map((value, row) => {
    if (value === 0) return 0;
    const p = sigmoid(realAt(margins, row));
    return value * p * (1 - p);
  });
  const hessian = weightedGram(pairs, curvature);
  addToDiagonal(hessian, pairs.d, penalty);
  return hessian;
}

/**
 * Σ_i c_i x_i x_iᵀ, lower triangle. Four rows at a time: the sum is then read and written a quarter as often, which is what
 * bounds this loop. Rows with c_i = 0 are passed over. // [d, d] row-major
 */
export function weightedGram({ n, d, x }: PairRows, curvature: Float64Array): Float64Array {
  assertLength("curvature", curvature.length, n);
  const gram = new Float64Array(d * d);
  const used = Int32Array.from({ length: n }, (_, row) => row).filter((row) => realAt(curvature, row) !== 0);
  for (let at = 0; at < used.length; at += 4) {
    const rows = [0, 1, 2, 3].map((offset) => (at + offset < used.length ? intAt(used, at + offset) : -1));
    const [r0 = 0, r1 = -1, r2 = -1, r3 = -1] = rows;
    const [c0, c1, c2, c3] = [r0, r1, r2, r3].map((row) => (row < 0 ? 0 : realAt(curvature, row)));
    // A missing row points at the first one and counts nothing.
    addOuterProducts(
      gram,
      x,
      d,
      [r0, r1, r2, r3].map((row) => Math.max(row, 0) * d),
      [c0 ?? 0, c1 ?? 0, c2 ?? 0, c3 ?? 0],
    );
  }
  return gram;
}

function addOuterProducts(gram: Float64Array, x: Float64Array, d: number, starts: readonly number[], factors: readonly number[]): void {
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = starts;
  const [f0 = 0, f1 = 0, f2 = 0, f3 = 0] = factors;
  for (let a = 0; a < d; a += 1) {
    const v0 = f0 * (x[s0 + a] ?? 0);
    const v1 = f1 * (x[s1 + a] ?? 0);
    const v2 = f2 * (x[s2 + a] ?? 0);
    const v3 = f3 * (x[s3 + a] ?? 0);
    const line = a * d;
    for (let b = 0; b <= a; b += 1) {
      gram[line + b] =
        (gram[line + b] ?? 0) + v0 * (x[s0 + b] ?? 0) + v1 * (x[s1 + b] ?? 0) + v2 * (x[s2 + b] ?? 0) + v3 * (x[s3 + b] ?? 0);
    }
  }
}

function differentiate({ pairs, target, weight, penalty }: BradleyTerryProblem, margins: Float64Array, theta: Float64Array) {
  const { n, d, x } = pairs;
  const gradient = theta.map((value) => penalty * value);
  for (let row = 0; row < n; row += 1) {
    const own = realAt(weight, row);
    if (own === 0) continue;
    const slope = own * (sigmoid(realAt(margins, row)) - realAt(target, row));
    for (let k = 0; k < d; k += 1) addAt(gradient, k, slope * (x[row * d + k] ?? 0));
  }
  return { gradient, hessian: hessianAt(pairs, margins, weight, penalty) };
}

function lossOf({ target, weight, penalty }: BradleyTerryProblem, margins: Float64Array, theta: Float64Array): number {
  let loss = 0.5 * penalty * dot(theta, 0, theta, 0, theta.length);
  for (let row = 0; row < margins.length; row += 1) {
    const own = realAt(weight, row);
    if (own !== 0) loss += own * (softplus(realAt(margins, row)) - realAt(target, row) * realAt(margins, row));
  }
  return loss;
}

function identity(d: number, penalty: number): Float64Array {
  const factor = new Float64Array(d * d);
  addToDiagonal(factor, d, Math.sqrt(penalty));
  return factor;
}
