import { createRandom } from "@/lib/ml/random/random";
import { fineTuneEncoder } from "@/lib/onnx/encoders/fine-tune";
import { openEncoderFolder } from "@/lib/onnx/encoders/open-folder";
import { fileCheckpoint } from "@/lib/onnx/training/checkpoint";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { FineTune } from "@/lib/onnx/encoders/fine-tune";
import type { Checkpoint } from "@/lib/onnx/training/checkpoint";

/** Planted pairs, and the fine-tuning that the test of `kill -9` starts in a process of its own: it tells each saved state and dawdles. */

/** The response wins in which "because" comes before "example": an order of words, which no bag of vectors shows. */
export const planted = (count: number, seed: number): LabelledPair[] => {
  const random = createRandom(seed);
  const filler = ["river", "stone", "market", "window", "garden", "paper"];
  const write = (good: boolean): string => {
    const words = Array.from({ length: 5 }, () => filler[random.integer(filler.length)] ?? "");
    const at = random.integer(3);
    words[at] = good ? "because" : "example";
    words[at + 1 + random.integer(2)] = good ? "example" : "because";
    return words.join(" ");
  };
  return Array.from({ length: count }, (_, index) => {
    const firstWins = random.uniform() < 0.5;
    const promptId = `prompt ${index % 40}`;
    return { promptId, prompt: "the river", first: write(firstWins), second: write(!firstWins), pFirst: firstWins ? 1 : 0, weight: 1 };
  });
};

/** Chunks as short as they can be, so that there is a state to save after few steps. */
export const tuneKillably = async (folder: string, checkpoint: Checkpoint, onMessage: (message: string) => void): Promise<FineTune> =>
  fineTuneEncoder({
    encoder: await openEncoderFolder(folder, { limit: 24 }),
    pairs: planted(60, 1),
    settings: { layers: 1, rank: 2, alpha: 4, epochs: 8, batch: 16, learningRate: 5e-3 },
    seed: 3,
    provider: "cpu",
    checkpoint,
    onProgress: ({ message }) => onMessage(message),
  });

const [, script, folder, file] = process.argv;
if (folder !== undefined && file !== undefined && script?.endsWith("killed-tuning.js")) {
  const kept = fileCheckpoint(file);
  const save = async (state: Uint8Array): Promise<void> => {
    await kept.save(state);
    process.send?.("saved");
    await new Promise((resolve) => setTimeout(resolve, 500));
  };
  await tuneKillably(folder, { ...kept, save }, () => undefined);
}
