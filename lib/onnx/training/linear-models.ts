import { addToDiagonal, choleskyFactor } from "@/lib/ml/math/matrix";
import { invertLower, rowTimesLower } from "@/lib/ml/math/triangular";
import { minimiseMany } from "@/lib/ml/optim/lbfgs";
import { inverseFromFactor, minimiseByNewton } from "@/lib/ml/optim/newton";
import { buildLinearObjective, buildWeightedGram, LINEAR } from "@/lib/onnx/graph/linear-objective";
import { openSession } from "@/lib/onnx/session";
import { placeData } from "./data-files";
import { meanWeight, oneModel, penaltiesOf, sizesOf, targetsOf } from "./linear-problem";
import type { Evaluation, LbfgsSettings } from "@/lib/ml/optim/lbfgs";
import type { ExternalContent } from "@/lib/onnx/graph/graph";
import type { Provider, Session, SessionSettings, Tensor } from "@/lib/onnx/session";
import type { DataFiles } from "./data-files";
import type { LinearModelsProblem } from "./linear-problem";

export interface LinearModelsRun extends Partial<LbfgsSettings> {
  /** Bound on the runtime's threads. Default 1. */
  threads?: number;
  provider?: "auto" | Provider;
  /** Folder of features that are given as a file. */
  dataFolder?: string;
  /** Whether to change variables by a Cholesky factor shared by all models. Default: up to a width of 1024. */
  precondition?: boolean;
  /** "newton" also gives covariances; it computes one Hessian a step and model. Default "lbfgs". */
  method?: "lbfgs" | "newton";
  onIteration?: (evaluations: number) => void;
  signal?: AbortSignal | undefined;
}

export interface LinearFit {
  /** // [width] */
  weights: Float64Array;
  /** Σ of weighted losses and λ/2 |w|². */
  loss: number;
  /** Largest component of the gradient. */
  gradientNorm: number;
  converged: boolean;
  iterations: number;
  lossHistory: number[];
  /** Of the Laplace approximation, where Newton's method was asked for. // [width, width] row-major */
  covariance: Float64Array | null;
}

/** Relative precision of losses that are float32 sums over blocks. */
const VALUE_NOISE = 2e-7;
/** A Cholesky factor is worth its n³/3 on the host up to this width. */
const WIDEST_FACTOR = 1024;
/** Rows that the shared factor is estimated from, as a multiple of the width. */
const ROWS_A_COLUMN = 16;
const LEAST_SAMPLE = 4096;

/**
 * Fits R logistic models in one batch: minimise Σᵢ sᵢ [ln(1 + eᶻ) − pᵢ z] + λ/2 |w|², z = xᵢ·w.
 *
 * All models step together, so a round costs two matrix products over the features however many models there are. Each Hessian is
 * at most X'SX/4 + λI, so one Cholesky factor of that bound, shared by all, makes every problem well conditioned: in scaled
 * coordinates the Hessian is at most the identity, and the first step is a Newton step. Ill-conditioned features, as real
 * embeddings are, then cost no more rounds than others. Unique for λ > 0.
 * Source of the bound: Böhning and Lindsay (1988), doi:10.1007/BF00049423.
 */
export const fitLinearModels = async (
  problem: LinearModelsProblem,
  run: LinearModelsRun = {},
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const tensors = [{ name: LINEAR.features, shape: [problem.rows, problem.width] }];
  const files = await placeData(tensors, { [LINEAR.features]: problem.features }, run.dataFolder ?? null);
  try {
    if (run.method === "newton") return await fitByNewton(problem, files, run);
    const wanted = run.precondition ?? problem.width <= WIDEST_FACTOR;
    const scale = wanted ? await sharedFactor(problem, files, run) : null;
    return await fitByLbfgs(problem, scale, files, run);
  } finally {
    await files.remove();
  }
};

type Scale = { unscale: Float64Array } | null;

const fitByLbfgs = async (
  problem: LinearModelsProblem,
  scale: Scale,
  files: DataFiles,
  run: LinearModelsRun,
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const session = await openObjective(problem, { scaled: scale !== null, curved: false }, files, run);
  const { models, width } = problem;
  const objective = createObjective(session, problem, scale, run);
  try {
    const minima = await minimiseMany(
      Array.from({ length: models }, () => new Float64Array(width)),
      objective,
      { ...run, valueNoise: run.valueNoise ?? VALUE_NOISE, scaled: scale !== null },
    );
    const fits = minima.map(({ point, value, gradientNorm, converged, iterations, lossHistory }) => ({
      weights: scale ? rowTimesLower(point, scale.unscale, width) : point,
      loss: value,
      gradientNorm,
      converged,
      iterations,
      lossHistory,
      covariance: null,
    }));
    return { fits, provider: session.provider };
  } finally {
    await session.release();
  }
};

const createObjective = (session: Session, { models, width }: LinearModelsProblem, scale: Scale, run: LinearModelsRun) => {
  const stacked = new Float32Array(models * width);
  const unscale: Record<string, Tensor> = scale
    ? { [LINEAR.unscale]: { data: Float32Array.from(scale.unscale), shape: [width, width] } }
    : {};
  let evaluations = 0;
  return async (points: readonly Float64Array[]): Promise<Evaluation[]> => {
    run.signal?.throwIfAborted();
    for (const [model, point] of points.entries()) stacked.set(point, model * width);
    const results = await session.run({ [LINEAR.points]: { data: stacked, shape: [models, width] }, ...unscale });
    evaluations += 1;
    run.onIteration?.(evaluations);
    const { losses, slopes, steepest } = results;
    if (!losses || !slopes || !steepest) throw new RangeError("the objective returned no losses");
    const parts = losses.length / models;
    return points.map((_, model) => ({
      value: sum(losses.subarray(model * parts, (model + 1) * parts)),
      gradient: Float64Array.from(slopes.subarray(model * width, (model + 1) * width)),
      gradientNorm: steepest[model] ?? Number.NaN,
    }));
  };
};

/** One model after the other: a Hessian is as much work as hundreds of gradients, so nothing is shared but the features. */
const fitByNewton = async (
  problem: LinearModelsProblem,
  files: DataFiles,
  run: LinearModelsRun,
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const { rows, width } = problem;
  const gram = await openSession(buildWeightedGram(problem, null, contentOf(files)), settingsOf(files, run));
  const fits: LinearFit[] = [];
  try {
    for (let model = 0; model < problem.models; model += 1) {
      const own = oneModel(problem, model);
      const session = await openObjective(own, { scaled: false, curved: true }, files, run);
      try {
        const minimum = await minimiseByNewton(
          new Float64Array(width),
          async (point) => {
            run.signal?.throwIfAborted();
            const { losses, slopes, curvatures } = await session.run({
              [LINEAR.points]: { data: Float32Array.from(point), shape: [1, width] },
            });
            if (!losses || !slopes || !curvatures) throw new RangeError("the objective returned no losses");
            const results = await gram.run({ [LINEAR.weights]: { data: curvatures, shape: [rows, 1] } });
            const matrix = Float64Array.from(results[LINEAR.gram] ?? []);
            addToDiagonal(matrix, width, penaltiesOf(own)[0] ?? 0);
            return { value: sum(losses), gradient: Float64Array.from(slopes), hessian: matrix };
          },
          { ...run, valueNoise: run.valueNoise ?? VALUE_NOISE },
        );
        const { point, value, gradientNorm, converged, iterations, lossHistory, factor } = minimum;
        const covariance = factor && inverseFromFactor(factor, width);
        fits.push({ weights: point, loss: value, gradientNorm, converged, iterations, lossHistory, covariance });
      } finally {
        await session.release();
      }
    }
    return { fits, provider: gram.provider };
  } finally {
    await gram.release();
  }
};

/** The factor of X'SX/4 + λI with S and λ averaged over the models, from at most `ROWS_A_COLUMN` · width rows spread over all. */
const sharedFactor = async (problem: LinearModelsProblem, files: DataFiles, run: LinearModelsRun): Promise<Scale> => {
  const { rows, width, models } = problem;
  const count = Math.min(rows, Math.max(ROWS_A_COLUMN * width, LEAST_SAMPLE));
  const whole = count === rows;
  const sample = Array.from({ length: count }, (_, position) => Math.floor((position * rows) / count));
  const factors = Float32Array.from(sample, (row) => (meanWeight(problem, row) * rows) / (4 * count));
  const session = await openSession(buildWeightedGram(problem, whole ? null : count, contentOf(files)), settingsOf(files, run));
  try {
    const results = await session.run({
      [LINEAR.weights]: { data: factors, shape: [count, 1] },
      ...(whole ? {} : { [LINEAR.sample]: { data: BigInt64Array.from(sample, BigInt), shape: [count] } }),
    });
    const matrix = Float64Array.from(results[LINEAR.gram] ?? []);
    addToDiagonal(matrix, width, Math.max(sum(penaltiesOf(problem)) / models, 1e-6));
    const factor = choleskyFactor(matrix, width);
    return factor && { unscale: invertLower(factor, width) };
  } finally {
    await session.release();
  }
};

const openObjective = (
  problem: LinearModelsProblem,
  form: { scaled: boolean; curved: boolean },
  files: DataFiles,
  run: LinearModelsRun,
): Promise<Session> => {
  const values: Record<string, Float32Array> = { [LINEAR.targets]: targetsOf(problem), [LINEAR.penalties]: penaltiesOf(problem) };
  if (problem.weights) values[LINEAR.weights] = problem.weights;
  const place = contentOf(files);
  return openSession(
    buildLinearObjective(sizesOf(problem), form, (name) => values[name] ?? place(name)),
    settingsOf(files, run),
  );
};

const contentOf =
  (files: DataFiles) =>
  (name: string): ExternalContent => {
    const content = files.contents.get(name);
    if (!content) throw new RangeError(`there is no data for "${name}"`);
    return content;
  };

const settingsOf = (files: DataFiles, { threads, provider }: LinearModelsRun): SessionSettings => ({
  dataFolder: files.folder,
  ...(threads === undefined ? {} : { threads }),
  ...(provider === undefined ? {} : { provider }),
});

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
