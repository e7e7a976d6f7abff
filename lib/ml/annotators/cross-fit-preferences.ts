import { addAt, dot, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid, softplus } from "../math/special";
import { createRandom, permutation } from "../random/random";

/** Pairs with features, and which of them were answered. */
export interface PairFeatures {
  tasks: number;
  /** Features of the first response minus those of the second. // [tasks, d] row-major */
  differences: Float64Array;
  d: number;
  /** Prompt of each task, 0-based: folds never split one. // [tasks] */
  prompt: Int32Array;
  /** Task of each answer; one may come several times. // [answers] */
  task: Int32Array;
}

export interface Learner {
  /** Out-of-fold P(first ≻ second) of every task after at most `steps` steps towards targets z. */
  learn(z: Float64Array, steps: number): Float64Array;
}

/**
 * Linear Bradley–Terry models of pairs, p_t = σ(θ·x_t), one a fold and a ridge: a pair is judged by the one that saw no pair of its
 * prompt.
 *
 * θ moves by Newton's method: where features tell the sides apart almost without exception, the curvature is far below any fixed
 * bound of it, and steps by such a bound creep. A step costs tasks × d² / 2 a fold.
 */
export function crossFitPreferences(data: PairFeatures, settings: { folds: number; seed: number }): (penalty: number) => Learner {
  const x = scaled(data);
  const fold = foldOfTasks(data, settings);
  const rows = trainingRows(data, fold, settings.folds);
  return (penalty) => createLearner(data.d, x, fold, penalty, rows);
}

/** Columns divided by their root mean square: no centring, so that swapping a pair only changes the sign. */
function scaled(data: PairFeatures): Float64Array {
  const { tasks, d } = data;
  const square = new Float64Array(d);
  data.differences.forEach((value, index) => addAt(square, index % d, (value * value) / tasks));
  return data.differences.map((value, index) => (realAt(square, index % d) > 0 ? value / Math.sqrt(realAt(square, index % d)) : 0));
}

function foldOfTasks(data: PairFeatures, { folds, seed }: { folds: number; seed: number }): Int32Array {
  const prompts = data.prompt.reduce((largest, value) => Math.max(largest, value + 1), 0);
  const foldOfPrompt = new Int32Array(prompts);
  permutation(createRandom(seed), prompts).forEach((prompt, rank) => {
    foldOfPrompt[prompt] = rank % folds;
  });
  return Int32Array.from(data.prompt, (prompt) => intAt(foldOfPrompt, prompt));
}

/** Answered tasks outside each fold. // folds × [kept] */
function trainingRows(data: PairFeatures, fold: Int32Array, folds: number): Int32Array[] {
  const answered = new Uint8Array(data.tasks);
  for (const task of data.task) answered[task] = 1;
  return Array.from({ length: folds }, (_, held) =>
    Int32Array.from(fold.keys()).filter((task) => answered[task] === 1 && intAt(fold, task) !== held),
  );
}

/** One model a fold, which keeps its coefficients from call to call. */
function createLearner(d: number, x: Float64Array, fold: Int32Array, penalty: number, rows: readonly Int32Array[]): Learner {
  const models = rows.map((kept) => ({ kept, theta: new Float64Array(d) }));
  const learn = (z: Float64Array, steps: number): Float64Array => {
    for (const { kept, theta } of models) {
      for (let step = 0; step < steps && newtonStep(x, d, kept, z, penalty, theta) > SETTLED; step += 1);
    }
    return Float64Array.from(fold, (held, task) => {
      const model = models[held];
      return model ? sigmoid(dot(x, task * d, model.theta, 0, d)) : 0.5;
    });
  };
  return { learn };
}

/** A step that changes no margin by more than this leaves an error of the order of its square. */
const SETTLED = 1e-5;
const MOST_HALVINGS = 20;

/** One step of Newton's method on θ in place, halved while it does not lower the loss. Returns the largest change of a margin. */
function newtonStep(x: Float64Array, d: number, kept: Int32Array, z: Float64Array, penalty: number, theta: Float64Array): number {
  const gradient = theta.map((value) => penalty * value);
  const hessian = new Float64Array(d * d);
  addToDiagonal(hessian, d, penalty);
  const margins = Float64Array.from(kept, (row) => dot(x, row * d, theta, 0, d));
  kept.forEach((row, place) => {
    const p = sigmoid(realAt(margins, place));
    const slope = p - realAt(z, row);
    const curvature = p * (1 - p);
    for (let a = 0, from = row * d; a < d; a += 1) {
      const value = realAt(x, from + a);
      if (value === 0) continue;
      addAt(gradient, a, slope * value);
      const curved = curvature * value;
      for (let b = 0; b <= a; b += 1) hessian[a * d + b] = (hessian[a * d + b] ?? 0) + curved * (x[from + b] ?? 0);
    }
  });
  const factor = choleskyFactor(hessian, d);
  if (factor === null) throw new RangeError("differences are too large for a stable fit");
  const move = choleskySolve(factor, d, gradient);
  const change = Float64Array.from(kept, (row) => dot(x, row * d, move, 0, d));
  const lossAt = (share: number): number => {
    let loss = 0;
    for (let k = 0; k < d; k += 1) loss += (penalty / 2) * (realAt(theta, k) - share * realAt(move, k)) ** 2;
    for (let place = 0; place < kept.length; place += 1) {
      const margin = realAt(margins, place) - share * realAt(change, place);
      loss += softplus(margin) - realAt(z, intAt(kept, place)) * margin;
    }
    return loss;
  };
  const before = lossAt(0);
  let share = 1;
  for (let halving = 0; halving < MOST_HALVINGS && lossAt(share) > before; halving += 1) share /= 2;
  for (let k = 0; k < d; k += 1) addAt(theta, k, -share * realAt(move, k));
  return share * change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
