import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forkScript } from "@/lib/fork-script";
import { describeModel } from "@/lib/onnx/graph/serialise";
import { fileCheckpoint } from "@/lib/onnx/training/checkpoint";
import { decodeState } from "@/lib/onnx/training/state";
import { fineTuneEncoder } from "./fine-tune";
import { openEncoderFolder } from "./open-folder";
import { planted, tuneKillably } from "./testing/killed-tuning";
import { writeTinyEncoder } from "./testing/tiny-encoder";
import { buildTunedGraph, openTunedModel, readTunedModel, writeTunedModel } from "./tuned-model";
import type { EncoderFolder } from "./open-folder";

let folder = "";
let encoder: EncoderFolder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-tune-"));
  await writeTinyEncoder(folder, { family: "bert", seed: 5 });
  encoder = await openEncoderFolder(folder, { limit: 24 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = { layers: 2, rank: 4, alpha: 8, epochs: 14, batch: 16, learningRate: 5e-3 };
const tune = (more: object = {}) => fineTuneEncoder({ encoder, pairs: planted(260, 1), settings, seed: 1, provider: "cpu", ...more });

describe("fine-tuning an encoder", { timeout: 120_000 }, () => {
  it("learns an order of words on prompts that it was not trained on, and scores the same from its file", async () => {
    const { model, pairs, heldOutMargins, lossHistory } = await tune();
    const judged = heldOutMargins.flatMap((margin, k) => (margin === null ? [] : [(margin > 0 ? 1 : 0) === pairs[k]?.pFirst]));
    expect(judged.length).toBeGreaterThan(40);
    expect(judged.filter(Boolean).length / judged.length).toBeGreaterThan(0.85);
    expect(lossHistory.at(-1) ?? 1).toBeLessThan(lossHistory[0] ?? 0);
    expect(model.weights.layers[0]?.key).toEqual(encoder.weights.layers[0]?.key);
    expect(model.weights.layers[0]?.query).not.toEqual(encoder.weights.layers[0]?.query);
    const rows = planted(10, 3).map(({ prompt, first }) => ({ prompt, response: first }));
    const score = async (of: typeof model): Promise<Float64Array> => {
      const scorer = await openTunedModel(of, { provider: "cpu" });
      try {
        return await scorer.score(rows);
      } finally {
        await scorer.close();
      }
    };
    const file = writeTunedModel(model);
    expect(await score(await readTunedModel(file))).toEqual(await score(model));
    await expect(readTunedModel(file.subarray(0, file.length - 8))).rejects.toThrow("beyond the end of the file");
    expect(describeModel(buildTunedGraph(model)).inputs).toEqual(["input_ids", "attention_mask", "token_type_ids", "pooled_tokens"]);
  });

  it("gives the same weights for the same seed, and stops when it is cancelled", async () => {
    const short = { settings: { ...settings, epochs: 1 }, pairs: planted(80, 1) };
    const [one, two] = [await tune(short), await tune(short)];
    expect(writeTunedModel(one.model)).toEqual(writeTunedModel(two.model));
    // Kinds weigh pairs in units of their own: what these are must not change the model, nor how sure it is.
    const heavy = await tune({ ...short, pairs: short.pairs.map((pair) => ({ ...pair, weight: 16 })) });
    expect(writeTunedModel(heavy.model)).toEqual(writeTunedModel(one.model));
    expect([heavy.lapse, heavy.heldOutMargins]).toEqual([one.lapse, one.heldOutMargins]);
    const controller = new AbortController();
    await expect(tune({ ...short, signal: controller.signal, onProgress: () => controller.abort() })).rejects.toThrow();
    await expect(tune({ pairs: [] })).rejects.toThrow("at least one");
  });

  it("goes on after kill -9, to the weights of a fine-tuning that nothing stopped", async () => {
    const file = path.join(folder, "tuning.state");
    const child = forkScript("lib/onnx/encoders/testing/killed-tuning.ts", { maxHeapMb: 512, args: [folder, file] });
    child.on("message", () => child.kill("SIGKILL"));
    const signal = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (_code, killedBy) => resolve(killedBy));
    });
    expect(signal).toBe("SIGKILL");
    const { step: left, losses = [] } = decodeState((await fileCheckpoint(file).load()) ?? new Uint8Array(0));
    expect(left).toBeGreaterThan(0);
    expect(losses.length).toBeGreaterThan(0);
    const messages: string[] = [];
    const resumed = await tuneKillably(folder, fileCheckpoint(file), (message) => messages.push(message));
    const steps = messages.flatMap((message) => /^Step (\d+)/u.exec(message)?.[1] ?? []).map(Number);
    // What it had learned before is told again, where it stood; then it goes on.
    expect(steps.slice(0, losses.length)).toEqual(losses.map(() => left));
    expect(steps[losses.length]).toBeGreaterThan(left);
    expect(resumed.lossHistory).toHaveLength(steps.length);
    expect(resumed.lossHistory.slice(0, losses.length)).toEqual(losses);
    const whole = await tuneKillably(folder, fileCheckpoint(path.join(folder, "other.state")), () => undefined);
    expect(writeTunedModel(resumed.model)).toEqual(writeTunedModel(whole.model));
  });
});
