import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { describeModel } from "@/lib/onnx/graph/serialise";
import { fineTuneEncoder } from "./fine-tune";
import { openEncoderFolder } from "./open-folder";
import { writeTinyEncoder } from "./testing/tiny-encoder";
import { buildTunedGraph, openTunedModel, readTunedModel, writeTunedModel } from "./tuned-model";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { EncoderFolder } from "./open-folder";

let folder = "";
let encoder: EncoderFolder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-tune-"));
  await writeTinyEncoder(folder, { family: "bert", seed: 5 });
  encoder = await openEncoderFolder(folder, { limit: 24 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The response wins in which "because" comes before "example": an order of words, which no bag of vectors shows. */
const planted = (count: number, seed: number): LabelledPair[] => {
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
const settings = { layers: 2, rank: 4, alpha: 8, epochs: 12, batch: 16, learningRate: 5e-3 };
const tune = (more: object = {}) => fineTuneEncoder({ encoder, pairs: planted(400, 1), settings, seed: 1, provider: "cpu", ...more });

describe("fine-tuning an encoder", { timeout: 120_000 }, () => {
  it("learns an order of words on prompts that it was not trained on, and scores the same from its file", async () => {
    const { model, pairs, heldOutMargins, lossHistory } = await tune();
    const judged = heldOutMargins.flatMap((margin, k) => (margin === null ? [] : [(margin > 0 ? 1 : 0) === pairs[k]?.pFirst]));
    expect(judged.length).toBeGreaterThan(50);
    expect(judged.filter(Boolean).length / judged.length).toBeGreaterThan(0.85);
    expect(lossHistory.at(-1) ?? 1).toBeLessThan(lossHistory[0] ?? 0);
    expect(model.weights.layers[0]?.key).toEqual(encoder.weights.layers[0]?.key);
    expect(model.weights.layers[0]?.query).not.toEqual(encoder.weights.layers[0]?.query);
    const rows = planted(10, 3).map(({ prompt, first }) => ({ prompt, response: first }));
    const score = async (of: typeof model): Promise<Float64Array> => {
      const scorer = await openTunedModel(of, { provider: "cpu" });
      return scorer.score(rows).finally(() => scorer.close());
    };
    const file = writeTunedModel(model);
    expect(await score(await readTunedModel(file))).toEqual(await score(model));
    await expect(readTunedModel(file.subarray(0, file.length - 8))).rejects.toThrow("beyond the end of the file");
    expect(describeModel(buildTunedGraph(model)).inputs).toEqual(["input_ids", "attention_mask", "token_type_ids", "pooled_tokens"]);
  });

  it("gives the same weights for the same seed, and stops when it is cancelled", async () => {
    const short = { settings: { ...settings, epochs: 1 } };
    const [one, two] = [await tune(short), await tune(short)];
    expect(writeTunedModel(one.model)).toEqual(writeTunedModel(two.model));
    const controller = new AbortController();
    await expect(tune({ signal: controller.signal, onProgress: () => controller.abort() })).rejects.toThrow();
    await expect(tune({ pairs: [] })).rejects.toThrow("at least one");
  });
});
