import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { addToDiagonal, choleskyFactor } from "@/lib/ml/math/matrix";
import { invertLower } from "@/lib/ml/math/triangular";
import { buildWeightedGram, LINEAR } from "@/lib/onnx/graph/linear-objective";
import { openSession } from "@/lib/onnx/session";
import { meanWeight, penaltiesOf } from "./linear-problem";
import type { ExternalContent } from "@/lib/onnx/graph/graph";
import type { SessionSettings } from "@/lib/onnx/session";
import type { LinearModelsProblem } from "./linear-problem";

/** A change of variables w = u · unscale in which every model's Hessian is at most about the identity. */
export interface Scale {
  /** Lower triangular. // [width, width] row-major */
  unscale: Float64Array;
  /** Whether it has nothing off its diagonal. */
  diagonal: boolean;
}

/** Products that the bound may cost; above, it is estimated from a sample of rows. */
const MOST_PRODUCTS = 2 ** 30;
const ROWS_A_COLUMN = 8;
const LEAST_SAMPLE = 2048;
/** Above this share of shrinkage there is nothing in the sample but its diagonal. */
const NEARLY_DIAGONAL = 0.9;

/**
 * Inverse Cholesky factor of X'SX/4 + λI with S and λ averaged over the models: a bound on all their Hessians.
 *
 * From a sample of rows, entries off the diagonal are shrunk by as much of them as is noise: otherwise a sample of features that
 * do not depend on each other would condition a problem worse than it was.
 * Source: Böhning and Lindsay (1988), doi:10.1007/BF00049423; Schäfer and Strimmer (2005), doi:10.2202/1544-6115.1175, table 2, D.
 */
export const sharedFactor = async (
  problem: LinearModelsProblem,
  place: (name: string) => ExternalContent,
  settings: SessionSettings,
): Promise<Scale | null> => {
  const { rows, width, models } = problem;
  const whole = rows * width * width <= MOST_PRODUCTS;
  const count = whole ? rows : Math.min(rows, Math.max(ROWS_A_COLUMN * width, LEAST_SAMPLE));
  const sample = Array.from({ length: count }, (_, position) => Math.floor((position * rows) / count));
  const alike = problem.weights === undefined;
  const factors = Float32Array.from(alike ? [0] : sample, (row) => (meanWeight(problem, row) * rows) / (4 * count));
  const session = await openSession(buildWeightedGram({ rows, width, alike }, whole ? null : count, place), settings);
  try {
    const results = await session.run({
      [LINEAR.weights]: { data: factors, shape: [factors.length, 1] },
      ...(whole
        ? {}
        : { [LINEAR.sample]: { data: readRows(place(LINEAR.features), settings.dataFolder ?? "", width, sample), shape: [count, width] } }),
    });
    const matrix = Float64Array.from(results[LINEAR.gram] ?? []);
    const shrinkage = whole ? 0 : noiseShare(matrix, results[LINEAR.noise]?.[0] ?? 0, width, count);
    const diagonal = shrinkage > NEARLY_DIAGONAL;
    const kept = diagonal ? 0 : 1 - shrinkage;
    if (kept < 1)
      for (let place = 0; place < matrix.length; place += 1) if (place % (width + 1) !== 0) matrix[place] = kept * (matrix[place] ?? 0);
    addToDiagonal(matrix, width, Math.max(penaltiesOf(problem).reduce((total, penalty) => total + penalty, 0) / models, 1e-6));
    if (diagonal) return { unscale: matrix.map((value, place) => (place % (width + 1) === 0 ? 1 / Math.sqrt(value) : 0)), diagonal };
    const factor = choleskyFactor(matrix, width);
    return factor && { unscale: invertLower(factor, width), diagonal };
  } finally {
    await session.release();
  }
};

/**
 * Rows of the features, read one by one: a session that gathers them maps the whole file, which costs a large file more than this
 * and all the products of the sample. // [rows, width]
 */
const readRows = ({ file, offset }: ExternalContent, folder: string, width: number, rows: readonly number[]): Float32Array => {
  const values = new Float32Array(rows.length * width);
  const handle = openSync(path.join(folder, file), "r");
  try {
    const bytes = new Uint8Array(values.buffer);
    for (const [place, row] of rows.entries()) readSync(handle, bytes, 4 * place * width, 4 * width, offset + 4 * row * width);
  } finally {
    closeSync(handle);
  }
  return values;
};

/**
 * Share of the squared correlations off the diagonal that is sampling noise, in [0, 1].
 * @param moments of `buildWeightedGram`, each pair of columns counted twice
 */
const noiseShare = (gram: Float64Array, moments: number, width: number, count: number): number => {
  let signal = 0;
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const scale = (gram[i * width + i] ?? 0) * (gram[j * width + j] ?? 0);
      if (scale > 0) signal += (gram[i * width + j] ?? 0) ** 2 / scale;
    }
  }
  const noise = ((count * moments) / 2 - signal) / (count - 1);
  return signal > 0 ? Math.min(1, Math.max(0, noise / signal)) : 1;
};
