import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { db } from "@/lib/db";
import { createRandom } from "@/lib/ml/random/random";
import { writeTinyEncoder } from "@/lib/onnx/encoders/testing/tiny-encoder";
import { openBundle } from "@/lib/reward-models/open-bundle";
import { readTestPairs } from "@/lib/reward-models/read-test-pairs";
import { scoreResponses } from "@/lib/reward-models/score-candidates";
import { scorePrompts } from "@/lib/reward-models/serve-scores";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject, writePair } from "@/scripts/testing/planted-preferences";
import { scoresOfPrograms, unpackBundle } from "@/scripts/testing/run-bundle";

testDatabase();

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-encoders-"));
  await writeTinyEncoder(path.join(folder, "tiny"), { family: "bert", seed: 3 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = { tuneLayers: 1, tuneRank: 4, tuneEpochs: 6, tuneRate: 3e-3, ensemble: 2 };

describe("a fine-tuned encoder", { timeout: 180_000 }, () => {
  it("is trained on a project, measured on other prompts, stored, and scores", async () => {
    const { actor, projectId } = await plantProject("tuned", 100);
    await aggregateProject(actor, { projectId, model: "majority" });
    const random = createRandom(77);
    const rows = Array.from({ length: 40 }, (_, index) => {
      const { texts, better } = writePair(random);
      const labels = [{ annotator: "ada", kind: "human", choice: better }];
      return { id: `t${index}`, prompt: `Other ${index}`, responses: texts.map((text) => ({ text })), labels };
    });
    const file = path.join(folder, "test.jsonl");
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    const test = await readTestPairs(actor, { projectId, file });
    expect(test).toHaveLength(40);
    const encoder = path.join(folder, "tiny");
    const version = await trainRewardModel(actor, { projectId, encoder, options }, { test, threads: 1 });
    expect(version.state).toBe("done");
    expect(version.metrics?.accuracy.value).toBeGreaterThan(0.75);
    expect(await db().encodedText.count({ where: { encoder: { startsWith: "transformer-1:" } } })).toBeGreaterThan(150);
    const scores: number[][] = [];
    const asked = async function* (): AsyncGenerator<{ prompt: string; responses: string[] }> {
      yield { prompt: "Other", responses: ["river stone because therefore market.", "river stone window paper market."] };
    };
    await scoreResponses(actor, { versionId: version.id, rows: asked() }, (values) => {
      scores.push(...values);
      return Promise.resolve();
    });
    expect(scores[0]?.[0]).toBeGreaterThan(scores[0]?.[1] ?? 0);

    // Its bundle scores the same without us: in tokens, cut where we cut, by the tokenizer beside the weights.
    const { stream } = await openBundle(actor, { projectId, versionId: version.id });
    const bundle = await unpackBundle(stream, `reward-model-v${version.number}`);
    expect(await readFile(path.join(bundle, "card.md"), "utf8")).toContain(
      "- The top layer fine-tuned by adapters of rank 4 and α 16 with a linear head, loss bradley-terry, 6 passes over the comparisons at a learning rate of up to 0.003, then falling in a line.",
    );
    const responses = ["river stone because therefore market.", "", "because river, over the garden ".repeat(20)];
    // Characters of two units: half of one, rare Han, and so many that they are cut before they are read.
    responses.push("river \ud83d because", "because\u{20000}\u{2A6D6}river", "\u{E0041}".repeat(3000) + "because river");
    const { prompts } = await scorePrompts(actor, { projectId, versionId: version.id, prompts: [{ prompt: "Other", responses }] });
    const asks = responses.map((response) => ({ prompt: "Other", response }));
    for (const given of await scoresOfPrograms(bundle, asks, "onnxruntime, numpy, tokenizers"))
      given.forEach((score, k) => expect(Math.abs(score - (prompts[0]?.scores[k] ?? 9))).toBeLessThan(1e-5));
  });

  it("is refused where it cannot be done, before anything is stored", async () => {
    const { actor, projectId } = await plantProject("refused", 20);
    const train = (input: object) => trainRewardModel(actor, { projectId, ...input }, { test: null, threads: 1 });
    await expect(train({ options })).rejects.toThrow("The lexical encoder has no layers");
    await expect(train({ encoder: path.join(folder, "tiny"), head: "mlp", options })).rejects.toThrow("Leave the head and the loss");
    await expect(train({ encoder: path.join(folder, "tiny"), options: { ...options, hidden: 4 } })).rejects.toThrow("no use for a number");
    await expect(train({ options: { tuneRank: 4 } })).rejects.toThrow("no use for a rank of adapters");
    await expect(train({ encoder: path.join(folder, "nowhere"), options })).rejects.toThrow("no encoder called");
    expect(await db().rewardModelVersion.count({ where: { projectId } })).toBe(0);
  });
});
