import { lowerTimesColumn, rowTimesLower } from "@/lib/ml/math/triangular";
import { minimise } from "@/lib/ml/optim/minimise";
import { buildSingleObjective, LINEAR } from "@/lib/onnx/graph/linear-objective";
import { openSession } from "@/lib/onnx/session";
import { penaltiesOf, sizesOf } from "./linear-problem";
import type { LbfgsSettings, Minimum } from "@/lib/ml/optim/lbfgs";
import type { ExternalContent } from "@/lib/onnx/graph/graph";
import type { Provider, SessionSettings } from "@/lib/onnx/session";
import type { LinearModelsProblem } from "./linear-problem";
import type { Scale } from "./shared-factor";

/**
 * One linear model over many rows. The runtime gives sums over blocks of rows; they are added, penalised and scaled here in
 * float64, which costs nothing beside reading the features.
 */
export const fitSingleModel = async (
  problem: LinearModelsProblem,
  scale: Scale | null,
  place: (name: string) => ExternalContent,
  settings: SessionSettings,
  run: Partial<LbfgsSettings> & { onEvaluation: () => void },
): Promise<{ minimum: Minimum; weights: Float64Array; provider: Provider }> => {
  const { width } = problem;
  const session = await openSession(buildSingleObjective(sizesOf(problem), place), settings);
  const penalty = penaltiesOf(problem)[0] ?? 0;
  const unscaled = (point: Float64Array): Float64Array => (scale ? rowTimesLower(point, scale.unscale, width) : point);
  try {
    const minimum = await minimise(
      new Float64Array(width),
      async (point) => {
        const weights = unscaled(point);
        const results = await session.run({ [LINEAR.points]: { data: Float32Array.from(weights), shape: [1, width] } });
        run.onEvaluation();
        const { value, gradient } = total(results[LINEAR.slopes] ?? new Float32Array(0), weights, penalty);
        const gradientNorm = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
        return { value, gradient: scale ? lowerTimesColumn(scale.unscale, gradient, width) : gradient, gradientNorm };
      },
      run,
    );
    return { minimum, weights: unscaled(minimum.point), provider: session.provider };
  } finally {
    await session.release();
  }
};

/** Adds the blocks, [blocks, width + 1], and the penalty. */
const total = (blocks: Float32Array, weights: Float64Array, penalty: number): { value: number; gradient: Float64Array } => {
  const { length: width } = weights;
  const gradient = weights.map((weight) => penalty * weight);
  let value = (penalty / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0);
  for (let from = 0; from < blocks.length; from += width + 1) {
    for (let k = 0; k < width; k += 1) gradient[k] = (gradient[k] ?? 0) + (blocks[from + k] ?? 0);
    value += blocks[from + width] ?? 0;
  }
  return { value, gradient };
};
