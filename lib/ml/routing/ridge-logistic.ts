import { addAt, assertFinite, assertLength, realAt } from "../math/access";
import { choleskyFactor, choleskySolve } from "../math/matrix";
import { logSigmoid, sigmoid } from "../math/special";

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
 * Cost: iterations × n d². Source: le Cessie and van Houwelingen (1992), doi:10.2307/2347628.
 */
export function fitRidgeLogistic(x: Float64Array, d: number, y: Float64Array, weight: Float64Array, penalty: number): RidgeLogisticFit {
  const n = y.length;
  assertLength("x", x.length, n * d);
  assertLength("weight", weight.length, n);
  assertFinite("x", x);
  if (!(penalty > 0)) throw new RangeError(`penalty = ${penalty} must be positive`);
  const { mean, deviation } = columnScale(x, n, d);
  const z = standardise(x, n, d, mean, deviation);
  let theta: Float64Array = new Float64Array(d + 1);
  let loss = objective(z, d, y, weight, penalty, theta);
  let iterations = 0;
  let converged = n === 0;
  while (!converged && iterations < 50) {
    iterations += 1;
    const step = newtonStep(z, d, y, weight, penalty, theta);
    let factor = 1;
    let next = theta;
    let nextLoss = Infinity;
    for (let halving = 0; halving < 30 && !(nextLoss <= loss); halving += 1) {
      next = theta.map((value, index) => value - factor * realAt(step, index));
      nextLoss = objective(z, d, y, weight, penalty, next);
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
  const z = standardise(x, n, d, fit.mean, fit.deviation);
  return Float64Array.from({ length: n }, (_, row) => {
    let score = fit.intercept;
    for (let k = 0; k < d; k += 1) score += realAt(z, row * d + k) * realAt(fit.weights, k);
    return sigmoid(score);
  });
}

/** Means and population deviations of columns. // [d] each */
export function columnScale(x: Float64Array, n: number, d: number): { mean: Float64Array; deviation: Float64Array } {
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

function objective(z: Float64Array, d: number, y: Float64Array, weight: Float64Array, penalty: number, theta: Float64Array): number {
  const intercept = realAt(theta, d);
  let loss = -INTERCEPT_ROWS * (logSigmoid(intercept) + logSigmoid(-intercept));
  for (let k = 0; k < d; k += 1) loss += 0.5 * penalty * realAt(theta, k) ** 2;
  for (let row = 0; row < y.length; row += 1) {
    const score = linearScore(z, d, row, theta);
    const target = realAt(y, row);
    loss -= realAt(weight, row) * (target * logSigmoid(score) + (1 - target) * logSigmoid(-score));
  }
  return loss;
}

function linearScore(z: Float64Array, d: number, row: number, theta: Float64Array): number {
  let score = realAt(theta, d);
  for (let k = 0; k < d; k += 1) score += realAt(z, row * d + k) * realAt(theta, k);
  return score;
}

function newtonStep(z: Float64Array, d: number, y: Float64Array, weight: Float64Array, penalty: number, theta: Float64Array): Float64Array {
  const size = d + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const row = new Float64Array(size).fill(1);
  for (let i = 0; i < y.length; i += 1) {
    for (let k = 0; k < d; k += 1) row[k] = realAt(z, i * d + k);
    const p = sigmoid(linearScore(z, d, i, theta));
    accumulate(gradient, hessian, row, realAt(weight, i) * (p - realAt(y, i)), realAt(weight, i) * p * (1 - p));
  }
  const p = sigmoid(realAt(theta, d));
  addAt(gradient, d, INTERCEPT_ROWS * (2 * p - 1));
  addAt(hessian, size * size - 1, 2 * INTERCEPT_ROWS * p * (1 - p) + 1e-12);
  for (let k = 0; k < d; k += 1) {
    addAt(gradient, k, penalty * realAt(theta, k));
    addAt(hessian, k * size + k, penalty);
  }
  const factor = choleskyFactor(hessian, size);
  if (factor === null) throw new RangeError("x has entries too large for a stable Newton step");
  return choleskySolve(factor, size, gradient);
}

function accumulate(gradient: Float64Array, hessian: Float64Array, row: Float64Array, slope: number, curvature: number): void {
  const size = row.length;
  for (let a = 0; a < size; a += 1) {
    const value = realAt(row, a);
    addAt(gradient, a, slope * value);
    for (let b = 0; b <= a; b += 1) addAt(hessian, a * size + b, curvature * value * realAt(row, b));
  }
}
