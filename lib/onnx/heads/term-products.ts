import { addTransposedTimes, sparseMatrix, sparseTimes } from "@/lib/ml/math/sparse";
import { examplePlaces } from "@/lib/ml/reward/losses/loss";
import { shapeOf } from "@/lib/ml/reward/fit-head";
import { headBlocks } from "@/lib/ml/reward/heads";
import type { SparseMatrix } from "@/lib/ml/math/sparse";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";
import type { ParameterBlock } from "@/lib/ml/reward/heads";
import type { Loss } from "@/lib/ml/reward/losses/loss";

/** The n-grams of a problem, which all of its models share, and where their weights lie in a model's parameters. */
export interface Terms {
  matrix: SparseMatrix;
  block: ParameterBlock;
}

export const termsOf = (problem: HeadProblem): Terms | null => {
  const { sparse } = problem.features;
  const block = headBlocks(shapeOf(problem)).find(({ name }) => name === "terms");
  return sparse && block ? { matrix: sparseMatrix(sparse.rows, sparse.terms), block } : null;
};

/** What n-grams add to the outputs of a batch of models, and their gradient. */
export interface TermProducts {
  /** // [models, rows, outputs]; the same array every time */
  outputs: (points: readonly Float64Array[]) => Float32Array;
  /** Adds to the gradient of one of the models of the last `outputs`. */
  addGradient: (model: number, upstream: Float32Array, gradient: Float64Array) => void;
}

/**
 * Products with the n-grams for models whose examples have these weights. Rows that none of a model's examples reads cost it
 * nothing, so a model of a tenth of the examples takes a tenth of the time.
 */
export const createTermProducts = (
  { matrix, block }: Terms,
  { loss, outputs: width, features }: HeadProblem,
  weights: readonly Float64Array[],
): TermProducts => {
  const rows = weights.map((values) => rowsRead(loss, width, features.rows, values));
  const size = features.rows * width;
  const sums = new Float32Array(weights.length * size);
  const part = (values: Float64Array): Float64Array => values.subarray(block.from, block.from + block.shape[0] * block.shape[1]);
  let before: readonly Float64Array[] = [];
  // A model that has converged keeps its point, and what is said of it is not listened to: see `minimiseMany`.
  let resting: boolean[] = [];
  return {
    outputs: (points) => {
      resting = points.map((point, model) => point === before[model]);
      for (const [model, point] of points.entries()) {
        const read = rows[model];
        if (read && !resting[model]) sparseTimes(matrix, read, part(point), width, sums.subarray(model * size, (model + 1) * size));
      }
      before = [...points];
      return sums;
    },
    addGradient: (model, upstream, gradient) => {
      const read = rows[model];
      if (read && !resting[model]) addTransposedTimes(matrix, read, upstream, width, part(gradient));
    },
  };
};

/** Rows that an example of any weight reads, in order. */
const rowsRead = (loss: Loss, width: number, rows: number, weights: Float64Array): Int32Array => {
  const read = new Uint8Array(rows);
  for (const places of examplePlaces(loss))
    places.forEach((place, example) => {
      if (place >= 0 && weights[example] !== 0) read[Math.floor(place / width)] = 1;
    });
  return Int32Array.from(read.keys()).filter((row) => read[row] === 1);
};
