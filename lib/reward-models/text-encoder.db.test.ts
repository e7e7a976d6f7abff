import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer, text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { addEncoder } from "@/lib/encoders/add-encoder";
import { newId } from "@/lib/ids";
import { writeTinyEncoder } from "@/lib/onnx/encoders/testing/tiny-encoder";
import { explainItem } from "@/lib/reward-models/explain-scores";
import { getVersion, listVersions, openArtifact } from "@/lib/reward-models/get-version";
import { listEncoderUses } from "@/lib/reward-models/list-encoder-uses";
import { openBundle } from "@/lib/reward-models/open-bundle";
import { scorePrompts } from "@/lib/reward-models/serve-scores";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject } from "@/scripts/testing/planted-preferences";
import { unpackBundle } from "@/scripts/testing/run-bundle";

testDatabase();

const here = { test: null, threads: 1 };
const writeEncoder = async (seed: number, folder?: string): Promise<string> => {
  const where = folder ?? path.join(await mkdtemp(path.join(tmpdir(), "plumbline-encoder-")), "tiny");
  await writeTinyEncoder(where, { family: "bert", seed });
  return where;
};

const researcherOf = async (projectId: string): Promise<{ userId: string; workspaceId: string }> => {
  const { workspaceId } = await db().project.findUniqueOrThrow({ where: { id: projectId }, select: { workspaceId: true } });
  const userId = newId("user");
  await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: "Researcher" } });
  await db().member.create({ data: { id: newId("member"), workspaceId, userId, role: "researcher" } });
  return { userId, workspaceId };
};

describe("a reward model on a text encoder", { timeout: 240_000 }, () => {
  it("is trained and scores with the encoder of its folder, and refuses other weights under the same name", async () => {
    const { actor, projectId } = await plantProject("encoded", 40);
    const folder = await writeEncoder(1);
    const version = await trainRewardModel(actor, { projectId, labels: "human", encoder: folder, options: { ensemble: 2 } }, here);
    expect(version).toMatchObject({ state: "done", encoder: folder, trainPairs: 40 });
    expect(version.metrics?.vocabulary).toBe(0);
    const request = { projectId, prompts: [{ prompt: "New", responses: ["because therefore river.", "river stone."] }] };
    const { prompts } = await scorePrompts(actor, request);
    expect(prompts[0]?.scores.every(Number.isFinite)).toBe(true);
    expect(prompts[0]?.spread?.every((value) => value > 0)).toBe(true);
    // The encoder is not ours to hand on, so no program is that would need it; why a score is what it is, nobody can say in words.
    const bundle = await buffer((await openBundle(actor, { projectId, versionId: version.id })).stream);
    expect(["model.onnx", "README.md", "score.py", "encode.mjs"].map((name) => bundle.includes(`/${name}`))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    // The folder is found by its path, which no reader of the card or the bundle is told.
    const card = await text((await openArtifact(actor, { projectId, versionId: version.id, artifact: "card" })).stream);
    expect(card).toContain("on vectors of the text encoder tiny.");
    const unpacked = await unpackBundle((await openBundle(actor, { projectId, versionId: version.id })).stream, "reward-model-v1");
    const readme = await readFile(path.join(unpacked, "README.md"), "utf8");
    expect(readme).toContain("vectors of the text encoder tiny (input");
    expect(`${card}${readme}`).not.toContain(path.dirname(folder));
    const { id: itemId } = await db().item.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    await expect(explainItem(actor, { projectId, number: 1, itemId })).rejects.toMatchObject({ code: "refused" });
    await writeEncoder(2, folder);
    const again = await plantProject("swapped", 16);
    // Whoever scores runs in another folder than whoever trained.
    const relative = path.relative(process.cwd(), folder);
    const other = await trainRewardModel(again.actor, { projectId: again.projectId, labels: "human", encoder: relative }, here);
    expect(other.encoder).toBe(folder);
    await writeEncoder(3, folder);
    await expect(scorePrompts(again.actor, { ...request, projectId: again.projectId, versionId: other.id })).rejects.toMatchObject({
      code: "refused",
      userMessage: expect.stringContaining("another encoder"),
    });
  });

  it("pools as it was asked to when the encoder was added, and not as the encoder's files say", async () => {
    const { actor, projectId } = await plantProject("pooled", 16);
    const source = await writeEncoder(4);
    const system = await systemActor("test");
    const [own, asked] = [
      await addEncoder(system, { source, as: "own" }),
      await addEncoder(system, { source, as: "asked", pooling: "cls" }),
    ];
    expect([own.pooling, asked.pooling]).toEqual(["mean", "cls"]);
    const vectorsOf = (sha256: string) => db().encodedText.count({ where: { encoder: { endsWith: sha256 } } });
    for (const options of [{ ensemble: 0 }, { ensemble: 0, tuneLayers: 1, tuneEpochs: 1 }])
      await trainRewardModel(actor, { projectId, labels: "human", encoder: "asked", options }, here);
    expect(await vectorsOf(asked.sha256)).toBeGreaterThan(0);
    expect(await vectorsOf(own.sha256)).toBe(0);
    const request = { projectId, prompts: [{ prompt: "New", responses: ["because therefore river.", "river stone."] }] };
    expect((await scorePrompts(actor, request)).prompts[0]?.scores.every(Number.isFinite)).toBe(true);
  });

  it("says what is wrong with a folder that is none, or that lacks its weights, and goes on", async () => {
    const { actor, projectId } = await plantProject("broken", 16);
    await expect(trainRewardModel(actor, { projectId, labels: "human", encoder: "/nowhere/at-all" }, here)).rejects.toThrow(
      "no encoder called",
    );
    expect(await listVersions(actor, { projectId })).toEqual([]);
    const folder = await writeEncoder(1);
    await rm(path.join(folder, "model.safetensors"));
    await expect(trainRewardModel(actor, { projectId, labels: "human", encoder: folder }, here)).rejects.toThrow("lacks");
    expect((await listVersions(actor, { projectId }))[0]).toMatchObject({ state: "failed", error: expect.stringContaining("lacks") });
    // A member reads what the folder is called, and not where the server keeps it.
    const { userId, workspaceId } = await researcherOf(projectId);
    const told = await getVersion({ kind: "person", userId, workspaceId }, { projectId, number: 1 });
    expect(told.version).toMatchObject({ encoder: "tiny", error: expect.stringContaining("The folder tiny is no encoder") });
    const added = await addEncoder(await systemActor("test"), { source: await writeEncoder(5), as: "from-a-folder" });
    const listed = (await listEncoderUses({ kind: "person", userId, workspaceId })).find(({ name }) => name === added.name);
    expect([added.source.endsWith("/tiny"), listed?.source]).toEqual([true, "tiny"]);
    expect(await trainRewardModel(actor, { projectId, labels: "human" }, here)).toMatchObject({ state: "done" });
  });
});
