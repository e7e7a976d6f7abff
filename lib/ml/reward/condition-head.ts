import { addAt, realAt } from "../math/access";
import { shapeOf } from "./fit-head";
import { headBlocks, headSize } from "./heads";
import { exampleCount, extraCount, ignoresShifts } from "./losses/loss";
import type { Evaluation } from "../optim/lbfgs";
import type { HeadProblem } from "./fit-head";
import type { HeadShape } from "./heads";

/** A problem in coordinates in which float32 and L-BFGS fare well. What its minimum is stays the same. */
export interface ConditionedHead {
  /** Columns and ratings have a mean of 0 here, where a constant of the head, or a loss of differences, takes the move up. */
  problem: HeadProblem;
  /** What one unit of a coordinate is of its parameter. // [headSize + extras] */
  steps: Float64Array;
  /** Penalised loss and gradient at parameters, in coordinates; its `gradientNorm` is a bound on the share that is left to gain. */
  measure: (evaluation: Evaluation) => Evaluation;
  /** What losses are divided by: the variance of ratings, so that those in millions and in millionths stop by one rule. */
  unit: number;
  /** Whether the columns could be moved: then rounding in float32 is too little to hide what is left to gain. */
  moved: boolean;
  /** Parameters of the problem as it was posed, from those of the one here. */
  restore: (parameters: Float64Array) => Float64Array;
}

/** Second derivative of a loss of two responses in a lead of 0. */
const CURVATURE = 0.25;

/**
 * A column of 100 ± 0.01 loses what it says to float32 and ties every weight to the constant; columns of 10⁶ beside columns of 10⁻⁶
 * leave no step that suits both. Moving and scaling cures both: the Hessian of a linear head gets about ones on its diagonal.
 *
 * What is left to gain is at most Σ gₖ² / 2λ where the loss is convex (strong convexity), to which parameters without a penalty add
 * gₖ² / 2hₖ with h their second derivative. Source: Boyd and Vandenberghe (2004), Convex Optimization, eq. 9.9; Nocedal and Wright
 * (2006), sec. 2.2, scaling.
 */
export const conditionHead = (problem: HeadProblem): ConditionedHead => {
  const shape = shapeOf(problem);
  const { features, loss, outputs, penalty } = problem;
  const movable = takesMove(problem, shape);
  const columns = movable ? meansOf(features.dense, features.dimensions) : new Float64Array(features.dimensions);
  const ratings = loss.kind === "regression" ? ratingsOf(loss, outputs) : { means: new Float64Array(outputs), variance: 0 };
  const moved: HeadProblem = {
    ...problem,
    features: { ...features, dense: features.dense.map((value, at) => value - realAt(columns, at % features.dimensions)) },
    loss:
      loss.kind === "regression"
        ? { ...loss, target: loss.target.map((value, at) => value - realAt(ratings.means, (loss.position[at] ?? 0) % outputs)) }
        : loss,
  };
  const unit = ratings.variance > 0 ? ratings.variance : 1;
  const steps = stepsOf(moved, shape, Math.sqrt(unit));
  const penalised = penalisedOf(shape, steps.length);
  return {
    problem: moved,
    steps,
    unit,
    moved: movable,
    measure: ({ value, gradient }) => {
      let excess = 0;
      for (const [k, slope] of gradient.entries())
        excess += slope * slope * (penalised[k] === 1 ? 1 / penalty : realAt(steps, k) ** 2 / unit);
      return {
        value: value / unit,
        gradient: gradient.map((slope, k) => (slope * realAt(steps, k)) / unit),
        gradientNorm: excess / 2 / Math.max(unit, Math.abs(value)),
      };
    },
    restore: (parameters) => moveBack(parameters, shape, columns, ratings.means),
  };
};

/** Whether columns may be moved: a constant of the layer that reads them takes it up, or nothing notices. */
const takesMove = ({ spec, loss }: HeadProblem, { bias }: HeadShape): boolean =>
  spec.head === "mlp" || (spec.head === "linear" && (bias || ignoresShifts(loss)));

const meansOf = (dense: Float64Array, dimensions: number): Float64Array => {
  const means = new Float64Array(dimensions);
  for (const [at, value] of dense.entries()) addAt(means, at % dimensions, value);
  return means.map((sum) => (sum * dimensions) / dense.length);
};

/** Mean of each output's ratings, and how far those of all lie from it. */
const ratingsOf = (
  { position, target }: { position: Int32Array; target: Float64Array },
  outputs: number,
): { means: Float64Array; variance: number } => {
  const [sums, counts] = [new Float64Array(outputs), new Float64Array(outputs)];
  const outputOf = (example: number): number => (position[example] ?? 0) % outputs;
  for (const [example, value] of target.entries()) {
    addAt(sums, outputOf(example), value);
    addAt(counts, outputOf(example), 1);
  }
  const means = sums.map((sum, output) => sum / Math.max(1, realAt(counts, output)));
  const squares = target.reduce((sum, value, example) => sum + (value - realAt(means, outputOf(example))) ** 2, 0);
  return { means, variance: squares / Math.max(1, target.length) };
};

/**
 * One over the root of each parameter's second derivative, as far as the features alone say it: of linear heads, and of constants.
 * What multiplies into an output is counted in the spread of the ratings.
 */
const stepsOf = ({ features, loss, spec, penalty }: HeadProblem, shape: HeadShape, spread: number): Float64Array => {
  const { rows, dimensions, dense, sparse } = features;
  // A comparison reads two rows, so that a row counts as often as it is read.
  const share = (loss.kind === "regression" ? exampleCount(loss) : 2 * CURVATURE * exampleCount(loss)) / Math.max(1, rows);
  const steps = new Float64Array(headSize(shape) + extraCount(loss)).fill(1);
  // Thresholds of a loss move with every example.
  steps.fill(1 / Math.sqrt(CURVATURE * exampleCount(loss) + 1), headSize(shape));
  const linear = spec.head === "linear";
  for (const { name, from, shape: size } of headBlocks(shape)) {
    if (name === "project" || name === "hiddenBias") continue;
    const squares = new Float64Array(size[0]);
    if (name === "bias") squares.fill(rows);
    else if (linear && name === "dense") for (const [at, value] of dense.entries()) addAt(squares, at % dimensions, value * value);
    else if (linear && name === "terms" && sparse)
      for (const { index, value } of sparse.rows) for (const [k, term] of index.entries()) addAt(squares, term, (value[k] ?? 0) ** 2);
    const ridge = name === "bias" ? 0 : linear ? penalty : 1;
    for (let at = 0; at < size[0] * size[1]; at += 1)
      steps[from + at] = spread / Math.sqrt(share * realAt(squares, Math.floor(at / size[1])) + ridge);
  }
  return steps;
};

const penalisedOf = (shape: HeadShape, length: number): Uint8Array => {
  const penalised = new Uint8Array(length);
  for (const { from, shape: size, penalised: is } of headBlocks(shape)) if (is) penalised.fill(1, from, from + size[0] * size[1]);
  return penalised;
};

/** Constants of the features and ratings as they were. */
const moveBack = (parameters: Float64Array, shape: HeadShape, columns: Float64Array, ratings: Float64Array): Float64Array => {
  const restored = parameters.slice();
  const blocks = new Map(headBlocks(shape).map((block) => [block.name, block]));
  const bias = blocks.get("bias");
  if (bias) for (const [output, mean] of ratings.entries()) addAt(restored, bias.from + output, mean);
  const [reads, constants] = shape.spec.head === "mlp" ? [blocks.get("project"), blocks.get("hiddenBias")] : [blocks.get("dense"), bias];
  if (!reads || !constants) return restored;
  const [rows, width] = reads.shape;
  for (let at = 0; at < rows * width; at += 1)
    addAt(restored, constants.from + (at % width), -realAt(columns, Math.floor(at / width)) * realAt(parameters, reads.from + at));
  return restored;
};
