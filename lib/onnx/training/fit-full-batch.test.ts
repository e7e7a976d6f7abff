import { describe, expect, it } from "vitest";
import { testProvider } from "@/lib/onnx/testing/provider";
import { createRandom } from "@/lib/ml/random/random";
import { multiply, negate, softplus, tanh } from "@/lib/onnx/graph/elementwise";
import { reshape } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { fitFullBatch } from "./fit-full-batch";
import { fitLinearModels } from "./linear-models";
import type { FullBatchProblem } from "./fit-full-batch";

const [ROWS, WIDTH, MODELS] = [200, 4, 2];
const random = createRandom(6);
const x = Float32Array.from({ length: ROWS * WIDTH }, () => random.normal());
const labels = Float32Array.from({ length: MODELS * ROWS }, (_, k) =>
  random.uniform() < (k < ROWS ? 0.3 : 0.8) + 0.1 * Math.sign(x[(k % ROWS) * WIDTH] ?? 0) ? 1 : 0,
);
const signs = labels.map((label) => 2 * label - 1);

const linear: FullBatchProblem = {
  parameters: [{ name: "w", shape: [MODELS, WIDTH, 1] }],
  data: [
    { name: "x", shape: [ROWS, WIDTH] },
    { name: "sign", shape: [MODELS, ROWS] },
  ],
  models: MODELS,
  losses: ({ parameter, data }) => softplus(negate(multiply(data("sign"), reshape(matmul(data("x"), parameter("w")), [MODELS, ROWS])))),
};

describe("fitFullBatch", () => {
  it("agrees with the linear models' own fit, each with its penalty", async () => {
    const penalties = Float32Array.of(1, 5);
    const start = { w: new Float32Array(MODELS * WIDTH) };
    const { fits } = await fitFullBatch({
      problem: linear,
      data: { x, sign: signs },
      start,
      penalties: { w: penalties },
      provider: testProvider,
      gradientTolerance: 1e-3,
    });
    const known = await fitLinearModels(
      { rows: ROWS, width: WIDTH, models: MODELS, features: x, labels, penalties },
      { provider: testProvider, gradientTolerance: 1e-3 },
    );
    for (const [model, fit] of fits.entries()) {
      expect(fit.converged).toBe(true);
      expect(fit.value).toBeCloseTo(known.fits[model]?.loss ?? Number.NaN, 3);
      for (const [k, weight] of (fit.parameters.w ?? []).entries())
        expect(weight).toBeCloseTo(known.fits[model]?.weights[k] ?? Number.NaN, 4);
    }
  });

  it("fits a loss that is not convex, without models, and names what is missing", async () => {
    const problem: FullBatchProblem = {
      parameters: [
        { name: "inner", shape: [WIDTH, 3] },
        { name: "outer", shape: [3, 1] },
      ],
      data: [
        { name: "x", shape: [ROWS, WIDTH] },
        { name: "sign", shape: [ROWS, 1] },
      ],
      models: null,
      losses: ({ parameter, data }) =>
        softplus(negate(multiply(data("sign"), matmul(tanh(matmul(data("x"), parameter("inner"))), parameter("outer"))))),
    };
    const start = { inner: Float32Array.from({ length: 3 * WIDTH }, () => random.normal()), outer: Float32Array.of(0.1, 0.2, -0.1) };
    const run = {
      problem,
      data: { x, sign: signs.subarray(0, ROWS) },
      start,
      penalties: { inner: 0.1, outer: 0.1 },
      provider: testProvider,
    };
    const { fits } = await fitFullBatch(run);
    const [fit] = fits;
    expect(fit?.value).toBeLessThan(0.95 * (fit?.lossHistory[0] ?? 0));
    expect(fit?.converged).toBe(true);
    expect(fit?.parameters.inner).toHaveLength(3 * WIDTH);
    await expect(fitFullBatch({ ...run, start: {} })).rejects.toThrow("start.inner");
    await expect(fitFullBatch({ ...run, problem: { ...problem, losses: ({ data }) => data("z") } })).rejects.toThrow('"z"');
  });
});
