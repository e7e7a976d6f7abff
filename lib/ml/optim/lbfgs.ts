import { realAt } from "../math/access";

/** Loss and gradient at a point. */
export interface Evaluation {
  value: number;
  /** // [d] */
  gradient: Float64Array;
  /** What the stopping rule compares, where it is not the largest component of `gradient`: say, in the units before a change of variables. */
  gradientNorm?: number;
}

/** Settings of `lbfgs`. */
export interface LbfgsSettings {
  /** Pairs of steps remembered; 10 is the usual compromise between memory and curvature. */
  memory: number;
  iterations: number;
  /** Stops when the largest gradient component is below this. Default 1e-4: what float32 gradients of summed losses resolve. */
  gradientTolerance: number;
  /** Stops when an iteration lowers the loss by less than this share of it. */
  valueTolerance: number;
  /**
   * Relative precision of the losses. Where they cannot tell two points apart, a step is judged by its slopes instead. Default 0:
   * losses are exact to double precision.
   */
  valueNoise: number;
  /** True where the Hessian is at most about the identity, so that a first step of full length is right. Default false. */
  scaled: boolean;
}

export const DEFAULT_LBFGS: LbfgsSettings = {
  memory: 10,
  iterations: 200,
  gradientTolerance: 1e-4,
  valueTolerance: 1e-9,
  valueNoise: 0,
  scaled: false,
};

export interface Minimum {
  point: Float64Array;
  value: number;
  /** Largest absolute component of the gradient at `point`, or what the evaluation there gave as its norm. */
  gradientNorm: number;
  iterations: number;
  converged: boolean;
  lossHistory: number[];
}

/** Share of the predicted decrease that a step must deliver (Armijo's condition). */
const SUFFICIENT_DECREASE = 1e-4;
const SMALLEST_STEP = 1e-10;
/** Share of the slope at the start that may be left after a step (Wolfe's second condition). */
const CURVATURE_SHARE = 0.9;
/** Losses come from float32 graphs: a gain of less than this share of them cannot be seen. */
const FLOAT32_PRECISION = 1e-6;

interface Memory {
  step: Float64Array;
  change: Float64Array;
  inverseCurvature: number;
}

/** All that a minimisation is between two iterations, as plain data: one that goes on from it takes the very steps that were left. */
export interface LbfgsState {
  point: Float64Array;
  /** Null before the first evaluation. */
  here: Evaluation | null;
  memory: Memory[];
  iterations: number;
  lossHistory: number[];
  converged: boolean;
  ended: boolean;
}

/** Before the first step. The point is copied: the caller keeps its own. */
export const startState = (point: Float64Array): LbfgsState => ({
  ...{ point: point.slice(), here: null, memory: [] },
  ...{ iterations: 0, lossHistory: [], converged: false, ended: false },
});

/** Bytes of a state whose memory is full. */
export const stateBytes = (dimensions: number): number => 8 * dimensions * (2 + 2 * DEFAULT_LBFGS.memory);

/**
 * Limited-memory BFGS as a coroutine: it yields a point and receives the loss and gradient there. Whoever drives it decides how
 * they are computed, so that one run of a graph can serve many minimisations at once (`minimiseMany`).
 *
 * Backtracking line search; a step whose curvature is not positive is not remembered, which keeps every direction a descent.
 * Cost per iteration: O(memory · d) besides the evaluation.
 * Source: Liu and Nocedal (1989), doi:10.1007/BF01589116; two-loop recursion: Nocedal and Wright (2006), algorithm 7.4.
 *
 * @param start a point, or a state, which is kept up to date: at every yield it is that of the last whole iteration
 */
export function* lbfgs(
  start: Float64Array | LbfgsState,
  settings: Partial<LbfgsSettings> = {},
): Generator<Float64Array, Minimum, Evaluation> {
  const state = "point" in start ? start : startState(start);
  const { memory: size, iterations: limit, gradientTolerance, valueTolerance, valueNoise, scaled } = { ...DEFAULT_LBFGS, ...settings };
  let here = state.here ?? (yield state.point);
  if (!state.here) {
    assertEvaluation(here, state.point.length);
    const converged = normOf(here) <= gradientTolerance;
    Object.assign(state, { here, lossHistory: [here.value], converged, ended: converged });
  }
  const { memory } = state;
  while (!state.ended && state.iterations < limit) {
    const direction = descentDirection(here.gradient, memory);
    const slope = dot(direction, here.gradient);
    const noise = valueNoise * Math.abs(here.value);
    let scale = memory.length === 0 && !scaled ? Math.min(1, 1 / Math.sqrt(dot(here.gradient, here.gradient))) : 1;
    let next = along(state.point, direction, scale);
    let there = yield next;
    while (!acceptable(here, there, direction, scale, slope, noise) && scale > SMALLEST_STEP) {
      scale = shorterStep(scale, slope, here.value, there.value);
      next = along(state.point, direction, scale);
      there = yield next;
    }
    // No step goes down any more. At a minimum that is because the loss is flat to the precision it is computed in: the slope
    // along a Newton-like direction is about twice what is left to gain.
    if (!(there.value < here.value + noise)) {
      state.converged = -slope <= FLOAT32_PRECISION * Math.max(1, Math.abs(here.value));
      state.ended = true;
      break;
    }
    remember(memory, size, next, state.point, there.gradient, here.gradient);
    state.converged =
      normOf(there) <= gradientTolerance || (noise === 0 && here.value - there.value <= valueTolerance * Math.abs(here.value));
    state.ended = state.converged;
    state.point = next;
    state.here = there;
    here = there;
    state.iterations += 1;
    state.lossHistory.push(Math.min(here.value, state.lossHistory.at(-1) ?? here.value));
  }
  const { point, iterations, converged, lossHistory } = state;
  return { point, value: here.value, gradientNorm: normOf(here), iterations, converged, lossHistory };
}

/**
 * Armijo's condition; within the noise of the losses, the approximate Wolfe conditions on the slopes at both ends.
 * Source: Hager and Zhang (2005), doi:10.1137/030601880, eq. 2.3, 2.6.
 */
function acceptable(here: Evaluation, there: Evaluation, direction: Float64Array, scale: number, slope: number, noise: number): boolean {
  if (there.value <= here.value + SUFFICIENT_DECREASE * scale * slope) return true;
  if (!(noise > 0) || !(there.value < here.value + noise)) return false;
  const slopeThere = dot(direction, there.gradient);
  return slopeThere <= (2 * SUFFICIENT_DECREASE - 1) * slope && slopeThere >= CURVATURE_SHARE * slope;
}

function descentDirection(gradient: Float64Array, memory: readonly Memory[]): Float64Array {
  const direction = gradient.slice();
  const weights: number[] = [];
  for (const { step, change, inverseCurvature } of [...memory].reverse()) {
    const weight = inverseCurvature * dot(step, direction);
    weights.unshift(weight);
    addScaled(direction, change, -weight);
  }
  const last = memory.at(-1);
  const initial = last ? 1 / (last.inverseCurvature * dot(last.change, last.change)) : 1;
  for (let k = 0; k < direction.length; k += 1) direction[k] = realAt(direction, k) * initial;
  for (const [index, { step, change, inverseCurvature }] of memory.entries()) {
    addScaled(direction, step, (weights[index] ?? 0) - inverseCurvature * dot(change, direction));
  }
  for (let k = 0; k < direction.length; k += 1) direction[k] = -realAt(direction, k);
  return direction;
}

function remember(
  memory: Memory[],
  size: number,
  next: Float64Array,
  point: Float64Array,
  after: Float64Array,
  before: Float64Array,
): void {
  const step = along(next, point, -1);
  const change = along(after, before, -1);
  const curvature = dot(step, change);
  if (!(curvature > 1e-12 * dot(change, change))) return;
  memory.push({ step, change, inverseCurvature: 1 / curvature });
  if (memory.length > size) memory.shift();
}

/** Minimum of the parabola through the two losses and the slope, kept between a tenth and a half of the step. */
function shorterStep(scale: number, slope: number, before: number, after: number): number {
  const best = (-slope * scale * scale) / (2 * (after - before - slope * scale));
  return Number.isFinite(best) ? Math.min(Math.max(best, 0.1 * scale), 0.5 * scale) : 0.25 * scale;
}

function assertEvaluation({ value, gradient }: Evaluation, dimensions: number): void {
  if (gradient.length !== dimensions) throw new RangeError(`gradient has ${gradient.length} components, the point ${dimensions}`);
  if (!Number.isFinite(value)) throw new RangeError(`the loss at the start is ${value}`);
}

function along(point: Float64Array, direction: Float64Array, scale: number): Float64Array {
  const result = point.slice();
  addScaled(result, direction, scale);
  return result;
}

function addScaled(target: Float64Array, values: Float64Array, scale: number): void {
  for (let k = 0; k < target.length; k += 1) target[k] = realAt(target, k) + scale * realAt(values, k);
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let k = 0; k < a.length; k += 1) total += realAt(a, k) * realAt(b, k);
  return total;
}

function normOf({ gradient, gradientNorm }: Evaluation): number {
  return gradientNorm ?? largest(gradient);
}

function largest(values: Float64Array): number {
  let found = 0;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}
