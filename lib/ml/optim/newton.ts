import { realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import type { Evaluation, Minimum } from "./lbfgs";

/** Loss, gradient and Hessian at a point. */
export interface SecondOrderEvaluation extends Evaluation {
  /** Symmetric; the lower triangle is read. // [d, d] row-major */
  hessian: Float64Array;
}

/** Settings of `newton`. */
export interface NewtonSettings {
  iterations: number;
  /** Stops when the largest gradient component is below this. Default 1e-4: what float32 gradients of summed losses resolve. */
  gradientTolerance: number;
  /** Relative precision of the losses: differences below it do not shorten a step. Default 1e-7, that of float32. */
  valueNoise: number;
}

export const DEFAULT_NEWTON: NewtonSettings = { iterations: 50, gradientTolerance: 1e-4, valueNoise: 1e-7 };

export interface NewtonMinimum extends Minimum {
  /**
   * Lower Cholesky factor of the Hessian at the last point but one step: its inverse is the covariance of the Laplace
   * approximation. Null where no step was taken. // [d, d] row-major
   */
  factor: Float64Array | null;
}

const SUFFICIENT_DECREASE = 1e-4;
const SMALLEST_STEP = 1e-8;

/**
 * Newton's method with halving steps for convex losses, as a coroutine: it yields a point and receives loss, gradient and
 * Hessian there. A Hessian that is not positive definite to working precision gets a little on its diagonal.
 * Cost per iteration: d³/3 besides the evaluation. Source: Nocedal and Wright (2006), algorithm 3.2 and sec. 3.4.
 */
export function* newton(
  start: Float64Array,
  settings: Partial<NewtonSettings> = {},
): Generator<Float64Array, NewtonMinimum, SecondOrderEvaluation> {
  const { iterations: limit, gradientTolerance, valueNoise } = { ...DEFAULT_NEWTON, ...settings };
  let point: Float64Array = start.slice();
  let here = yield point;
  if (!Number.isFinite(here.value)) throw new RangeError(`the loss at the start is ${here.value}`);
  const lossHistory = [here.value];
  let factor: Float64Array | null = null;
  let iterations = 0;
  let converged = largest(here.gradient) <= gradientTolerance;
  while (!converged && iterations < limit) {
    factor = positiveFactor(here.hessian, point.length);
    const direction = choleskySolve(factor, point.length, here.gradient);
    const slope = -inner(direction, here.gradient);
    let scale = 1;
    let next = minus(point, direction, scale);
    let there = yield next;
    const noise = valueNoise * Math.abs(here.value);
    while (!(there.value <= here.value + SUFFICIENT_DECREASE * scale * slope + noise) && scale > SMALLEST_STEP) {
      scale /= 2;
      next = minus(point, direction, scale);
      there = yield next;
    }
    if (!(there.value <= here.value + noise)) break;
    // Within the noise the gradient alone can say whether a step helped.
    const stuck = here.value - there.value <= noise && largest(there.gradient) >= largest(here.gradient);
    if (stuck) {
      converged = -slope <= noise;
      break;
    }
    point = next;
    here = there;
    iterations += 1;
    converged = largest(here.gradient) <= gradientTolerance;
    lossHistory.push(Math.min(here.value, lossHistory.at(-1) ?? here.value));
  }
  return { point, value: here.value, gradientNorm: largest(here.gradient), iterations, converged, lossHistory, factor };
}

/** Drives one minimisation by Newton's method. */
export async function minimiseByNewton(
  start: Float64Array,
  objective: (point: Float64Array) => SecondOrderEvaluation | Promise<SecondOrderEvaluation>,
  settings: Partial<NewtonSettings> = {},
): Promise<NewtonMinimum> {
  const run = newton(start, settings);
  let asked = run.next();
  while (!asked.done) asked = run.next(await objective(asked.value));
  return asked.value;
}

/** Inverse of L Lᵀ from its factor: the covariance of a Laplace approximation. // [d, d] row-major. Cost d³. */
export function inverseFromFactor(factor: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  const unit = new Float64Array(d);
  for (let column = 0; column < d; column += 1) {
    unit.fill(0);
    unit[column] = 1;
    const solution = choleskySolve(factor, d, unit);
    for (let row = 0; row < d; row += 1) inverse[row * d + column] = realAt(solution, row);
  }
  return inverse;
}

function positiveFactor(hessian: Float64Array, d: number): Float64Array {
  let trace = 0;
  for (let k = 0; k < d; k += 1) trace += realAt(hessian, k * d + k);
  // Nothing that is a share of zero would ever end the search.
  if (!(trace > 0)) throw new RangeError("hessian has no positive diagonal");
  for (let added = 0; added <= trace; added = added === 0 ? 1e-7 * (trace / d) : 10 * added) {
    const shifted = hessian.slice();
    addToDiagonal(shifted, d, added);
    const factor = choleskyFactor(shifted, d);
    if (factor) return factor;
  }
  throw new RangeError("hessian is not positive definite, not even with its trace added to the diagonal");
}

function minus(point: Float64Array, direction: Float64Array, scale: number): Float64Array {
  return point.map((value, k) => value - scale * realAt(direction, k));
}

function inner(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let k = 0; k < a.length; k += 1) total += realAt(a, k) * realAt(b, k);
  return total;
}

function largest(values: Float64Array): number {
  let found = 0;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}
