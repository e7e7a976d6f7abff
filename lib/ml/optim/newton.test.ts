import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { minimise } from "./minimise";
import { inverseFromFactor, minimiseByNewton } from "./newton";
import type { SecondOrderEvaluation } from "./newton";

const [ROWS, WIDTH] = [120, 4];
const random = createRandom(8);
const x = Float64Array.from({ length: ROWS * WIDTH }, (_, k) => random.normal() * (k % WIDTH === 0 ? 20 : 1));
const sign = Array.from({ length: ROWS }, () => (random.uniform() < 0.7 ? 1 : -1));

/** Logistic regression with λ = 1, on features of very different scales. */
const logistic = (w: Float64Array): SecondOrderEvaluation => {
  const gradient = w.slice();
  const hessian = new Float64Array(WIDTH * WIDTH);
  let value = w.reduce((sum, weight) => sum + (weight * weight) / 2, 0);
  for (let k = 0; k < WIDTH; k += 1) hessian[k * WIDTH + k] = 1;
  for (let row = 0; row < ROWS; row += 1) {
    const at = x.subarray(row * WIDTH, (row + 1) * WIDTH);
    const margin = (sign[row] ?? 1) * at.reduce((sum, feature, k) => sum + feature * (w[k] ?? 0), 0);
    const slope = 1 / (1 + Math.exp(margin));
    value += Math.log1p(Math.exp(-margin));
    for (let i = 0; i < WIDTH; i += 1) {
      gradient[i] = (gradient[i] ?? 0) - slope * (sign[row] ?? 1) * (at[i] ?? 0);
      for (let j = 0; j < WIDTH; j += 1)
        hessian[i * WIDTH + j] = (hessian[i * WIDTH + j] ?? 0) + slope * (1 - slope) * (at[i] ?? 0) * (at[j] ?? 0);
    }
  }
  return { value, gradient, hessian };
};

describe("newton", () => {
  it("reaches the minimum of a quadratic in one step, and gives its covariance", async () => {
    // f = 2 (x − 1)² + (y − 3)² / 2: Hessian diag(4, 1).
    const found = await minimiseByNewton(new Float64Array(2), ([a = 0, b = 0]) => ({
      value: 2 * (a - 1) ** 2 + (b - 3) ** 2 / 2,
      gradient: Float64Array.of(4 * (a - 1), b - 3),
      hessian: Float64Array.of(4, 0, 0, 1),
    }));
    expect(Array.from(found.point)).toEqual([1, 3]);
    expect(found).toMatchObject({ iterations: 1, converged: true });
    expect(Array.from(inverseFromFactor(found.factor ?? new Float64Array(4), 2))).toEqual([0.25, 0, 0, 1]);
  });

  it("agrees with L-BFGS, in fewer steps", async () => {
    const settings = { gradientTolerance: 1e-9 };
    const found = await minimiseByNewton(new Float64Array(WIDTH), logistic, settings);
    const other = await minimise(new Float64Array(WIDTH), logistic, { ...settings, valueTolerance: 0, iterations: 500 });
    expect(found.converged).toBe(true);
    expect(found.iterations).toBeLessThan(other.iterations);
    for (const [k, weight] of found.point.entries()) expect(weight).toBeCloseTo(other.point[k] ?? Number.NaN, 7);
    for (const [k, loss] of found.lossHistory.entries()) if (k > 0) expect(loss).toBeLessThanOrEqual(found.lossHistory[k - 1] ?? 0);
  });

  it("refuses a Hessian without curvature, and asks no share of it for ever", async () => {
    const plane = (): SecondOrderEvaluation => ({ value: 0, gradient: Float64Array.of(1, 0), hessian: new Float64Array(4) });
    await expect(minimiseByNewton(new Float64Array(2), plane)).rejects.toThrow("hessian has no positive diagonal");
    const found = await minimiseByNewton(new Float64Array(2), ([, b = 0]) => ({
      value: 2 * (b - 3) ** 2,
      gradient: Float64Array.of(0, 4 * (b - 3)),
      hessian: Float64Array.of(0, 0, 0, 4),
    }));
    expect(found.point[1]).toBeCloseTo(3, 5);
  });

  it("says when it ran out of iterations, and bears a singular Hessian", async () => {
    expect((await minimiseByNewton(new Float64Array(WIDTH), logistic, { iterations: 1, gradientTolerance: 1e-12 })).converged).toBe(false);
    const flat = await minimiseByNewton(new Float64Array(2), ([a = 0]) => ({
      value: (a - 2) ** 2 / 2,
      gradient: Float64Array.of(a - 2, 0),
      hessian: Float64Array.of(1, 0, 0, 0),
    }));
    expect(flat.point[0]).toBeCloseTo(2, 5);
    await expect(
      minimiseByNewton(Float64Array.of(1), () => ({ value: Number.NaN, gradient: Float64Array.of(1), hessian: Float64Array.of(1) })),
    ).rejects.toThrow("the loss at the start");
  });
});

describe("lbfgs with noisy losses", () => {
  it("reaches a gradient that losses of seven digits cannot show", async () => {
    const rounded = (w: Float64Array): SecondOrderEvaluation => ({ ...logistic(w), value: Math.fround(logistic(w).value) });
    const settings = { gradientTolerance: 1e-6, iterations: 500 };
    const blind = await minimise(new Float64Array(WIDTH), rounded, { ...settings, valueTolerance: 0 });
    const judged = await minimise(new Float64Array(WIDTH), rounded, { ...settings, valueNoise: 1e-6 });
    expect(blind.gradientNorm).toBeGreaterThan(1e-6);
    expect(judged.gradientNorm).toBeLessThanOrEqual(1e-6);
    expect(judged.converged).toBe(true);
  });
});
