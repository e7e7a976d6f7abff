import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { choleskyFactor, choleskySolve, gramOfRows } from "./matrix";
import { symmetricEigen } from "./symmetric-eigen";
import {
  betaCdf,
  betaQuantile,
  digamma,
  errorFunction,
  logGamma,
  logSigmoid,
  logSumExp,
  logit,
  normalCdf,
  normalQuantile,
  sigmoid,
  studentTwoSidedP,
} from "./special";

describe("special functions", () => {
  it("match tabulated values", () => {
    // Abramowitz and Stegun (1964), tables 6.1, 7.1 and 26.1; R 4.3 for the beta and t quantities.
    expect(logGamma(0.5)).toBeCloseTo(0.5723649429247, 12);
    expect(logGamma(10)).toBeCloseTo(Math.log(362880), 11);
    expect(digamma(1)).toBeCloseTo(-0.5772156649015, 10);
    expect(errorFunction(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(errorFunction(2)).toBeCloseTo(0.995322265, 10);
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021049, 9);
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845, 9);
    expect(betaCdf(0.3, 2, 5)).toBeCloseTo(0.579825, 6);
    expect(studentTwoSidedP(2.228139, 10)).toBeCloseTo(0.05, 6);
    // The exact upper 95 % limit of 0 events in 59 is 1 − 0.05^(1/59).
    expect(betaQuantile(0.95, 1, 59)).toBeCloseTo(1 - 0.05 ** (1 / 59), 10);
  });

  it("hold their identities far out", () => {
    for (const x of [-800, -30, -1e-9, 0, 2, 40, 800]) {
      expect(sigmoid(x) + sigmoid(-x)).toBeCloseTo(1, 15);
      expect(Number.isFinite(logSigmoid(x))).toBe(true);
    }
    expect(logSigmoid(-800)).toBeCloseTo(-800, 9);
    expect(logit(sigmoid(3.25))).toBeCloseTo(3.25, 12);
    expect(logSumExp(Float64Array.of(1000, 1000))).toBeCloseTo(1000 + Math.LN2, 10);
    expect(logSumExp(new Float64Array(0))).toBe(-Infinity);
    for (const p of [1e-9, 0.2, 0.5, 0.999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 11);
    for (const p of [0.01, 0.5, 0.9]) expect(betaCdf(betaQuantile(p, 0.7, 12), 0.7, 12)).toBeCloseTo(p, 9);
  });

  it("have derivatives that agree with finite differences", () => {
    for (const x of [0.3, 1.7, 9]) expect((logGamma(x + 1e-5) - logGamma(x - 1e-5)) / 2e-5).toBeCloseTo(digamma(x), 5);
  });

  it("refuse arguments outside their domain", () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => betaCdf(0.5, 0, 1)).toThrow(RangeError);
  });
});

describe("matrices", () => {
  const random = createRandom(1);
  const n = 12;
  const rows = Float64Array.from({ length: n * 20 }, () => random.normal());
  const positive = gramOfRows(rows, n, 20);

  it("choleskySolve inverts a positive definite matrix", () => {
    const factor = choleskyFactor(positive, n);
    if (factor === null) throw new Error("positive definite by construction");
    const truth = Float64Array.from({ length: n }, () => random.normal());
    const right = Float64Array.from({ length: n }, (_, row) =>
      truth.reduce((sum, value, column) => sum + (positive[row * n + column] ?? 0) * value, 0),
    );
    choleskySolve(factor, n, right).forEach((value, index) => expect(value).toBeCloseTo(truth[index] ?? 0, 9));
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  });

  it("symmetricEigen rebuilds the matrix from orthonormal vectors", () => {
    const { values, vectors } = symmetricEigen(positive, n);
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        let rebuilt = 0;
        let product = 0;
        for (let k = 0; k < n; k += 1) {
          rebuilt += (vectors[k * n + i] ?? 0) * (values[k] ?? 0) * (vectors[k * n + j] ?? 0);
          product += (vectors[i * n + k] ?? 0) * (vectors[j * n + k] ?? 0);
        }
        expect(rebuilt).toBeCloseTo(positive[i * n + j] ?? 0, 8);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    }
    expect(Array.from(symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values)).toEqual([expect.closeTo(1, 12), expect.closeTo(3, 12)]);
    expect(Array.from(symmetricEigen(new Float64Array(9), 3).values)).toEqual([0, 0, 0]);
    expect(symmetricEigen(Float64Array.of(5), 1)).toEqual({ values: Float64Array.of(5), vectors: Float64Array.of(1) });
  });
});
