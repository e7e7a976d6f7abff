import { addToDiagonal } from "@/lib/ml/math/matrix";
import { inverseFromFactor, minimiseByNewton } from "@/lib/ml/optim/newton";
import { buildLinearObjective, buildWeightedGram, LINEAR } from "@/lib/onnx/graph/linear-objective";
import { openSession } from "@/lib/onnx/session";
import { oneModel, penaltiesOf, sizesOf, targetsOf } from "./linear-problem";
import { contentOf, fitOf, settingsOf, sum, VALUE_NOISE } from "./linear-run";
import type { Provider } from "@/lib/onnx/session";
import type { DataFiles } from "./data-files";
import type { LinearModelsProblem } from "./linear-problem";
import type { LinearFit, LinearModelsRun } from "./linear-run";

/** One model after the other: a Hessian is as much work as hundreds of gradients, so nothing is shared but the features. */
export const fitByNewton = async (
  problem: LinearModelsProblem,
  files: DataFiles,
  run: LinearModelsRun,
): Promise<{ fits: LinearFit[]; provider: Provider }> => {
  const { rows, width } = problem;
  const place = contentOf(files);
  const settings = settingsOf(files, run);
  const gram = await openSession(buildWeightedGram({ rows, width, alike: false }, null, place), settings);
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
