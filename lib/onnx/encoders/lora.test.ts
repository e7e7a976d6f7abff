import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { gradients } from "@/lib/onnx/graph/differentiate";
import { createGraph, input } from "@/lib/onnx/graph/graph";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { adapterSpecs, DEFAULT_LORA, frozenWeights, mergeAdapters, startAdapters, tuningLoss, tuningProblem } from "./lora";
import { openEncoderFolder } from "./open-folder";
import { writeTinyEncoder } from "./testing/tiny-encoder";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-lora-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("LoRA", () => {
  it.each([
    { pooling: "mean" as const, seed: 1 },
    { pooling: "cls" as const, seed: 2 },
    { pooling: "max" as const, seed: 3 },
    { pooling: "mean-sqrt" as const, seed: 4 },
  ])("has the gradient that the loss of a 2-layer encoder shows: %j", async ({ pooling, seed }) => {
    await writeTinyEncoder(folder, { family: "bert", seed });
    const { config, weights } = await openEncoderFolder(folder, { pooling });
    const settings = { ...DEFAULT_LORA, rank: 4, alpha: 4, layers: 2, batch: 4 };
    const [texts, length, pairs] = [6, 7, 4];
    const random = createRandom(seed);
    const problem = tuningProblem(config, weights, settings, { texts, length, pairs });
    const graph = createGraph();
    const values = new Map(
      [...problem.parameters, ...problem.data].map(({ name, shape, type }) => [name, input(graph, name, shape, type)]),
    );
    const find = (name: string) => {
      const value = values.get(name);
      if (!value) throw new Error(name);
      return value;
    };
    const rows = input(graph, "rows", [pairs], "int64");
    const loss = tuningLoss(config, weights, settings, { data: find, parameter: find, rows });
    const parameters = adapterSpecs(config, settings).map(({ name }) => find(name));
    const slopes = gradients(loss, parameters);
    const model = serialiseModel(graph, [{ name: "loss", value: loss }, ...slopes.map((value, k) => ({ name: `slope${k}`, value }))]);
    const session = await openSession(model, { provider: "cpu" });
    const normal = (size: number, spread: number): Float32Array => Float32Array.from({ length: size }, () => spread * random.normal());
    const size = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);
    const frozen = new Map(frozenWeights(config, weights, settings).map((weight) => [weight.name, weight.data]));
    const fixed = Object.fromEntries(
      problem.data.map(({ name, shape, type }) => {
        const data =
          type === "int64"
            ? BigInt64Array.from({ length: size(shape) }, (_, k) => BigInt((name === "first" ? k : k + 2) % texts))
            : name === "mask" || name === "marked"
              ? Float32Array.from({ length: size(shape) }, (_, k) => (k % length < 4 + (Math.floor(k / length) % 3) ? 1 : 0))
              : name === "pFirst" || name === "weight"
                ? Float32Array.from({ length: size(shape) }, () => random.uniform())
                : (frozen.get(name) ?? normal(size(shape), 1));
        return [name, { data, shape }];
      }),
    );
    const here = parameters.map(({ shape }) => normal(size(shape.map(Number)), 0.2));
    const run = (points: readonly Float32Array[], other: Record<string, { data: Float32Array; shape: readonly number[] }> = {}) =>
      session.run({
        ...fixed,
        ...other,
        rows: { data: BigInt64Array.from([0n, 1n, 2n, 3n]), shape: [pairs] },
        ...Object.fromEntries(
          parameters.map((value, k) => [value.name, { data: points[k] ?? new Float32Array(0), shape: value.shape.map(Number) }]),
        ),
      });
    const first = await run(here);
    const exact = parameters.map((_, k) => first[`slope${k}`] ?? new Float32Array(0));
    const norm = Math.hypot(...exact.map((slope) => Math.hypot(...slope)));
    const lossAt = async (distance: number): Promise<number> => {
      const { loss: values } = await run(here.map((data, k) => data.map((value, j) => value + (distance * (exact[k]?.[j] ?? 0)) / norm)));
      return values?.[0] ?? Number.NaN;
    };
    const slopeBy = async (step: number): Promise<number> => {
      const near = (await lossAt(step)) - (await lossAt(-step));
      const far = (await lossAt(2 * step)) - (await lossAt(-2 * step));
      return (8 * near - far) / (12 * step);
    };
    const errors: number[] = [];
    for (const step of [0.04, 0.02, 0.01]) errors.push(Math.abs((await slopeBy(step)) - norm) / norm);
    expect(norm).toBeGreaterThan(0.01);
    // Too long a step errs by curvature, too short a one by float32: the best of three is the gradient's own error.
    expect(Math.min(...errors), errors.join()).toBeLessThan(1e-3);
    // Merged weights without adapters are the same model.
    const learned = Object.fromEntries(parameters.map(({ name }, k) => [name, here[k] ?? new Float32Array(0)]));
    const merged = frozenWeights(config, mergeAdapters(config, weights, settings, learned), settings);
    const bare = here.map((data, k) => (parameters[k]?.name.startsWith("layer") ? data.map(() => 0) : data));
    const again = await run(bare, Object.fromEntries(merged.map(({ name, shape, data }) => [name, { data, shape }])));
    expect(Math.abs((again.loss?.[0] ?? Number.NaN) - (first.loss?.[0] ?? 0))).toBeLessThan(1e-5);
    await session.release();
  });

  it("starts at the encoder as it is, and leaves everything else untouched when it is merged", async () => {
    await writeTinyEncoder(folder, { family: "roberta", seed: 3 });
    const { config, weights } = await openEncoderFolder(folder);
    const settings = { ...DEFAULT_LORA, rank: 2, layers: 1 };
    const start = startAdapters(config, settings, new Float32Array(config.width), 1);
    expect(mergeAdapters(config, weights, settings, start)).toEqual(weights);
    const learned = Object.fromEntries(Object.entries(start).map(([name, data]) => [name, data.map(() => 0.5)]));
    const merged = mergeAdapters(config, weights, settings, learned);
    expect(merged.layers[0]).toEqual(weights.layers[0]);
    expect(merged.layers[1]?.key).toEqual(weights.layers[1]?.key);
    const [before, after] = [weights, merged].map(({ layers }) => layers[1]?.query.weight.data[0] ?? Number.NaN);
    // alpha / rank · Σ over rank of 0.5 · 0.5
    expect((after ?? 0) - (before ?? 0)).toBeCloseTo((16 / 2) * 2 * 0.25, 5);
    expect(() => startAdapters(config, { ...settings, layers: 3 }, new Float32Array(0), 1)).toThrow(
      "layers = 3 must be an integer in [1, 2]",
    );
  });
});
