import { addAt, assertFinite, assertLength, dot, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { logSigmoid, sigmoid, softplus } from "../math/special";
import type { PairRows } from "./ridge-bradley-terry";
import { marginsOf, weightedGram } from "./ridge-bradley-terry";

export interface RidgeLogisticFit {
  /** Coefficients on standardised columns. // [d] */
  weights: Float64Array;
  intercept: number;
  /** Column means and deviations of the training rows; a constant column has deviation 0 and no influence. // [d] */
  mean: Float64Array;
  deviation: Float64Array;
  converged: boolean;
  iterations: number;
}

/** Means and deviations by which columns are shifted and divided; deviation 0 leaves a column out. // [d] each */
export interface ColumnScale {
  mean: Float64Array;
  deviation: Float64Array;
}

/**
 * Logistic regression with a ridge on standardised columns and a free intercept.
 *
 *   minimise Σ_i w_i CE(y_i, σ(b + θ·x_i)) + (penalty/2) |θ|²
 *
 * by Newton's method with step halving. The penalty makes the solution unique and finite for separable data, as long as
 * both outcomes occur; with one outcome only, the intercept is held by half an imagined row of each.
 *
 * @param x // [n, d] row-major
 * @param y targets in [0, 1]. // [n]
 * @param weight non-negative. // [n]
 * @param scale of the columns; that of the rows given unless the caller has a better one.
 * Cost: iterations × n d²/2. Source: le Cessie and van Houwelingen (1992), doi:10.2307/2347628.
 */
export function fitRidgeLogistic(
  x: Float64Array,
  d: number,
  y: Float64Array,
  weight: Float64Array,
  penalty: number,
  scale?: ColumnScale,
): RidgeLogisticFit {
  const n = y.length;
  assertLength("x", x.length, n * d);
  assertLength("weight", weight.length, n);
  assertFinite("x", x);
  if (!(penalty > 0)) throw new RangeError(`penalty = ${penalty} must be positive`);
  const { mean, deviation } = scale ?? columnScale(x, n, d);
  const rows = withIntercept(standardise(x, n, d, mean, deviation), n, d);
  let theta: Float64Array = new Float64Array(d + 1);
  let loss = objective(rows, y, weight, penalty, theta);
  let iterations = 0;
  let converged = n === 0;
  while (!converged && iterations < 50) {
    iterations += 1;
    const step = newtonStep(rows, y, weight, penalty, theta);
    let factor = 1;
    let next = theta;
    let nextLoss = Infinity;
    for (let halving = 0; halving < 30 && !(nextLoss <= loss); halving += 1) {
      next = theta.map((value, index) => value - factor * realAt(step, index));
      nextLoss = objective(rows, y, weight, penalty, next);
      factor /= 2;
    }
    if (!(nextLoss <= loss)) break;
    converged = loss - nextLoss <= 1e-10 * (1 + Math.abs(loss));
    theta = next;
    loss = nextLoss;
  }
  return { weights: theta.slice(0, d), intercept: realAt(theta, d), mean, deviation, converged, iterations };
}

/** P(y = 1) for every row of x // [n, d] row-major. */
export function predictRidgeLogistic(fit: RidgeLogisticFit, x: Float64Array, n: number): Float64Array {
  const d = fit.weights.length;
  assertLength("x", x.length, n * d);
  // Weights on the columns as they are: no scaled copy of a million rows.
  const slopes = fit.weights.map((value, k) => (realAt(fit.deviation, k) > 0 ? value / realAt(fit.deviation, k) : 0));
  const offset = fit.intercept - dot(slopes, 0, fit.mean, 0, d);
  const predicted = new Float64Array(n);
  for (let row = 0; row < n; row += 1) predicted[row] = sigmoid(offset + dot(slopes, 0, x, row * d, d));
  return predicted;
}

/** Means and population deviations of columns. // [d] each */
export function columnScale(x: Float64Array, n: number, d: number): ColumnScale {
  const mean = new Float64Array(d);
  const deviation = new Float64Array(d);
  for (let row = 0; row < n; row += 1) for (let k = 0; k < d; k += 1) addAt(mean, k, realAt(x, row * d + k) / n);
  for (let row = 0; row < n; row += 1)
    for (let k = 0; k < d; k += 1) addAt(deviation, k, (realAt(x, row * d + k) - realAt(mean, k)) ** 2 / n);
  return { mean, deviation: deviation.map((variance, k) => (variance > 1e-20 * (1 + realAt(mean, k) ** 2) ? Math.sqrt(variance) : 0)) };
}

/** (x − mean)/deviation, and 0 in constant columns. // [n, d] */
export function standardise(x: Float64Array, n: number, d: number, mean: Float64Array, deviation: Float64Array): Float64Array {
  const z = new Float64Array(n * d);
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < d; k += 1) {
      const scale = realAt(deviation, k);
      z[row * d + k] = scale > 0 ? (realAt(x, row * d + k) - realAt(mean, k)) / scale : 0;
    }
  }
  return z;
}

/** Weight of the imagined half rows that keep the intercept finite when only one outcome was seen. */
const INTERCEPT_ROWS = 0.5;

/** The columns and a last one of ones. */
function withIntercept(z: Float64Array, n: number, d: number): PairRows {
  const x = new Float64Array(n * (d + 1)).fill(1);
  for (let row = 0; row < n; row += 1) x.set(z.subarray(row * d, (row + 1) * d), row * (d + 1));
  return { n, d: d + 1, x };
}

function objective(rows: PairRows, y: Float64Array, weight: Float64Array, penalty: number, theta: Float64Array): number {
  const d = rows.d - 1;
  const intercept = realAt(theta, d);
  let loss = 0.5 * penalty * dot(theta, 0, theta, 0, d) - INTERCEPT_ROWS * (logSigmoid(intercept) + logSigmoid(-intercept));
  marginsOf(rows, theta).forEach((score, row) => {
    loss += realAt(weight, row) * (softplus(score) - realAt(y, row) * score);
  });
  return loss;
}

function newtonStep(rows: PairRows, y: Float64Array, weight: Float64Array, penalty: number, theta: Float64Array): Float64Array {
  const { n, d: size, x } = rows;
  const gradient = theta.map((value) => penalty * value);
  const curvature = new Float64Array(n);
  marginsOf(rows, theta).forEach((score, row) => {
    const p = sigmoid(score);
    const slope = realAt(weight, row) * (p - realAt(y, row));
    curvature[row] = realAt(weight, row) * p * (1 - p);
    for (let k = 0; k < size; k += 1) addAt(gradient, k, slope * realAt(x, row * size + k));
  });
  const hessian = weightedGram(rows, curvature);
  addToDiagonal(hessian, size, penalty);
  const p = sigmoid(realAt(theta, size - 1));
  // The intercept is free but for its imagined rows.
  addAt(gradient, size - 1, INTERCEPT_ROWS * (2 * p - 1) - penalty * realAt(theta, size - 1));
  addAt(hessian, size * size - 1, 2 * INTERCEPT_ROWS * p * (1 - p) + 1e-12 - penalty);
  const factor = choleskyFactor(hessian, size);
  if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
  return choleskySolve(factor, size, gradient);
}
