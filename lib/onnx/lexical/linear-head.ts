import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";
import { minimiseMany } from "@/lib/ml/optim/lbfgs";
import { add, multiply, softplus, subtract } from "@/lib/onnx/graph/elementwise";
import { gradients } from "@/lib/onnx/graph/differentiate";
import { constant, createGraph, input, integers } from "@/lib/onnx/graph/graph";
import { gather, scatterSum } from "@/lib/onnx/graph/indexing";
import { reduceSum, transpose } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import type { LinearHead } from "@/lib/ml/reward/lexical-model";
import type { IndexedPairs } from "@/lib/ml/reward/pairs";
import type { SparseRow } from "@/lib/ml/text/tfidf";
import type { Evaluation } from "@/lib/ml/optim/lbfgs";
import type { Value } from "@/lib/onnx/graph/graph";
import type { Provider, SessionSettings } from "@/lib/onnx/session";

/** Everything that the R models of one batched fit share, and the pair weights in which they differ. */
export interface LinearHeadProblem {
  pairs: IndexedPairs;
  sparse: readonly SparseRow[]; // [rows]
  terms: number;
  /** Scaled dense features. // [rows, SURFACE_COUNT] row-major */
  surface: Float64Array;
  /** One weight a pair for each model; 0 leaves a pair out of that model. // R × [pairs] */
  weights: readonly Float64Array[];
  /** λ on the *sum* of the losses. Default 2; flat between 1 and 3 on twelve preference sets. */
  penalty: number;
}

export interface LinearHeadFit {
  head: LinearHead;
  converged: boolean;
  iterations: number;
  loss: number;
  lossHistory: number[];
}

export interface LinearHeadRun extends SessionSettings {
  onIteration?: (evaluations: number) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Fits R Bradley–Terry models with linear rewards at once: minimise Σ w [ln(1 + eᵐ) − pFirst m] + λ/2 |b|², m = (x_first − x_second)·b.
 *
 * The graph has a leading model axis. It scores each distinct response once (a gather of weights, a scatter of sums over the
 * sparse rows, one product for the dense block) and then takes differences, so a response in many pairs costs no more than one
 * in a single pair. The runtime returns per-pair losses and the gradient; sums, penalty and L-BFGS are done here in float64.
 * No intercept: it cancels in every difference. Unique for λ > 0.
 * Source: Bradley and Terry (1952), doi:10.2307/2334029.
 */
export const fitLinearHeads = async (
  problem: LinearHeadProblem,
  run: LinearHeadRun = {},
): Promise<{ fits: LinearHeadFit[]; provider: Provider }> => {
  const { terms, penalty } = problem;
  const models = problem.weights.length;
  const session = await openSession(buildObjective(problem), run);
  let evaluations = 0;
  const dimensions = terms + SURFACE_COUNT;
  const objective = async (points: readonly Float64Array[]): Promise<Evaluation[]> => {
    run.signal?.throwIfAborted();
    const feeds = {
      ...(terms > 0 ? { terms: { data: stackRows(points, 0, terms), shape: [models, terms] } } : {}),
      surface: { data: stackRows(points, terms, dimensions), shape: [models, SURFACE_COUNT] },
    };
    const { losses, termGradient, surfaceGradient } = await session.run(feeds);
    evaluations += 1;
    run.onIteration?.(evaluations);
    return points.map((point, model) =>
      penalised(point, penalty, row(losses, model, models), [row(termGradient, model, models), row(surfaceGradient, model, models)]),
    );
  };
  try {
    const minima = await minimiseMany(
      problem.weights.map(() => new Float64Array(dimensions)),
      objective,
    );
    const fits = minima.map(({ point, value, converged, iterations, lossHistory }) => ({
      head: { terms: Array.from(point.subarray(0, terms)), surface: Array.from(point.subarray(terms)) },
      loss: value,
      converged,
      iterations,
      lossHistory,
    }));
    return { fits, provider: session.provider };
  } finally {
    await session.release();
  }
};

const buildObjective = (problem: LinearHeadProblem): Uint8Array => {
  const { pairs, sparse, terms, surface, weights } = problem;
  const graph = createGraph();
  const rows = sparse.length;
  const models = weights.length;
  const surfaceWeights = input(graph, "surface", [models, SURFACE_COUNT]);
  const dense = constant(graph, Float32Array.from(surface), [rows, SURFACE_COUNT]);
  let scores = matmul(surfaceWeights, transpose(dense, [1, 0]));
  const parameters: Value[] = [surfaceWeights];
  if (terms > 0) {
    const termWeights = input(graph, "terms", [models, terms]);
    parameters.unshift(termWeights);
    const rowOf = sparse.flatMap(({ index }, position) => index.map(() => position));
    const termOf = sparse.flatMap(({ index }) => index);
    const values = constant(
      graph,
      sparse.flatMap(({ value }) => value),
    );
    scores = add(scores, scatterSum(multiply(gather(termWeights, integers(graph, termOf), 1), values), integers(graph, rowOf), 1, rows));
  }
  const margins = subtract(gather(scores, integers(graph, pairs.first), 1), gather(scores, integers(graph, pairs.second), 1));
  const pFirst = constant(graph, Float32Array.from(pairs.pFirst));
  const pairWeights = constant(graph, Float32Array.from(weights.flatMap((values) => [...values])), [models, pairs.first.length]);
  const losses = multiply(pairWeights, subtract(softplus(margins), multiply(pFirst, margins)));
  const derivatives = gradients(reduceSum(losses, [0, 1]), parameters);
  const names = terms > 0 ? ["termGradient", "surfaceGradient"] : ["surfaceGradient"];
  return serialiseModel(graph, [
    { name: "losses", value: losses },
    ...derivatives.map((value, position) => ({ name: names[position] ?? "", value })),
  ]);
};

/** Adds λ/2 |b|² in float64: in float32 it would drown the last digits of a loss that is a sum over thousands of pairs. */
const penalised = (point: Float64Array, penalty: number, losses: Float32Array, gradientParts: readonly Float32Array[]): Evaluation => {
  let value = 0;
  for (const loss of losses) value += loss;
  const gradient = new Float64Array(point.length);
  let position = 0;
  for (const part of gradientParts) {
    for (const slope of part) {
      const weight = point[position] ?? 0;
      value += (penalty / 2) * weight * weight;
      gradient[position] = slope + penalty * weight;
      position += 1;
    }
  }
  return { value, gradient };
};

const row = (values: Float32Array | undefined, model: number, models: number): Float32Array => {
  if (!values) return new Float32Array(0);
  const width = values.length / models;
  return values.subarray(model * width, (model + 1) * width);
};

const stackRows = (points: readonly Float64Array[], from: number, to: number): Float32Array => {
  const stacked = new Float32Array(points.length * (to - from));
  for (const [model, point] of points.entries()) stacked.set(point.subarray(from, to), model * (to - from));
  return stacked;
};
