import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { writeTinyEncoder } from "@/lib/onnx/encoders/testing/tiny-encoder";
import { listVersions } from "@/lib/reward-models/get-version";
import { scorePrompts } from "@/lib/reward-models/serve-scores";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject } from "@/scripts/testing/planted-preferences";

testDatabase();

const here = { test: null, threads: 1 };
const writeEncoder = async (seed: number, folder?: string): Promise<string> => {
  const where = folder ?? path.join(await mkdtemp(path.join(tmpdir(), "plumbline-encoder-")), "tiny");
  await writeTinyEncoder(where, { family: "bert", seed });
  return where;
};

describe("a reward model on a text encoder", { timeout: 240_000 }, () => {
  it("is trained and scores with the encoder of its folder, and refuses other weights under the same name", async () => {
    const { actor, projectId } = await plantProject("encoded", 60);
    const folder = await writeEncoder(1);
    const version = await trainRewardModel(actor, { projectId, labels: "human", encoder: folder, options: { ensemble: 3 } }, here);
    expect(version).toMatchObject({ state: "done", encoder: folder, trainPairs: 60 });
    expect(version.metrics?.vocabulary).toBe(0);
    const request = { projectId, prompts: [{ prompt: "New", responses: ["because therefore river.", "river stone."] }] };
    const { prompts } = await scorePrompts(actor, request);
    expect(prompts[0]?.scores.every(Number.isFinite)).toBe(true);
    expect(prompts[0]?.spread?.every((value) => value > 0)).toBe(true);
    await writeEncoder(2, folder);
    const again = await plantProject("swapped", 40);
    const other = await trainRewardModel(again.actor, { projectId: again.projectId, labels: "human", encoder: folder }, here);
    await writeEncoder(3, folder);
    await expect(scorePrompts(again.actor, { ...request, projectId: again.projectId, versionId: other.id })).rejects.toMatchObject({
      code: "refused",
      userMessage: expect.stringContaining("another encoder"),
    });
  });

  it("says what is wrong with a folder that is none, or that lacks its weights, and goes on", async () => {
    const { actor, projectId } = await plantProject("broken", 40);
    await expect(trainRewardModel(actor, { projectId, labels: "human", encoder: "/nowhere/at-all" }, here)).rejects.toThrow(
      "no encoder called",
    );
    expect(await listVersions(actor, { projectId })).toEqual([]);
    const folder = await writeEncoder(1);
    await rm(path.join(folder, "model.safetensors"));
    await expect(trainRewardModel(actor, { projectId, labels: "human", encoder: folder }, here)).rejects.toThrow("lacks");
    expect((await listVersions(actor, { projectId }))[0]).toMatchObject({ state: "failed", error: expect.stringContaining("lacks") });
    expect(await trainRewardModel(actor, { projectId, labels: "human" }, here)).toMatchObject({ state: "done" });
  });
});
