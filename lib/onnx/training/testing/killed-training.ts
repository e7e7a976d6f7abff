import { createRandom } from "@/lib/ml/random/random";
import { negate, softplus } from "@/lib/onnx/graph/elementwise";
import { gather } from "@/lib/onnx/graph/indexing";
import { reduceMean } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { testProvider } from "@/lib/onnx/testing/provider";
import { fileCheckpoint, trainWithCheckpoint } from "@/lib/onnx/training/checkpoint";
import type { TrainingRun } from "@/lib/onnx/training/train-in-chunks";

/** The training that the test of `kill -9` starts in a process of its own: small steps, each saved and told to the process that started it. */

const [ROWS, WIDTH, BATCH] = [200, 8, 16];

export const killableRun = (): TrainingRun => {
  const random = createRandom(9);
  return {
    problem: {
      parameters: [{ name: "w", shape: [WIDTH, 1] }],
      data: [{ name: "x", shape: [ROWS, WIDTH] }],
      rows: ROWS,
      batch: BATCH,
      models: null,
      optimiser: { kind: "adamw" },
      loss: ({ data, rows, parameter }) => reduceMean(softplus(negate(matmul(gather(data("x"), rows, 0), parameter("w")))), [0, 1]),
    },
    data: { x: Float32Array.from({ length: ROWS * WIDTH }, () => random.normal() + 0.2) },
    start: { w: new Float32Array(WIDTH) },
    steps: 300,
    learningRate: { peak: 0.01 },
    seed: 2,
    provider: testProvider,
    chunkSeconds: 1e-9,
  };
};

const [, script, file] = process.argv;
if (file !== undefined && script?.endsWith("killed-training.js")) {
  const onChunk = async ({ state }: { state: { step: number } }): Promise<void> => {
    process.send?.(state.step);
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await trainWithCheckpoint({ ...killableRun(), onChunk }, fileCheckpoint(file));
}
