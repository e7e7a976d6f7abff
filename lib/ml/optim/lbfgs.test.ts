import { describe, expect, it } from "vitest";
import { minimise, minimiseMany } from "./minimise";
import type { Evaluation } from "./lbfgs";

/** Rosenbrock's valley, (1 − x)² + 100 (y − x²)², minimum 0 at (1, 1): Rosenbrock (1960), doi:10.1093/comjnl/3.3.175. */
const valley = ([x = 0, y = 0]: Float64Array): Evaluation => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
});

const bowl =
  (centre: number) =>
  (point: Float64Array): Evaluation => ({
    value: point.reduce((sum, value, k) => sum + ((k + 1) * (value - centre) ** 2) / 2, 0),
    gradient: point.map((value, k) => (k + 1) * (value - centre)),
  });

describe("lbfgs", () => {
  it("finds the bottom of Rosenbrock's valley from (−1.2, 1)", async () => {
    const found = await minimise(Float64Array.of(-1.2, 1), valley, { gradientTolerance: 1e-8, valueTolerance: 0 });
    expect(found.converged).toBe(true);
    expect(found.point[0]).toBeCloseTo(1, 6);
    expect(found.point[1]).toBeCloseTo(1, 6);
    expect(found.iterations).toBeLessThan(80);
  });

  it("solves several problems in step as it solves them alone", async () => {
    const start = new Float64Array(30);
    const together = await minimiseMany([start, start], async ([a = start, b = start]) => [bowl(3)(a), bowl(-2)(b)]);
    const alone = await minimise(start, bowl(-2));
    expect(together[0]?.point[7]).toBeCloseTo(3, 4);
    expect(Array.from(together[1]?.point ?? [])).toEqual(Array.from(alone.point));
  });

  it("never goes up", async () => {
    const { lossHistory } = await minimise(Float64Array.of(-1.2, 1), valley);
    for (const [k, loss] of lossHistory.entries()) if (k > 0) expect(loss).toBeLessThan(lossHistory[k - 1] ?? 0);
  });

  it("says when it ran out of iterations, and returns at once from the minimum", async () => {
    expect((await minimise(Float64Array.of(-1.2, 1), valley, { iterations: 3 })).converged).toBe(false);
    expect((await minimise(Float64Array.of(1, 1), valley)).iterations).toBe(0);
  });

  it("refuses a loss that is no number", async () => {
    await expect(minimise(Float64Array.of(1), () => ({ value: Number.NaN, gradient: new Float64Array(1) }))).rejects.toThrow(RangeError);
  });
});
