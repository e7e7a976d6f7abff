import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import { fitRidgeBradleyTerry } from "./ridge-bradley-terry";

const n = 60;
const d = 3;
const random = createRandom(11);
const x = Float64Array.from({ length: n * d }, () => random.normal());
const target = Float64Array.from({ length: n }, () => random.uniform());
const weight = Float64Array.from({ length: n }, (_, row) => (row % 7 === 0 ? 0 : 0.5 + random.uniform()));

/** Σ w (log(1 + e^{θx}) − p θx) + λ/2 |θ|², from its definition. */
const objective = (theta: Float64Array, penalty: number): number => {
  let sum = 0;
  for (let row = 0; row < n; row += 1) {
    let margin = 0;
    for (let k = 0; k < d; k += 1) margin += (x[row * d + k] ?? 0) * (theta[k] ?? 0);
    sum += (weight[row] ?? 0) * (-Math.log(1 - sigmoid(margin)) - (target[row] ?? 0) * margin);
  }
  return sum + theta.reduce((square, value) => square + (penalty / 2) * value * value, 0);
};

describe("fitRidgeBradleyTerry", () => {
  it.each([0.01, 1, 40])("is where the penalised loss has no slope, with a ridge of %d", (penalty) => {
    const fit = fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight, penalty });
    expect(fit.converged).toBe(true);
    for (let k = 0; k < d; k += 1) {
      const at = (by: number): number =>
        objective(
          fit.theta.map((value, j) => value + (j === k ? by : 0)),
          penalty,
        );
      expect((at(1e-4) - at(-1e-4)) / 2e-4).toBeCloseTo(0, 5);
    }
  });

  it("does not run past the minimum where the first whole step would", () => {
    const far = fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight, penalty: 0.5, start: Float64Array.of(40, -40, 40) });
    const near = fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight, penalty: 0.5 });
    for (const [k, value] of far.theta.entries()) expect(value).toBeCloseTo(near.theta[k] ?? Number.NaN, 5);
  });

  it("turns round with the pairs and their targets", () => {
    const one = fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight, penalty: 2 });
    const other = fitRidgeBradleyTerry({
      pairs: { n, d, x: x.map((value) => -value) },
      target: target.map((p) => 1 - p),
      weight,
      penalty: 2,
    });
    for (const [k, value] of one.theta.entries()) expect(value).toBeCloseTo(other.theta[k] ?? Number.NaN, 9);
  });

  it("knows nothing of no rows, and wants a ridge", () => {
    expect(fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight: new Float64Array(n), penalty: 1 }).theta).toEqual(
      new Float64Array(d),
    );
    expect(() => fitRidgeBradleyTerry({ pairs: { n, d, x }, target, weight, penalty: 0 })).toThrow(/penalty = 0/);
  });
});
