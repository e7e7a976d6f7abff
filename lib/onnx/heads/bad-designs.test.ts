import { describe, expect, it } from "vitest";
import { minimiseByNewton } from "@/lib/ml/optim/newton";
import { createRandom } from "@/lib/ml/random/random";
import { evaluateHead } from "@/lib/ml/reward/fit-head";
import { fitHeads } from "./fit-heads";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";

const random = createRandom(11);
const normal = (): number => random.normal();
const drawn = (rows: number, columns: number, cell: (row: number, column: number) => number): Float64Array =>
  Float64Array.from({ length: rows * columns }, (_, at) => cell(Math.floor(at / columns), at % columns));
const last = (column: number, value: () => number): number => (column === 4 ? value() : normal());

/** Features, and what is rated: by default a first column with noise. */
const designs: Record<
  string,
  { columns: number; dense: Float64Array; rating?: (row: number) => number; weight?: (row: number) => number }
> = {
  "a column of 5 ± 0.001": { columns: 5, dense: drawn(200, 5, (_, column) => last(column, () => 5 + 1e-3 * normal())) },
  "a column of 100 ± 0.01": { columns: 5, dense: drawn(200, 5, (_, column) => last(column, () => 100 + 1e-2 * normal())) },
  "a column of 1000": { columns: 5, dense: drawn(200, 5, (_, column) => last(column, () => 1000)) },
  "columns that all are 3 ± 0.001": { columns: 6, dense: drawn(300, 6, () => 3 + 1e-3 * normal()), rating: () => 3 + normal() },
  "columns that stand three times": { columns: 6, dense: drawn(200, 6, (row, column) => Math.sin((row + 1) * (1 + (column % 2)))) },
  "columns from millionths to millions": { columns: 7, dense: drawn(200, 7, (_, column) => 10 ** (2 * column - 6) * normal()) },
  "more columns than rows": { columns: 120, dense: drawn(40, 120, (row, column) => Math.sin((row + 1) * (column + 1))) },
  "falling scales and a mean of 3": {
    columns: 60,
    dense: drawn(400, 60, (_, column) => (30 / (column + 1)) * normal() + (column === 0 ? 3 : 0)),
  },
  "two rows": { columns: 3, dense: drawn(2, 3, normal) },
  "ratings that are all the same": { columns: 4, dense: drawn(100, 4, normal), rating: () => 4 },
  "ratings in millionths": { columns: 5, dense: drawn(200, 5, normal), rating: () => 1e-6 * normal() },
  "ratings in millions": { columns: 5, dense: drawn(200, 5, normal), rating: () => 1e6 * normal() },
  "ratings around 10⁹": { columns: 5, dense: drawn(200, 5, normal), rating: () => 1e9 + normal() },
  "ratings that a column parts": { columns: 1, dense: drawn(100, 1, normal), rating: (row) => (row % 2 === 0 ? 1 : -1) },
  "weights of 0": { columns: 4, dense: drawn(100, 4, normal), weight: () => 0 },
};

/** The lowest value, by Newton's method in float64 on centred columns of one scale. */
const lowest = async (
  { columns, dense }: { columns: number; dense: Float64Array },
  problem: HeadProblem,
  weights: Float64Array,
): Promise<number> => {
  const { loss, penalty } = problem;
  const rows = dense.length / columns;
  const reads =
    loss.kind === "regression"
      ? Array.from({ length: rows }, (_, row) => (column: number) => dense[row * columns + column] ?? 0)
      : Array.from(
          { length: rows / 2 },
          (_, pair) => (column: number) => (dense[2 * pair * columns + column] ?? 0) - (dense[(2 * pair + 1) * columns + column] ?? 0),
        );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const meanOf = (value: (example: number) => number): number =>
    total === 0 || loss.kind !== "regression" ? 0 : weights.reduce((sum, weight, example) => sum + weight * value(example), 0) / total;
  const means = Array.from({ length: columns }, (_, column) => meanOf((example) => reads[example]?.(column) ?? 0));
  const targets = loss.kind === "regression" ? loss.target : new Float64Array(0);
  const mean = meanOf((example) => targets[example] ?? 0);
  const x = Float64Array.from(
    { length: reads.length * columns },
    (_, at) => (reads[Math.floor(at / columns)]?.(at % columns) ?? 0) - (means[at % columns] ?? 0),
  );
  const scale = Array.from({ length: columns }, (_, column) => {
    let squares = penalty;
    for (const [row, weight] of weights.entries()) squares += weight * (x[row * columns + column] ?? 0) ** 2;
    return 1 / Math.sqrt(squares);
  });
  const labels = loss.kind === "bradley-terry" ? loss.pFirst : new Float64Array(0);
  const found = await minimiseByNewton(
    new Float64Array(columns),
    (point) => {
      const w = point.map((value, column) => value * (scale[column] ?? 0));
      let value = (penalty / 2) * w.reduce((sum, one) => sum + one * one, 0);
      const gradient = w.map((one) => penalty * one);
      const hessian = new Float64Array(columns * columns);
      for (let column = 0; column < columns; column += 1) hessian[column * columns + column] = penalty;
      for (const [row, weight] of weights.entries()) {
        let margin = 0;
        for (let column = 0; column < columns; column += 1) margin += (x[row * columns + column] ?? 0) * (w[column] ?? 0);
        const gap = margin - ((targets[row] ?? 0) - mean);
        const p = 1 / (1 + Math.exp(-margin));
        const [loss, slope, curve] =
          targets.length > 0
            ? [gap ** 2 / 2, gap, 1]
            : [
                Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))) - (labels[row] ?? 0) * margin,
                p - (labels[row] ?? 0),
                p * (1 - p),
              ];
        value += weight * loss;
        for (let i = 0; i < columns; i += 1) {
          gradient[i] = (gradient[i] ?? 0) + weight * slope * (x[row * columns + i] ?? 0);
          for (let j = 0; j <= i; j += 1)
            hessian[i * columns + j] =
              (hessian[i * columns + j] ?? 0) + weight * curve * (x[row * columns + i] ?? 0) * (x[row * columns + j] ?? 0);
        }
      }
      const scaled = hessian.map((entry, at) => entry * (scale[Math.floor(at / columns)] ?? 0) * (scale[at % columns] ?? 0));
      return { value, gradient: gradient.map((slope, column) => slope * (scale[column] ?? 0)), hessian: scaled };
    },
    { iterations: 200, gradientTolerance: 0, valueNoise: 1e-15 },
  );
  return found.value;
};

describe("heads on designs that trouble a fit in float32", { timeout: 120_000 }, () => {
  it.each(Object.entries(designs))("%s: the lowest loss, and converged is said of nothing above it", async (_name, design) => {
    const { columns, dense, rating = (row) => (dense[row * columns] ?? 0) + normal(), weight = () => 1 } = design;
    const rows = dense.length / columns;
    const ratings = Float64Array.from({ length: rows }, (_row, row) => rating(row));
    const [first, second] = [0, 1].map((side) => Int32Array.from({ length: rows / 2 }, (_pair, pair) => 2 * pair + side));
    if (!first || !second) throw new RangeError("no sides");
    const pFirst = Float64Array.from(first, (row, pair) => ((ratings[row] ?? 0) > (ratings[second[pair] ?? 0] ?? 0) ? 1 : 0));
    const losses: HeadProblem["loss"][] = [
      { kind: "regression", position: Int32Array.from(ratings.keys()), target: ratings },
      { kind: "bradley-terry", first, second, pFirst, margin: null },
    ];
    for (const loss of losses) {
      for (const penalty of [1, 0.05, 1e-4]) {
        const problem: HeadProblem = {
          ...{ features: { rows, dimensions: columns, dense, sparse: null }, spec: { head: "linear" }, outputs: 1 },
          ...{ loss, penalty, seed: 1 },
        };
        const weights = Float64Array.from({ length: loss.kind === "regression" ? rows : rows / 2 }, (_example, example) => weight(example));
        const [fit] = (await fitHeads(problem, [weights], { provider: "cpu" })).fits;
        const { value } = evaluateHead(problem, weights, Float64Array.from([...(fit?.head ?? []), ...(fit?.extras ?? [])]));
        const best = await lowest(design, problem, weights);
        const unit = loss.kind === "regression" ? ratings.reduce((sum, one) => sum + (one - (ratings[0] ?? 0)) ** 2, 0) / rows : 1;
        expect(fit?.converged).toBe(true);
        // A rating of 10⁹ is told apart from the next in a ten-millionth.
        expect(value - best).toBeLessThan(2e-6 * Math.max(unit, best) + 1e-12);
      }
    }
  });
});
