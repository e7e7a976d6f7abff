import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { testProvider } from "@/lib/onnx/testing/provider";
import { createRandom } from "@/lib/ml/random/random";
import { multiply, negate, softplus } from "@/lib/onnx/graph/elementwise";
import { gather } from "@/lib/onnx/graph/indexing";
import { reduceMean, reshape } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { describeModel } from "@/lib/onnx/graph/serialise";
import { buildTrainingModel } from "@/lib/onnx/graph/training-loop";
import { openSession } from "@/lib/onnx/session";
import { createBatchOrder, learningRateAt } from "./schedule";
import { decodeState, encodeState } from "./state";
import { trainInChunks } from "./train-in-chunks";
import type { Optimiser } from "@/lib/onnx/graph/optimisers";
import type { TrainingProblem } from "@/lib/onnx/graph/training-loop";
import type { TrainingRun } from "./train-in-chunks";
import type { TrainingState } from "./state";

const ROWS = 90;
const WIDTH = 5;
const BATCH = 16;
const random = createRandom(3);
const features = Float32Array.from({ length: ROWS * WIDTH }, () => random.normal());
const signs = [1, 2].map(() => Float32Array.from({ length: ROWS }, () => (random.uniform() < 0.6 ? 1 : -1)));
const weights = [1, 2].map(() => Float32Array.from({ length: ROWS }, () => random.uniform()));

/** Mean weighted ln(1 + exp(−sign · x·w)) of a linear model without a model axis. */
const single = (optimiser: Optimiser): TrainingProblem => ({
  parameters: [{ name: "w", shape: [WIDTH, 1] }],
  data: [
    { name: "x", shape: [ROWS, WIDTH] },
    { name: "sign", shape: [ROWS] },
    { name: "weight", shape: [ROWS] },
  ],
  rows: ROWS,
  batch: BATCH,
  models: null,
  optimiser,
  loss: ({ data, rows, parameter }) => {
    const margin = reshape(matmul(gather(data("x"), rows, 0), parameter("w")), [BATCH]);
    const losses = softplus(negate(multiply(margin, gather(data("sign"), rows, 0))));
    return reduceMean(multiply(losses, gather(data("weight"), rows, 0)), [0]);
  },
});

/** The same for two models at once. */
const double = (optimiser: Optimiser): TrainingProblem => ({
  ...single(optimiser),
  parameters: [{ name: "w", shape: [2, WIDTH, 1] }],
  data: [
    { name: "x", shape: [ROWS, WIDTH] },
    { name: "sign", shape: [2, ROWS] },
    { name: "weight", shape: [2, ROWS] },
  ],
  models: 2,
  loss: ({ data, rows, parameter }) => {
    const margin = reshape(matmul(gather(data("x"), rows, 0), parameter("w")), [2, BATCH]);
    const losses = softplus(negate(multiply(margin, gather(data("sign"), rows, 1))));
    return reduceMean(multiply(losses, gather(data("weight"), rows, 1)), [1]);
  },
});

const adamw: Optimiser = { kind: "adamw" };
const runOf = (model: number, more: Partial<TrainingRun> = {}): TrainingRun => ({
  problem: single(adamw),
  data: { x: features, sign: signs[model] ?? new Float32Array(0), weight: weights[model] ?? new Float32Array(0) },
  start: { w: new Float32Array(WIDTH) },
  steps: 60,
  learningRate: { peak: 0.05, warmup: 10, decay: "cosine" },
  weightDecay: 0.1,
  seed: 4,
  provider: testProvider,
  ...more,
});
const parameter = (state: TrainingState): number[] => Array.from(state.tensors.w?.data ?? []);

/** The update rules of the cited papers in float64, without any of the rearrangements of the graph. */
const reference = (optimiser: Optimiser, model: number, steps: number): number[] => {
  const w = new Array<number>(WIDTH).fill(0);
  const first = new Array<number>(WIDTH).fill(0);
  const second = new Array<number>(WIDTH).fill(0);
  const rows = createBatchOrder(4, ROWS, BATCH).rows(0, steps);
  for (let t = 1; t <= steps; t += 1) {
    const gradient = new Array<number>(WIDTH).fill(0);
    for (let k = 0; k < BATCH; k += 1) {
      const row = Number(rows[(t - 1) * BATCH + k]);
      const x = Array.from(features.subarray(row * WIDTH, (row + 1) * WIDTH));
      const sign = signs[model]?.[row] ?? 0;
      const margin = sign * x.reduce((sum, value, j) => sum + value * (w[j] ?? 0), 0);
      const slope = (-sign / (1 + Math.exp(margin))) * ((weights[model]?.[row] ?? 0) / BATCH);
      for (const [j, value] of x.entries()) gradient[j] = (gradient[j] ?? 0) + slope * value;
    }
    const rate = learningRateAt({ peak: 0.05, warmup: 10, decay: "cosine" }, t, steps);
    for (const [j, slope] of gradient.entries()) {
      const decayed = (w[j] ?? 0) * (1 - rate * 0.1);
      if (optimiser.kind === "sgd") {
        first[j] = 0.9 * (first[j] ?? 0) + slope;
        w[j] = decayed - rate * first[j];
      } else {
        first[j] = 0.9 * (first[j] ?? 0) + 0.1 * slope;
        second[j] = 0.999 * (second[j] ?? 0) + 0.001 * slope * slope;
        const [mean, square] = [first[j] / (1 - 0.9 ** t), second[j] / (1 - 0.999 ** t)];
        w[j] = decayed - (rate * mean) / (Math.sqrt(square) + 1e-8);
      }
    }
  }
  return w;
};

describe("trainInChunks", () => {
  it.each<Optimiser>([adamw, { kind: "sgd", momentum: 0.9 }])("takes the steps that the papers write ($kind)", async (optimiser) => {
    const state = await trainInChunks(runOf(0, { problem: single(optimiser) }));
    expect(state.step).toBe(60);
    const expected = reference(optimiser, 0, 60);
    for (const [j, value] of parameter(state).entries()) expect(value).toBeCloseTo(expected[j] ?? Number.NaN, 5);
  });

  it("trains models together as it trains them alone, each with its own labels, weights, rate and decay", async () => {
    const both = await trainInChunks(
      runOf(0, {
        problem: double(adamw),
        data: {
          x: features,
          sign: Float32Array.from(signs.flatMap((v) => [...v])),
          weight: Float32Array.from(weights.flatMap((v) => [...v])),
        },
        start: { w: new Float32Array(2 * WIDTH) },
        rates: Float32Array.of(1, 0.5),
        weightDecay: Float32Array.of(0.1, 0.3),
      }),
    );
    const first = await trainInChunks(runOf(0));
    const second = await trainInChunks(runOf(1, { learningRate: { peak: 0.025, warmup: 10, decay: "cosine" }, weightDecay: 0.3 }));
    const expected = [...parameter(first), ...parameter(second)];
    for (const [j, value] of parameter(both).entries()) expect(value).toBeCloseTo(expected[j] ?? Number.NaN, 6);
  });

  it("limits the length of each model's gradient by itself", async () => {
    const limited: TrainingProblem = { ...double({ kind: "sgd", momentum: 0 }), gradientLimit: 1e-3, decays: false };
    const big = Float32Array.from({ length: 2 * ROWS }, (_, k) => (k < ROWS ? 1000 : 1e-6));
    const state = await trainInChunks(
      runOf(0, {
        problem: limited,
        data: { x: features, sign: Float32Array.from(signs.flatMap((v) => [...v])), weight: big },
        start: { w: new Float32Array(2 * WIDTH) },
        steps: 1,
        learningRate: { peak: 1 },
      }),
    );
    const [one, two] = [parameter(state).slice(0, WIDTH), parameter(state).slice(WIDTH)];
    expect(Math.hypot(...one)).toBeCloseTo(1e-3, 6);
    expect(Math.hypot(...two)).toBeGreaterThan(0);
    expect(Math.hypot(...two)).toBeLessThan(1e-5);
  });

  it("gives the same bits for a seed wherever chunks end, on two threads, and from a saved state", async () => {
    const whole = await trainInChunks(runOf(0, { threads: 2 }));
    const saved: Uint8Array[] = [];
    const onChunk = ({ state }: { state: TrainingState }): void => void saved.push(encodeState(state));
    const pieces = await trainInChunks(runOf(0, { threads: 2, chunkSeconds: 1e-9, onChunk }));
    expect(pieces).toEqual(whole);
    expect(saved.length).toBeGreaterThan(40);
    const middle = saved[20];
    if (!middle) throw new Error("nothing was saved");
    const resume = decodeState(middle);
    expect(resume.step).toBeLessThan(60);
    expect(await trainInChunks(runOf(0, { threads: 2, resume }))).toEqual(whole);
    expect(parameter(await trainInChunks(runOf(0, { seed: 5 })))).not.toEqual(parameter(whole));
  });

  it("reads every row once before any row twice", () => {
    const rows = Array.from(createBatchOrder(1, ROWS, 7).rows(0, 40), Number);
    expect([...rows.slice(0, ROWS)].sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, row) => row));
    expect(rows.slice(0, ROWS)).not.toEqual(rows.slice(ROWS, 2 * ROWS));
    expect(Array.from(createBatchOrder(1, ROWS, 7).rows(20, 40), Number)).toEqual(rows.slice(20 * 7));
    expect(() => createBatchOrder(1, 5, 6)).toThrow("batch = 6");
  });

  it("stops between chunks when it is told to, and keeps what was done", async () => {
    const stop = new AbortController();
    let last: TrainingState | undefined;
    const run = runOf(0, {
      chunkSeconds: 1e-9,
      signal: stop.signal,
      onChunk: ({ state }) => {
        last = state;
        if (state.step > 20) stop.abort(new Error("enough"));
      },
    });
    await expect(trainInChunks(run)).rejects.toThrow("enough");
    expect(parameter(await trainInChunks(runOf(0, { resume: last })))).toEqual(parameter(await trainInChunks(runOf(0))));
  });

  it("says at which step a loss is no number, and saves nothing of that chunk", async () => {
    const broken = features.slice();
    broken[17 * WIDTH] = Number.NaN;
    const at = Array.from(createBatchOrder(4, ROWS, BATCH).rows(0, 60), Number).indexOf(17);
    const seen: number[] = [];
    const data = { ...runOf(0).data, x: broken };
    const failing = trainInChunks(runOf(0, { data, chunkSeconds: 1e-9, onChunk: ({ state }) => void seen.push(state.step) }));
    await expect(failing).rejects.toThrow(`diverged at step ${Math.floor(at / BATCH) + 1}: the loss is NaN`);
    expect(seen.every((step) => step <= Math.floor(at / BATCH))).toBe(true);
    await expect(trainInChunks(runOf(0, { learningRate: { peak: 1e38 } }))).rejects.toMatchObject({ code: "refused" });
  });

  it("keeps to its memory, and names the tensor that does not fit", async () => {
    await expect(trainInChunks(runOf(0, { memoryLimitMb: 1 }))).rejects.toMatchObject({ code: "too_large" });
    await expect(trainInChunks(runOf(0, { start: {} }))).rejects.toThrow("start.w");
    await expect(trainInChunks(runOf(0, { data: { x: features } }))).rejects.toThrow('data must hold "sign"');
    const other = { step: 3, tensors: { w: { shape: [2], data: new Float32Array(2) } } };
    await expect(trainInChunks(runOf(0, { resume: other }))).rejects.toThrow("no w of shape");
  });

  it("repeats nothing in its loop that moves tensors between devices", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "loop-"));
    try {
      const problem = single(adamw);
      const values: Record<string, Float32Array> = { x: features, sign: signs[0] ?? features, weight: weights[0] ?? features };
      const model = buildTrainingModel(problem, ({ name }) => values[name] ?? features);
      const optimisedModelFile = path.join(folder, "optimised.onnx");
      await (await openSession(model, { provider: testProvider, optimisedModelFile })).release();
      const { loopOperators } = describeModel(await readFile(optimisedModelFile));
      expect(loopOperators).toContain("MatMul");
      expect(loopOperators.filter((operator) => operator.startsWith("Memcpy"))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("refuses a saved state that was cut or changed", () => {
    const bytes = encodeState({ step: 7, tensors: { w: { shape: [2, 1], data: Float32Array.of(1, 2) } } });
    expect(decodeState(bytes)).toEqual({ step: 7, tensors: { w: { shape: [2, 1], data: Float32Array.of(1, 2) } } });
    const changed = bytes.slice();
    changed[changed.length - 1] = 7;
    expect(() => decodeState(changed)).toThrow("checksum");
    expect(() => decodeState(bytes.subarray(0, 20))).toThrow("ends too early");
    expect(() => decodeState(Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 1, 2))).toThrow("header");
  });
});
