import { addAt, realAt } from "../math/access";
import { minimise } from "../optim/minimise";
import { headBlocks, headSize, runHead, startHead } from "./heads";
import { evaluateLoss, extraCount, needsBias } from "./losses/loss";
import { ordinalStart } from "./losses/pointwise";
import { TIE_START } from "./losses/ties";
import type { Evaluation } from "../optim/lbfgs";
import type { FeatureRows, HeadShape, HeadSpec } from "./heads";
import type { Loss } from "./losses/loss";

/** A training of one head, all in numbers. */
export interface HeadProblem {
  features: FeatureRows;
  spec: HeadSpec;
  /** Outputs a row: one a reward, an aspect, or a coordinate of the preference model. */
  outputs: number;
  loss: Loss;
  /** λ of λ/2 |parameters|², added to the *sum* of the losses; biases and the loss's own parameters are left out of it. */
  penalty: number;
  seed: number;
}

export interface HeadFit {
  /** The head's parameters; see headBlocks. // [headSize] */
  head: Float64Array;
  extras: Float64Array;
  value: number;
  converged: boolean;
  iterations: number;
  lossHistory: number[];
}

/** A bias is fitted only where the loss is not a function of differences: in one of those it could be anything. */
export const shapeOf = ({ features, spec, outputs, loss }: Pick<HeadProblem, "features" | "spec" | "outputs" | "loss">): HeadShape => ({
  spec,
  dimensions: features.dimensions,
  terms: features.sparse?.terms ?? 0,
  outputs,
  bias: needsBias(loss),
});

/** The loss's own parameters at the start. */
export const startExtras = (loss: Loss): Float64Array => {
  if (extraCount(loss) === 0) return new Float64Array(0);
  return loss.kind === "ordinal" ? ordinalStart(loss.levels) : Float64Array.of(TIE_START);
};

/** The head’s parameters, then the loss’s own: the order of every point of this problem. // [headSize + extras] */
export const startPoint = (problem: HeadProblem): Float64Array =>
  Float64Array.from([...startHead(shapeOf(problem), problem.seed), ...startExtras(problem.loss)]);

/** Adds λ/2 |w|² over the penalised blocks to an evaluation in place. */
export const addPenalty = (shape: HeadShape, penalty: number, point: Float64Array, evaluation: Evaluation): Evaluation => {
  let value = evaluation.value;
  for (const { from, shape: size, penalised } of headBlocks(shape)) {
    if (!penalised) continue;
    for (let index = from; index < from + size[0] * size[1]; index += 1) {
      const weight = realAt(point, index);
      value += (penalty / 2) * weight * weight;
      addAt(evaluation.gradient, index, penalty * weight);
    }
  }
  return { value, gradient: evaluation.gradient };
};

/** Penalised loss and gradient at a parameter vector (head, then extras). */
export const evaluateHead = (problem: HeadProblem, weights: Float64Array, point: Float64Array): Evaluation => {
  const shape = shapeOf(problem);
  const size = headSize(shape);
  const pass = runHead(shape, problem.features, point.subarray(0, size));
  const { losses, outputs, extras } = evaluateLoss(problem.loss, pass.outputs, point.subarray(size), weights);
  const gradient = new Float64Array(point.length);
  gradient.set(pass.backward(outputs));
  gradient.set(extras, size);
  const value = losses.reduce((sum, loss, example) => sum + realAt(weights, example) * loss, 0);
  return addPenalty(shape, problem.penalty, point, { value, gradient });
};

/** Fits a head in plain arithmetic with L-BFGS: the reference of the graph trainer, fast enough below some thousand rows. */
export const fitHead = async (problem: HeadProblem, weights: Float64Array): Promise<HeadFit> => {
  const minimum = await minimise(startPoint(problem), (point) => evaluateHead(problem, weights, point), {
    gradientTolerance: 1e-6,
    valueTolerance: 1e-11,
  });
  const size = headSize(shapeOf(problem));
  return {
    head: minimum.point.slice(0, size),
    extras: minimum.point.slice(size),
    value: minimum.value,
    converged: minimum.converged,
    iterations: minimum.iterations,
    lossHistory: minimum.lossHistory,
  };
};
