import { addAt, intAt, realAt } from "../math/access";
import { addToDiagonal, choleskyFactor, choleskySolve } from "../math/matrix";
import { sigmoid } from "../math/special";
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
  /** Out-of-fold P(first ≻ second) of every task after `steps` steps towards targets z. */
  learn(z: Float64Array, steps: number): Float64Array;
}

/**
 * Linear Bradley–Terry models of pairs, p_t = σ(θ·x_t), one a fold and a ridge: a pair is judged by the one that saw no pair of its
 * prompt.
 *
 * θ moves by the fixed bound XᵀX/4 of the curvature (Böhning and Lindsay 1988, doi:10.1007/BF00049423), factorised once a
 * fold, so that a step costs no more than a gradient.
 */
export function crossFitPreferences(data: PairFeatures, settings: { folds: number; seed: number }): (penalty: number) => Learner {
  const x = scaled(data);
  const fold = foldOfTasks(data, settings);
  const curvature = curvatureBounds(data, x, fold, settings.folds);
  return (penalty) => createLearner(data, x, fold, penalty, curvature);
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

/** XᵀX/4 over the answered tasks outside each fold: bounds the curvature of the logistic loss wherever θ is. // folds × [d, d] */
function curvatureBounds(
  data: PairFeatures,
  x: Float64Array,
  fold: Int32Array,
  folds: number,
): { rows: Int32Array[]; bounds: Float64Array[] } {
  const { d } = data;
  const answered = new Uint8Array(data.tasks);
  for (const task of data.task) answered[task] = 1;
  const rows = Array.from({ length: folds }, (_, held) =>
    Int32Array.from(fold.keys()).filter((task) => answered[task] === 1 && intAt(fold, task) !== held),
  );
  const bounds = rows.map((kept) => {
    const bound = new Float64Array(d * d);
    for (const row of kept) {
      for (let a = 0; a < d; a += 1) {
        const value = (x[row * d + a] ?? 0) / 4;
        for (let b = 0; b <= a; b += 1) bound[a * d + b] = (bound[a * d + b] ?? 0) + value * (x[row * d + b] ?? 0);
      }
    }
    return bound;
  });
  return { rows, bounds };
}

/** One model a fold, which keeps its coefficients from call to call. */
function createLearner(
  data: PairFeatures,
  x: Float64Array,
  fold: Int32Array,
  penalty: number,
  curvature: ReturnType<typeof curvatureBounds>,
): Learner {
  const { d } = data;
  const models = curvature.bounds.map((bound) => {
    const ridged = Float64Array.from(bound);
    addToDiagonal(ridged, d, penalty);
    const factor = choleskyFactor(ridged, d);
    if (factor === null) throw new RangeError("differences are too large for a stable fit");
    return { factor, theta: new Float64Array(d) };
  });
  const learn = (z: Float64Array, steps: number): Float64Array => {
    models.forEach((model, held) => {
      for (let step = 0; step < steps; step += 1) {
        const move = choleskySolve(model.factor, d, gradientOf(x, d, curvature.rows[held] ?? new Int32Array(0), z, penalty, model.theta));
        for (let k = 0; k < d; k += 1) addAt(model.theta, k, -realAt(move, k));
      }
    });
    return Float64Array.from(fold, (held, task) => {
      const model = models[held];
      return model ? sigmoid(score(x, d, task, model.theta)) : 0.5;
    });
  };
  return { learn };
}

function gradientOf(x: Float64Array, d: number, rows: Int32Array, z: Float64Array, penalty: number, theta: Float64Array): Float64Array {
  const gradient = theta.map((value) => penalty * value);
  for (const row of rows) {
    const slope = sigmoid(score(x, d, row, theta)) - realAt(z, row);
    for (let k = 0; k < d; k += 1) gradient[k] = (gradient[k] ?? 0) + slope * (x[row * d + k] ?? 0);
  }
  return gradient;
}

function score(x: Float64Array, d: number, row: number, theta: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < d; k += 1) sum += (x[row * d + k] ?? 0) * (theta[k] ?? 0);
  return sum;
}
