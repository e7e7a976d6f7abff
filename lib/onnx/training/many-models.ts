import { rowTimesLower } from "@/lib/ml/math/triangular";
import { minimiseMany } from "@/lib/ml/optim/minimise";
import { buildLinearObjective, LINEAR } from "@/lib/onnx/graph/linear-objective";
import { openSession } from "@/lib/onnx/session";
import { penaltiesOf, sizesOf } from "./linear-problem";
import { contentOf, fitOf, settingsOf, sum, VALUE_NOISE } from "./linear-run";
import type { Evaluation } from "@/lib/ml/optim/lbfgs";
import type { ExternalContent } from "@/lib/onnx/graph/graph";
import type { Provider, Session, Tensor } from "@/lib/onnx/session";
import type { DataFiles } from "./data-files";
import type { LinearModelsProblem } from "./linear-problem";
import type { LinearFit, LinearModelsRun } from "./linear-run";
import type { Scale } from "./shared-factor";

/** 3 MB of margins, of which a round holds a handful at once; twice as many are a sixth faster, and take a third more memory. */
const MARGINS_AT_ONCE = 700_000;
/** Fewer models make a product of matrices too thin to pay. */
const FEWEST_AT_ONCE = 16;

/** Group after group, each to its end: margins, losses and what L-BFGS remembers are there for one group at a time. */
export const fitInGroups = async (
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
