import { describe, expect, it } from "vitest";
import { testProvider } from "@/lib/onnx/testing/provider";
import { choleskySolve } from "@/lib/ml/math/matrix";
import { minimiseByNewton } from "@/lib/ml/optim/newton";
import { createRandom } from "@/lib/ml/random/random";
import { fitLinearModels } from "./linear-models";
import type { SecondOrderEvaluation } from "@/lib/ml/optim/newton";
import type { LinearModelsProblem } from "./linear-problem";

const [ROWS, WIDTH, MODELS] = [300, 6, 3];
const random = createRandom(21);
const features = Float32Array.from(
  { length: ROWS * WIDTH },
  (_, k) => random.normal() * (30 / (1 + (k % WIDTH))) + (k % WIDTH === 0 ? 3 : 0),
);
const labels = Float32Array.from({ length: MODELS * ROWS }, () => (random.uniform() < 0.5 ? random.uniform() : 1));
const weights = Float32Array.from({ length: MODELS * ROWS }, () => (random.uniform() < 0.2 ? 0 : 2 * random.uniform()));
const penalties = Float32Array.of(0.5, 1, 4);

/** The objective of one model in float64, from its definition. */
const objective =
  (model: number, shared: boolean) =>
  (w: Float64Array): SecondOrderEvaluation => {
    const penalty = shared ? 1 : (penalties[model] ?? 0);
    let value = (penalty / 2) * w.reduce((sum, weight) => sum + weight * weight, 0);
    const gradient = w.map((weight) => penalty * weight);
    const hessian = new Float64Array(WIDTH * WIDTH);
    for (let k = 0; k < WIDTH; k += 1) hessian[k * WIDTH + k] = penalty;
    for (let row = 0; row < ROWS; row += 1) {
      const x = features.subarray(row * WIDTH, (row + 1) * WIDTH);
      const p = labels[model * ROWS + row] ?? 0;
      const s = shared ? 1 : (weights[model * ROWS + row] ?? 0);
      const z = x.reduce((sum, feature, k) => sum + feature * (w[k] ?? 0), 0);
      const likely = 1 / (1 + Math.exp(-z));
      value += s * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - p * z);
      for (let i = 0; i < WIDTH; i += 1) {
        gradient[i] = (gradient[i] ?? 0) + s * (likely - p) * (x[i] ?? 0);
        for (let j = 0; j < WIDTH; j += 1)
          hessian[i * WIDTH + j] = (hessian[i * WIDTH + j] ?? 0) + s * likely * (1 - likely) * (x[i] ?? 0) * (x[j] ?? 0);
      }
    }
    return { value, gradient, hessian };
  };

const truth = (model: number, shared = false) =>
  minimiseByNewton(new Float64Array(WIDTH), objective(model, shared), { gradientTolerance: 1e-9, valueNoise: 0 });

const problem: LinearModelsProblem = { rows: ROWS, width: WIDTH, models: MODELS, features, labels, weights, penalties };

describe("fitLinearModels", () => {
  it.each([true, false])(
    "finds the minimum of each model with its own labels, weights and penalty (preconditioned: %s)",
    async (precondition) => {
      const { fits, provider } = await fitLinearModels(problem, {
        provider: testProvider,
        precondition,
        gradientTolerance: 2e-3,
        iterations: 400,
      });
      expect(provider).toBe(testProvider);
      for (const [model, fit] of fits.entries()) {
        const exact = await truth(model);
        expect(fit.converged).toBe(true);
        expect(fit.loss / exact.value).toBeCloseTo(1, 6);
        for (const [k, weight] of fit.weights.entries()) expect(weight).toBeCloseTo(exact.point[k] ?? Number.NaN, 3);
        const here = objective(model, false)(fit.weights);
        expect(Math.max(...here.gradient.map(Math.abs))).toBeLessThan(1e-2);
      }
    },
  );

  it("needs few rounds on ill-conditioned features where a factor is shared", async () => {
    const settings = { provider: testProvider, gradientTolerance: 2e-3, iterations: 400 } as const;
    const [shared, alone] = [
      await fitLinearModels(problem, settings),
      await fitLinearModels(problem, { ...settings, precondition: false }),
    ];
    const rounds = ({ fits }: typeof shared): number => Math.max(...fits.map(({ iterations }) => iterations));
    expect(rounds(shared)).toBeLessThan(15);
    expect(rounds(alone)).toBeGreaterThan(2 * rounds(shared));
  });

  it("shares labels and weights where they are given once, and equals models fitted alone", async () => {
    const once = { ...problem, labels: labels.subarray(0, ROWS), weights: weights.subarray(0, ROWS) };
    const { fits } = await fitLinearModels(once, { provider: testProvider });
    const alone = await fitLinearModels({ ...once, models: 1, penalties: penalties.slice(2) }, { provider: testProvider });
    expect(fits[2]?.loss).toBeCloseTo(alone.fits[0]?.loss ?? Number.NaN, 3);
    for (const [k, weight] of (fits[2]?.weights ?? []).entries()) expect(weight).toBeCloseTo(alone.fits[0]?.weights[k] ?? Number.NaN, 3);
  });

  it("fits group after group where memory is bounded: the same models", async () => {
    const run = { provider: testProvider, gradientTolerance: 2e-3 } as const;
    const [together, grouped] = [await fitLinearModels(problem, run), await fitLinearModels(problem, { ...run, modelsAtOnce: 2 })];
    expect(grouped.fits).toHaveLength(MODELS);
    for (const [model, { weights: own, loss, converged }] of grouped.fits.entries()) {
      expect(converged).toBe(true);
      expect(loss / (together.fits[model]?.loss ?? Number.NaN)).toBeCloseTo(1, 6);
      for (const [k, weight] of own.entries()) expect(weight).toBeCloseTo(together.fits[model]?.weights[k] ?? Number.NaN, 3);
    }
  });

  it("fits one model over many rows, from a factor of a sample of them", async () => {
    const [rows, width] = [9500, 340]; // too many products for the whole, and not a multiple of a block
    const many = Float32Array.from({ length: rows * width }, (_, k) => random.uniform() * 2 - 1 + (k % width < 30 ? (k / width) % 1 : 0));
    const own = Float32Array.from({ length: rows }, (_, row) => ((many[row * width] ?? 0) + random.normal() > 0 ? 1 : 0));
    const single = { rows, width, models: 1, features: many, labels: own, penalties: 2 };
    const twice = { ...single, models: 2, labels: Float32Array.from([...own, ...own]) };
    const settings = { provider: testProvider, gradientTolerance: 5e-3 } as const;
    const [alone, pair] = [await fitLinearModels(single, settings), await fitLinearModels(twice, settings)];
    expect(alone.fits[0]?.converged).toBe(true);
    expect(alone.fits[0]?.iterations).toBeLessThan(15);
    expect((alone.fits[0]?.loss ?? 0) / (pair.fits[1]?.loss ?? 1)).toBeCloseTo(1, 6);
    for (const [k, weight] of (alone.fits[0]?.weights ?? []).entries())
      expect(weight).toBeCloseTo(pair.fits[1]?.weights[k] ?? Number.NaN, 4);
  });

  it("gives the covariance with Newton's method", async () => {
    const plain = { ...problem, penalties: 1 };
    const { weights: _weights, ...unweighted } = plain;
    const { fits } = await fitLinearModels(unweighted, { provider: testProvider, method: "newton", gradientTolerance: 2e-3 });
    for (const [model, fit] of fits.entries()) {
      const exact = await truth(model, true);
      for (const [k, weight] of fit.weights.entries()) expect(weight).toBeCloseTo(exact.point[k] ?? Number.NaN, 4);
      const unit = Float64Array.from({ length: WIDTH }, (_, k) => (k === 2 ? 1 : 0));
      const column = choleskySolve(exact.factor ?? new Float64Array(WIDTH * WIDTH), WIDTH, unit);
      for (let k = 0; k < WIDTH; k += 1)
        expect((fit.covariance?.[k * WIDTH + 2] ?? Number.NaN) / Math.abs(column[2] ?? 1)).toBeCloseTo(
          (column[k] ?? 0) / Math.abs(column[2] ?? 1),
          2,
        );
    }
  });

  it("gives the same bits again, stops when told to, and names what does not fit", async () => {
    const run = { provider: testProvider, threads: 2 } as const;
    expect(await fitLinearModels(problem, run)).toEqual(await fitLinearModels(problem, run));
    const stop = new AbortController();
    const stopped = fitLinearModels(problem, { ...run, signal: stop.signal, onIteration: () => stop.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
    await expect(fitLinearModels({ ...problem, labels: labels.subarray(1) }, run)).rejects.toThrow("labels has 899 entries");
    await expect(fitLinearModels({ ...problem, penalties: -1 }, run)).rejects.toThrow("penalties");
  });

  it("says that a feature is no number", async () => {
    const broken = features.slice();
    broken[5] = Number.NaN;
    await expect(fitLinearModels({ ...problem, features: broken }, { provider: testProvider })).rejects.toThrow(
      "the loss at the start is NaN",
    );
  });
});
