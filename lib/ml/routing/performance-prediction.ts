import { assertFinite, assertLength, intAt, realAt } from "../math/access";
import { studentTwoSidedP } from "../math/special";
import { createRandom, permutation } from "../random/random";
import type { KernelFit } from "./kernel-fit";
import { fitGaussianProcess, fitMinimumNorm, fitQuadraticRidge, fitRidge } from "./performance-kernels";
import { predictKernel } from "./kernel-fit";
import type { BoostedTreesFit } from "./performance-trees";
import { fitBoostedTrees, predictBoostedTrees } from "./performance-trees";

export const performanceModels = ["linear", "quadratic", "ridge", "gp", "gbdt", "quadratic-ridge"] as const;
export type PerformanceModel = (typeof performanceModels)[number];

export type PerformanceFit =
  | { model: "linear" | "quadratic" | "ridge" | "gp" | "quadratic-ridge"; kernel: KernelFit }
  | { model: "gbdt"; trees: BoostedTreesFit };

/**
 * A performance prediction model: the score of a reward model from what its training mix was made of, one row a mix (how
 * many human-labelled instances carried each tag, say).
 *
 * `linear` and `quadratic` are the published forms, minimum-norm least squares on the columns as given; with fewer rows
 * than terms the quadratic passes through every row and predicts poorly. `quadratic-ridge` is that form repaired. `ridge` and
 * `gp` standardise and regularise; `gbdt` is boosted trees. The kernel models predict rows as they were given, scaling included.
 *
 * @param x // [n, d] row-major   @param y // [n]
 * Source: Miranda et al. (2025), arXiv:2410.19133, section 4.2 (linear, quadratic, LightGBM).
 */
export function fitPerformanceModel(model: PerformanceModel, x: Float64Array, d: number, y: Float64Array): PerformanceFit {
  const n = y.length;
  assertLength("x", x.length, n * d);
  assertFinite("x", x);
  assertFinite("y", y);
  if (n < 2) throw new RangeError(`y has ${n} rows, at least 2 are needed`);
  if (model === "gbdt") return { model, trees: fitBoostedTrees(x, n, d, y) };
  if (model === "ridge") return { model, kernel: fitRidge(x, n, d, y) };
  if (model === "quadratic-ridge") return { model, kernel: fitQuadraticRidge(x, n, d, y) };
  if (model === "gp") return { model, kernel: fitGaussianProcess(x, n, d, y) };
  return { model, kernel: fitMinimumNorm(x, n, d, y, model) };
}

/** Predicted score of every row of x // [n, d] row-major. */
export function predictPerformance(fit: PerformanceFit, x: Float64Array, d: number): Float64Array {
  const n = d === 0 ? 0 : x.length / d;
  return Float64Array.from({ length: n }, (_, row) => {
    const u = x.slice(row * d, (row + 1) * d);
    return fit.model === "gbdt" ? predictBoostedTrees(fit.trees, u) : predictKernel(fit.kernel, u);
  });
}

/** Predictions of every row by a model that was fitted without its fold; folds are a seeded shuffle cut into equal runs. */
export function crossValidatePerformance(
  model: PerformanceModel,
  x: Float64Array,
  d: number,
  y: Float64Array,
  folds: number,
  seed: number,
): Float64Array {
  const n = y.length;
  assertLength("x", x.length, n * d);
  if (!Number.isInteger(folds) || folds < 2 || folds > n) throw new RangeError(`folds = ${folds} must be an integer in [2, ${n}]`);
  const order = permutation(createRandom(seed), n);
  const predicted = new Float64Array(n);
  for (let fold = 0; fold < folds; fold += 1) {
    const from = Math.floor((fold * n) / folds);
    const to = Math.floor(((fold + 1) * n) / folds);
    const held = order.slice(from, to);
    const kept = Int32Array.from([...order.slice(0, from), ...order.slice(to)]);
    const fit = fitPerformanceModel(model, takeRows(x, d, kept), d, takeRows(y, 1, kept));
    predictPerformance(fit, takeRows(x, d, held), d).forEach((value, index) => {
      predicted[intAt(held, index)] = value;
    });
  }
  return predicted;
}

export interface PredictionScores {
  /** Rank correlation; null where either side is constant. */
  spearman: number | null;
  /** Two-sided p value of it by Student's t with n − 2 degrees of freedom; null with it or for n < 3. */
  p: number | null;
  mse: number;
  rmse: number;
}

/** How well predictions order and hit what was measured. */
export function scorePredictions(actual: Float64Array, predicted: Float64Array): PredictionScores {
  const n = actual.length;
  assertLength("predicted", predicted.length, n);
  if (n === 0) throw new RangeError("actual must not be empty");
  const mse = actual.reduce((sum, value, row) => sum + (value - realAt(predicted, row)) ** 2, 0) / n;
  const spearman = correlation(averageRanks(actual), averageRanks(predicted));
  const p = spearman === null || n < 3 ? null : spearmanP(spearman, n);
  return { spearman, p, mse, rmse: Math.sqrt(mse) };
}

function spearmanP(rho: number, n: number): number {
  if (Math.abs(rho) >= 1) return 0;
  return studentTwoSidedP(rho * Math.sqrt((n - 2) / (1 - rho * rho)), n - 2);
}

/** Ranks 1 … n, ties sharing their mean rank. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => realAt(values, a) - realAt(values, b));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && realAt(values, intAt(order, to)) === realAt(values, intAt(order, from))) to += 1;
    for (let position = from; position < to; position += 1) ranks[intAt(order, position)] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

function correlation(a: Float64Array, b: Float64Array): number | null {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  a.forEach((value, row) => {
    const da = value - meanA;
    const db = realAt(b, row) - meanB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : null;
}

function takeRows(x: Float64Array, d: number, rows: Int32Array): Float64Array {
  const result = new Float64Array(rows.length * d);
  rows.forEach((row, index) => result.set(x.subarray(row * d, (row + 1) * d), index * d));
  return result;
}
