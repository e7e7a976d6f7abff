import { LINEAR } from "@/lib/onnx/graph/linear-objective";
import { placeData } from "./data-files";
import { sizesOf, targetsOf } from "./linear-problem";
import { contentOf, fitOf, settingsOf, VALUE_NOISE } from "./linear-run";
import { fitInGroups } from "./many-models";
import { fitByNewton } from "./newton-models";
import { sharedFactor } from "./shared-factor";
import { fitSingleModel } from "./single-model";
import type { TensorSpec } from "@/lib/onnx/graph/training-loop";
import type { Provider } from "@/lib/onnx/session";
import type { DataFiles, TensorSource } from "./data-files";
import type { LinearModelsProblem } from "./linear-problem";
import type { LinearFit, LinearModelsRun } from "./linear-run";
import type { Scale } from "./shared-factor";

/** A Cholesky factor is worth its n³/3 on the host up to this width. */
const WIDEST_FACTOR = 1024;
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
