import { addToDiagonal } from "@/lib/ml/math/matrix";
import { rowTimesLower } from "@/lib/ml/math/triangular";
import { minimiseMany } from "@/lib/ml/optim/lbfgs";
import { inverseFromFactor, minimiseByNewton } from "@/lib/ml/optim/newton";
import { buildLinearObjective, buildWeightedGram, LINEAR } from "@/lib/onnx/graph/linear-objective";
import { openSession } from "@/lib/onnx/session";
import { placeData } from "./data-files";
import { oneModel, penaltiesOf, sizesOf, targetsOf } from "./linear-problem";
import { sharedFactor } from "./shared-factor";
import { fitSingleModel } from "./single-model";
import type { Evaluation, LbfgsSettings, Minimum } from "@/lib/ml/optim/lbfgs";
import type { ExternalContent } from "@/lib/onnx/graph/graph";
import type { TensorSpec } from "@/lib/onnx/graph/training-loop";
import type { Provider, Session, SessionSettings, Tensor } from "@/lib/onnx/session";
import type { DataFiles, TensorSource } from "./data-files";
import type { LinearModelsProblem } from "./linear-problem";
import type { Scale } from "./shared-factor";

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
  /** Models that step together; the next ones follow when these are done. Default: 3 MB of margins, and at least 16. Bounds memory. */
  modelsAtOnce?: number;
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
/** 3 MB of margins, of which a round holds a handful at once; twice as many are a sixth faster, and take a third more memory. */
const MARGINS_AT_ONCE = 700_000;
/** Fewer models make a product of matrices too thin to pay. */
const FEWEST_AT_ONCE = 16;

/**
 * Fits R logistic models in one batch: minimise Σᵢ sᵢ [ln(1 + eᶻ) − pᵢ z] + λ/2 |w|², z = xᵢ·w.
 *
 * Models step together, so a round costs two matrix products over the features for all of them. Each Hessian is
 * at most X'SX/4 + λI, so one Cholesky factor of that bound, shared by all, makes every problem well conditioned: in scaled
 * coordinates the Hessian is at most the identity, and the first step is a Newton step. Ill-conditioned features, as real
 * embeddings are, then cost no more rounds than others. Unique for λ > 0.
 * Source of the bound: Böhning and Lindsay (1988), doi:10.1007/BF00049423.
 */
export const fitLinearModels = async (
  problem: LinearModelsProblem,
  run: LinearModelsRun = {},
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const { rows, width, features, weights } = problem;
  const targets = targetsOf(problem);
  const sources: Record<string, TensorSource> = { [LINEAR.features]: features, [LINEAR.targets]: targets };
  const tensors: TensorSpec[] = [
    { name: LINEAR.features, shape: [rows, width] },
    { name: LINEAR.targets, shape: [targets.length / rows, rows] },
  ];
  if (weights) {
    sources[LINEAR.weights] = weights;
    tensors.push({ name: LINEAR.weights, shape: [weights.length / rows, rows] });
  }
  sizesOf(problem); // refuses arrays that do not fit
  const files = await placeData(tensors, sources, run.dataFolder ?? null);
  try {
    if (run.method === "newton") return await fitByNewton(problem, files, run);
    const wanted = run.precondition ?? problem.width <= WIDEST_FACTOR;
    const scale = wanted ? await sharedFactor(problem, contentOf(files), settingsOf(files, run)) : null;
    if (problem.models === 1) return await fitAlone(problem, scale, files, run);
    return await fitInGroups(problem, scale, files, run);
  } finally {
    await files.remove();
  }
};

/** Group after group, each to its end: margins, losses and what L-BFGS remembers are there for one group at a time. */
const fitInGroups = async (
  problem: LinearModelsProblem,
  scale: Scale | null,
  files: DataFiles,
  run: LinearModelsRun,
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const { models, rows } = problem;
  const groups = Math.ceil(models / (run.modelsAtOnce ?? Math.max(FEWEST_AT_ONCE, Math.floor(MARGINS_AT_ONCE / rows))));
  const fits: LinearFit[] = [];
  let provider: Provider = "cpu";
  for (let group = 0; group < groups; group += 1) {
    const [from, to] = [Math.round((group * models) / groups), Math.round(((group + 1) * models) / groups)];
    const fitted = await fitByLbfgs(problem, { from, to }, scale, files, run);
    fits.push(...fitted.fits);
    ({ provider } = fitted);
  }
  return { fits, provider };
};

const fitByLbfgs = async (
  problem: LinearModelsProblem,
  group: { from: number; to: number },
  scale: Scale | null,
  files: DataFiles,
  run: LinearModelsRun,
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const { rows, width } = problem;
  const models = group.to - group.from;
  const penalties = penaltiesOf(problem).subarray(group.from, group.to);
  const place = contentOf(files);
  const own = (name: string): ExternalContent => {
    const content = place(name);
    const isOwn = name !== LINEAR.features && content.byteLength > 4 * rows;
    return isOwn ? { ...content, offset: 4 * rows * group.from, byteLength: 4 * rows * models } : content;
  };
  const graph = buildLinearObjective({ ...sizesOf(problem), models }, { scaled: scale !== null, curved: false }, (name) =>
    name === LINEAR.penalties ? penalties : own(name),
  );
  const session = await openSession(graph, settingsOf(files, run));
  const objective = createObjective(session, { models, width }, scale, run);
  try {
    const minima = await minimiseMany(
      Array.from({ length: models }, () => new Float64Array(width)),
      objective,
      { ...run, valueNoise: run.valueNoise ?? VALUE_NOISE, scaled: scale !== null },
    );
    const fits = minima.map((minimum) => fitOf(minimum, scale ? rowTimesLower(minimum.point, scale.unscale, width) : minimum.point));
    return { fits, provider: session.provider };
  } finally {
    await session.release();
  }
};

const fitOf = ({ value, gradientNorm, converged, iterations, lossHistory }: Minimum, weights: Float64Array): LinearFit => ({
  weights,
  loss: value,
  gradientNorm,
  converged,
  iterations,
  lossHistory,
  covariance: null,
});

const fitAlone = async (
  problem: LinearModelsProblem,
  scale: Scale | null,
  files: DataFiles,
  run: LinearModelsRun,
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  let evaluations = 0;
  const { minimum, weights, provider } = await fitSingleModel(problem, scale, contentOf(files), settingsOf(files, run), {
    ...run,
    valueNoise: run.valueNoise ?? VALUE_NOISE,
    scaled: scale !== null,
    onEvaluation: () => {
      run.signal?.throwIfAborted();
      evaluations += 1;
      run.onIteration?.(evaluations);
    },
  });
  return { fits: [fitOf(minimum, weights)], provider };
};

const createObjective = (
  session: Session,
  { models, width }: { models: number; width: number },
  scale: Scale | null,
  run: LinearModelsRun,
) => {
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
    const gradients = new Float64Array(slopes); // one array a round, of which each model has a part
    return points.map((_, model) => ({
      value: sum(losses.subarray(model * parts, (model + 1) * parts)),
      gradient: gradients.subarray(model * width, (model + 1) * width),
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
  const place = contentOf(files);
  const settings = settingsOf(files, run);
  const gram = await openSession(buildWeightedGram(problem, null, place), settings);
  const fits: LinearFit[] = [];
  try {
    for (let model = 0; model < problem.models; model += 1) {
      const own = oneModel(problem, model);
      const values: Record<string, Float32Array> = { [LINEAR.targets]: targetsOf(own), [LINEAR.penalties]: penaltiesOf(own) };
      if (own.weights) values[LINEAR.weights] = own.weights;
      const objective = buildLinearObjective(sizesOf(own), { scaled: false, curved: true }, (name) => values[name] ?? place(name));
      const session = await openSession(objective, settings);
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
        fits.push({ ...fitOf(minimum, minimum.point), covariance: minimum.factor && inverseFromFactor(minimum.factor, width) });
      } finally {
        await session.release();
      }
    }
    return { fits, provider: gram.provider };
  } finally {
    await gram.release();
  }
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
