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
  /**
   * Lower Cholesky factor of a Hessian that is about this problem's at `start`, say of the fit on almost the same rows: steps go by it
   * as long as each is at most a quarter of the last, and cost a d-th. The minimum is the same. // [d, d] row-major
   */
  factor?: Float64Array;
  /** Newton steps at most. Default 25. */
  steps?: number;
}

export interface BradleyTerryFit {
  /** // [d] */
  theta: Float64Array;
  /** Lower Cholesky factor of the Hessian at the minimum, up to the last small steps. // [d, d] row-major */
  factor: Float64Array;
  penalty: number;
  converged: boolean;
  iterations: number;
}

/** The largest move of a coefficient that counts as standing still. */
const STILL = 1e-6;
/** Moves below this leave the curvature nearly as it was. */
const SMALL = 0.05;

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
  let factor: Float64Array | null = problem.factor ?? null;
  let serves = factor !== null;
  let iterations = 0;
  let converged = false;
  let moved = Infinity;
  while (!converged && iterations < steps) {
    iterations += 1;
    const gradient = gradientAt(problem, margins, theta);
    // Near the minimum the curvature hardly changes: a step with the last one costs a d-th and still shrinks the rest many times.
    if (factor === null || !(serves || moved < SMALL)) factor = factorAt(problem, margins);
    const step = choleskySolve(factor, d, gradient);
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
      converged = true;
      break;
    }
    const size = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Where the old curvature no longer helps, the next step takes its own.
    moved = size < moved / 4 || moved === Infinity ? size : Infinity;
    serves = serves && moved < Infinity;
    converged = size <= STILL;
    theta = next;
    loss = nextLoss;
  }
  return { theta, factor: factor ?? factorAt(problem, margins), penalty, converged, iterations };
}

/** The factor of a Hessian of `share` as many rows that are like those of `factor`. // [d, d] row-major */
export function factorOfPart(factor: Float64Array, share: number): Float64Array {
  const root = Math.sqrt(share);
  return factor.map((value) => value * root);
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
  let at = 0;
  for (; at + 3 < used.length; at += 4) {
    const rows = used.subarray(at, at + 4);
    addOuterProducts(gram, x, d, rows, curvature);
  }
  for (; at < used.length; at += 1) {
    const row = intAt(used, at);
    const start = row * d;
    for (let a = 0; a < d; a += 1) {
      const value = realAt(curvature, row) * realAt(x, start + a);
      for (let b = 0; b <= a; b += 1) addAt(gram, a * d + b, value * realAt(x, start + b));
    }
  }
  return gram;
}

/** Adds four rows' products at once. The bounds are known to hold, so that reads need no check of their own. */
function addOuterProducts(gram: Float64Array, x: Float64Array, d: number, rows: Int32Array, curvature: Float64Array): void {
  const [r0, r1, r2, r3] = [intAt(rows, 0), intAt(rows, 1), intAt(rows, 2), intAt(rows, 3)];
  const [f0, f1, f2, f3] = [realAt(curvature, r0), realAt(curvature, r1), realAt(curvature, r2), realAt(curvature, r3)];
  const x0 = x.subarray(r0 * d, r0 * d + d);
  const x1 = x.subarray(r1 * d, r1 * d + d);
  const x2 = x.subarray(r2 * d, r2 * d + d);
  const x3 = x.subarray(r3 * d, r3 * d + d);
  // Two lines of the sum at a time: each value of a row that is read then serves both.
  let a = 0;
  for (; a + 1 < d; a += 2) {
    const v0 = f0 * (x0[a] ?? 0);
    const v1 = f1 * (x1[a] ?? 0);
    const v2 = f2 * (x2[a] ?? 0);
    const v3 = f3 * (x3[a] ?? 0);
    const w0 = f0 * (x0[a + 1] ?? 0);
    const w1 = f1 * (x1[a + 1] ?? 0);
    const w2 = f2 * (x2[a + 1] ?? 0);
    const w3 = f3 * (x3[a + 1] ?? 0);
    const line = a * d;
    const next = line + d;
    for (let b = 0; b <= a; b += 1) {
      const y0 = x0[b] ?? 0;
      const y1 = x1[b] ?? 0;
      const y2 = x2[b] ?? 0;
      const y3 = x3[b] ?? 0;
      gram[line + b] = (gram[line + b] ?? 0) + v0 * y0 + v1 * y1 + v2 * y2 + v3 * y3;
      gram[next + b] = (gram[next + b] ?? 0) + w0 * y0 + w1 * y1 + w2 * y2 + w3 * y3;
    }
    const corner = w0 * (x0[a + 1] ?? 0) + w1 * (x1[a + 1] ?? 0) + w2 * (x2[a + 1] ?? 0) + w3 * (x3[a + 1] ?? 0);
    gram[next + a + 1] = (gram[next + a + 1] ?? 0) + corner;
  }
  if (a < d) {
    const line = a * d;
    for (let b = 0; b <= a; b += 1) {
      const more = f0 * (x0[a] ?? 0) * (x0[b] ?? 0) + f1 * (x1[a] ?? 0) * (x1[b] ?? 0);
      gram[line + b] = (gram[line + b] ?? 0) + more + f2 * (x2[a] ?? 0) * (x2[b] ?? 0) + f3 * (x3[a] ?? 0) * (x3[b] ?? 0);
    }
  }
}

function factorAt({ pairs, weight, penalty }: BradleyTerryProblem, margins: Float64Array): Float64Array {
  const factor = choleskyFactor(hessianAt(pairs, margins, weight, penalty), pairs.d);
  if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
  return factor;
}

/** Gradient of the penalised loss at given margins. // [d] */
export function gradientAt(
  { pairs, target, weight, penalty }: BradleyTerryProblem,
  margins: Float64Array,
  theta: Float64Array,
): Float64Array {
  const gradient = theta.map((value) => penalty * value);
  const used = Int32Array.from(weight.keys()).filter((row) => realAt(weight, row) !== 0);
  addRows(
    gradient,
    pairs,
    used,
    Float64Array.from(used, (row) => realAt(weight, row) * (sigmoid(realAt(margins, row)) - realAt(target, row))),
  );
  return gradient;
}

/** Σ_i c_i x_i of the named rows onto `sum`, four rows at a time, so that the sum is read and written a quarter as often. */
export function addRows(sum: Float64Array, { d, x }: PairRows, rows: Int32Array, by: Float64Array): void {
  let at = 0;
  for (; at + 3 < rows.length; at += 4) {
    const [c0, c1, c2, c3] = [realAt(by, at), realAt(by, at + 1), realAt(by, at + 2), realAt(by, at + 3)];
    const x0 = x.subarray(intAt(rows, at) * d, intAt(rows, at) * d + d);
    const x1 = x.subarray(intAt(rows, at + 1) * d, intAt(rows, at + 1) * d + d);
    const x2 = x.subarray(intAt(rows, at + 2) * d, intAt(rows, at + 2) * d + d);
    const x3 = x.subarray(intAt(rows, at + 3) * d, intAt(rows, at + 3) * d + d);
    for (let k = 0; k < d; k += 1) sum[k] = (sum[k] ?? 0) + c0 * (x0[k] ?? 0) + c1 * (x1[k] ?? 0) + c2 * (x2[k] ?? 0) + c3 * (x3[k] ?? 0);
  }
  for (; at < rows.length; at += 1) {
    const from = intAt(rows, at) * d;
    for (let k = 0; k < d; k += 1) sum[k] = (sum[k] ?? 0) + realAt(by, at) * (x[from + k] ?? 0);
  }
}

function lossOf({ target, weight, penalty }: BradleyTerryProblem, margins: Float64Array, theta: Float64Array): number {
  let loss = 0.5 * penalty * dot(theta, 0, theta, 0, theta.length);
  for (let row = 0; row < margins.length; row += 1) {
    const own = realAt(weight, row);
    if (own !== 0) loss += own * (softplus(realAt(margins, row)) - realAt(target, row) * realAt(margins, row));
  }
  return loss;
}
