import { existsSync, readFileSync } from "node:fs";
import { open, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { encoderLayer, placeLayer } from "@/lib/onnx/encoders/transformer-graph";
import { constant } from "@/lib/onnx/graph/graph";
import { gelu, multiply, negate, softplus, subtract } from "@/lib/onnx/graph/elementwise";
import { gather, slice } from "@/lib/onnx/graph/indexing";
import { reduceMean, reshape } from "@/lib/onnx/graph/layout";
import { dense, matmul } from "@/lib/onnx/graph/matrix";
import { fitLinearModels } from "@/lib/onnx/training/linear-models";
import { trainInChunks } from "@/lib/onnx/training/train-in-chunks";
import { outcomeSchema, taskSchema } from "./tasks";
import type { EncoderConfig } from "@/lib/onnx/encoders/encoder-config";
import type { LayerWeights, Linear, LoadedWeight, Norm } from "@/lib/onnx/encoders/weight-names";
import type { Step, TrainingProblem } from "@/lib/onnx/graph/training-loop";
import type { Value } from "@/lib/onnx/graph/graph";
import type { TrainingState } from "@/lib/onnx/training/state";
import type { LinearTask, LoraTask, MinibatchTask, Outcome, Task } from "./tasks";

/** Our side of a row, in a process of its own, so that its peak of memory is its own. */

const provider = z.enum(["auto", "cpu", "cuda"]).default("auto").parse(process.env.ORT_PROVIDER);
const idleMb = process.memoryUsage().rss / 2 ** 20;
const { version } = z.object({ version: z.string() }).parse(createRequire(import.meta.url)("onnxruntime-node/package.json"));

/** Not by a copy of what was read, which would stay in the peak of memory. */
const readFloats = async (file: string): Promise<Float32Array> => {
  const { size } = await stat(file);
  const values = new Float32Array(size / 4);
  const handle = await open(file);
  try {
    await handle.read(new Uint8Array(values.buffer), 0, size, 0);
  } finally {
    await handle.close();
  }
  return values;
};
const readAll = async (files: Readonly<Record<string, string>>): Promise<Record<string, Float32Array>> =>
  Object.fromEntries(await Promise.all(Object.entries(files).map(async ([name, file]) => [name, await readFloats(file)] as const)));

/** Mean ln(1 + exp(r₂ − r₁)) of rewards [2·batch, 1], the better response first. */
const pairLoss = (rewards: Value, batch: number): Value => {
  const pairs = reshape(rewards, [batch, 2]);
  return reduceMean(softplus(subtract(slice(pairs, 1, 1, 2), slice(pairs, 1, 0, 1))), [0, 1]);
};

const minibatchProblem = (task: MinibatchTask): TrainingProblem => {
  const { rows, width, hidden, batch } = task;
  const common = { rows, batch, models: null, optimiser: { kind: "adamw" as const }, decays: task.weightDecay > 0 };
  if (task.head === "linear") {
    return {
      ...common,
      parameters: [{ name: "w", shape: [width, 1] }],
      data: [{ name: "x", shape: [rows, width] }],
      loss: ({ data, rows: now, parameter }) => reduceMean(softplus(negate(matmul(gather(data("x"), now, 0), parameter("w")))), [0, 1]),
    };
  }
  return {
    ...common,
    parameters: [
      { name: "inner", shape: [width, hidden] },
      { name: "bias", shape: [hidden] },
      { name: "outer", shape: [hidden, 1] },
    ],
    data: [{ name: "x", shape: [rows, 2 * width] }],
    loss: ({ data, rows: now, parameter }) => {
      const both = reshape(gather(data("x"), now, 0), [2 * batch, width]);
      return pairLoss(matmul(gelu(dense(both, parameter("inner"), parameter("bias"))), parameter("outer")), batch);
    },
  };
};

/** Trains, with the clock from the end of the first chunk, whose length is the peers' warm-up, to that of the last, as theirs. */
const timed = async (
  task: MinibatchTask | LoraTask,
  train: (onChunk: (chunk: { state: TrainingState; losses: Float32Array; provider: string }) => void) => Promise<TrainingState>,
): Promise<{ state: TrainingState; outcome: Outcome }> => {
  let began = 0;
  let last = { loss: Number.NaN, provider: "", seconds: Number.NaN };
  const state = await train(({ state: { step }, losses, provider: used }) => {
    if (began === 0) {
      if (step !== task.warmup) throw new Error(`the first chunk has ${step} steps and the peers warm up for ${task.warmup}`);
      began = performance.now();
    }
    last = { loss: losses.at(-1) ?? Number.NaN, provider: used, seconds: (performance.now() - began) / 1000 };
  });
  return { state, outcome: { version, ...last } };
};

const runMinibatch = async (task: MinibatchTask): Promise<Outcome> => {
  const file = task.head === "linear" ? task.differences : task.pairs;
  const start = await readAll(task.start);
  const { state, outcome } = await timed(task, (onChunk) =>
    trainInChunks({
      problem: minibatchProblem(task),
      data: { x: { file: path.basename(file) } },
      dataFolder: path.dirname(file),
      start,
      steps: task.steps,
      learningRate: { peak: task.learningRate },
      weightDecay: task.weightDecay,
      seed: task.seed,
      threads: task.threads,
      provider,
      firstChunk: task.warmup,
      onChunk,
    }),
  );
  for (const [name, target] of Object.entries(task.result)) await writeFile(target, state.tensors[name]?.data ?? new Float32Array(0));
  return outcome;
};

const runLinear = async (task: LinearTask): Promise<Outcome> => {
  const labels = await readFloats(task.labels);
  const tiny = Float32Array.from({ length: 64 }, (_, k) => Math.sin(k));
  const first = {
    rows: 16,
    width: 4,
    models: Math.min(2, task.models),
    features: tiny,
    labels: new Float32Array(16).fill(1),
    penalties: 1,
  };
  // What a process does once, loading code and starting the runtime, is not part of a fit. The peers do the same.
  await fitLinearModels(first, { provider, threads: task.threads });
  const began = performance.now();
  const { fits, provider: used } = await fitLinearModels(
    {
      rows: task.rows,
      width: task.width,
      models: task.models,
      features: { file: path.basename(task.features) },
      labels,
      penalties: task.penalty,
    },
    {
      dataFolder: path.dirname(task.features),
      threads: task.threads,
      provider,
      gradientTolerance: task.tolerance,
      iterations: task.iterations,
    },
  );
  const seconds = (performance.now() - began) / 1000;
  await writeFile(task.result, Float64Array.from(fits.flatMap(({ weights }) => [...weights])));
  return {
    version,
    seconds,
    iterations: Math.max(...fits.map((one) => one.iterations)),
    converged: fits.every((one) => one.converged),
    provider: used,
    peakMb: peakMb(),
  };
};

const runLora = async (task: LoraTask): Promise<Outcome> => {
  const { batch, length, width, rows } = task;
  const weights = await readAll(Object.fromEntries(Object.entries(task.weights).map(([name, { file }]) => [name, file])));
  const start = await readAll(Object.fromEntries(Object.entries(task.start).map(([name, { file }]) => [name, file])));
  const config: EncoderConfig = {
    family: "bert",
    layers: task.layers,
    width,
    heads: task.heads,
    inner: task.inner,
    vocabulary: 1,
    positions: length,
    segments: 0,
    epsilon: 1e-12,
    activation: "gelu",
    firstPosition: 0,
    padToken: 0,
    pooling: "mean",
  };
  const loaded = (name: string): LoadedWeight => ({
    name,
    shape: task.weights[name]?.shape ?? [],
    data: weights[name] ?? new Float32Array(0),
  });
  const linear = (stem: string): Linear<LoadedWeight> => ({ weight: loaded(`${stem}.weight`), bias: loaded(`${stem}.bias`) });
  const norm = (stem: string): Norm<LoadedWeight> => ({ scale: loaded(`${stem}.weight`), shift: loaded(`${stem}.bias`) });
  const layerWeights = (layer: number): LayerWeights<LoadedWeight> => ({
    query: linear(`${layer}.query`),
    key: linear(`${layer}.key`),
    value: linear(`${layer}.value`),
    attentionOutput: linear(`${layer}.attentionOutput`),
    attentionNorm: norm(`${layer}.attentionNorm`),
    up: linear(`${layer}.up`),
    down: linear(`${layer}.down`),
    outputNorm: norm(`${layer}.outputNorm`),
  });
  const loss = ({ graph, data, rows: now, parameter }: Step): Value => {
    let x = reshape(gather(data("inputs"), now, 0), [2 * batch, length, width]);
    const visible = constant(graph, 0);
    for (let layer = 0; layer < task.layers; layer += 1) {
      const adapter = (name: string) => (from: Value) =>
        multiply(matmul(matmul(from, parameter(`${layer}.${name}.down`)), parameter(`${layer}.${name}.up`)), task.scale);
      const placed = placeLayer(graph, layerWeights(layer));
      x = encoderLayer(config, x, placed, visible, { query: adapter("query"), value: adapter("value") });
    }
    return pairLoss(matmul(reduceMean(x, [1]), parameter("head")), batch);
  };
  const { outcome } = await timed(task, (onChunk) =>
    trainInChunks({
      problem: {
        parameters: Object.entries(task.start).map(([name, { shape }]) => ({ name, shape })),
        data: [{ name: "inputs", shape: [rows, 2, length, width] }],
        rows,
        batch,
        models: null,
        optimiser: { kind: "adamw" },
        decays: false,
        loss,
      },
      data: { inputs: { file: path.basename(task.inputs) } },
      dataFolder: path.dirname(task.inputs),
      start,
      steps: task.steps,
      learningRate: { peak: task.learningRate },
      seed: task.seed,
      threads: task.threads,
      provider,
      onChunk,
    }),
  );
  return outcome;
};

/** The kernel's own mark. getrusage also counts what the parent held when it forked. */
const peakMb = (): number => {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? process.resourceUsage().maxRSS / 1024 : Number(kilobytes) / 1024;
};

const run = (task: Task): Promise<Outcome> => {
  if (task.kind === "minibatch") return runMinibatch(task);
  return task.kind === "linear" ? runLinear(task) : runLora(task);
};

process.once("message", (message: unknown) => {
  run(taskSchema.parse(message))
    .then((outcome) => {
      process.send?.(outcomeSchema.parse({ idleMb, peakMb: peakMb(), ...outcome }), () => process.exit(0));
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    });
});
