import { describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { evaluateHead, fitHead } from "@/lib/ml/reward/fit-head";
import { laplaceDeviation } from "./margin-spread";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";

describe("the spread of a linear head's margins", () => {
  const random = createRandom(4);
  const [pairs, dimensions] = [60, 3];
  const dense = Float64Array.from({ length: 2 * pairs * dimensions }, () => random.normal());
  const judged = Array.from({ length: pairs }, (_, pair) => ({ first: 2 * pair, second: 2 * pair + 1 }));
  const used = judged.slice(5);
  const problem = (margin: number): HeadProblem => ({
    features: { rows: 2 * pairs, dimensions, dense, sparse: null },
    spec: { head: "linear" },
    outputs: 1,
    penalty: 0.7,
    seed: 1,
    loss: {
      kind: "bradley-terry",
      first: Int32Array.from(used, ({ first }) => first),
      second: Int32Array.from(used, ({ second }) => second),
      pFirst: Float64Array.from(used, ({ first }) => ((dense[first * dimensions] ?? 0) + random.normal() > 0 ? 0.9 : 0.1)),
      margin: margin > 0 ? Float64Array.from(used, (_, pair) => margin * (pair % 3)) : null,
    },
  });

  it.each([0, 1])("is √(Δᵀ H⁻¹ Δ) of the very loss, with margins of %d, and told of pairs that were no examples too", async (margin) => {
    const given = problem(margin);
    const weights = Float64Array.from(used, (_, pair) => 0.5 + (pair % 4));
    const { head } = await fitHead(given, weights);
    const outputs = Float64Array.from({ length: 2 * pairs }, (_, row) =>
      head.reduce((sum, weight, k) => sum + weight * (dense[row * dimensions + k] ?? 0), 0),
    );
    const spread = laplaceDeviation(given, weights, outputs, judged);
    expect(spread).toHaveLength(pairs);
    // The Hessian by central differences of the gradient, and H z = Δ by elimination.
    const step = 1e-5;
    const hessian = head.reduce<number[][]>((columns, _, k) => {
      const at = (by: number) =>
        evaluateHead(
          given,
          weights,
          head.map((value, one) => (one === k ? value + by : value)),
        ).gradient;
      const [up, down] = [at(step), at(-step)];
      return [...columns, Array.from(up, (value, one) => (value - (down[one] ?? 0)) / (2 * step))];
    }, []);
    for (const pair of [0, 4, 5, 30]) {
      const difference = head.map((_, k) => (dense[2 * pair * dimensions + k] ?? 0) - (dense[(2 * pair + 1) * dimensions + k] ?? 0));
      const solved = solve(hessian, [...difference]);
      const variance = difference.reduce((sum, value, k) => sum + value * (solved[k] ?? 0), 0);
      expect(spread?.[pair]).toBeCloseTo(Math.sqrt(variance), 5);
    }
  });
});

/** Gaussian elimination without pivots: the matrix is positive definite. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (const [k, pivot] of rows.entries()) {
    for (const [index, row] of rows.entries()) {
      if (index === k) continue;
      const factor = (row[k] ?? 0) / (pivot[k] ?? 1);
      for (const column of row.keys()) row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
    }
  }
  return rows.map((row, k) => (row.at(-1) ?? 0) / (row[k] ?? 1));
};
