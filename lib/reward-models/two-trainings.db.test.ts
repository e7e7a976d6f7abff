import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import type * as Engines from "@/lib/reward-models/open-engine";
import { requestTraining } from "@/lib/reward-models/request-training";
import { settleTraining } from "@/lib/reward-models/settle-training";
import { sweepModelFiles } from "@/lib/reward-models/sweep-model-files";
import { runTraining } from "@/lib/reward-models/train-reward-model";
import { checkpointKey, versionFolder } from "@/lib/reward-models/version-files";
import { blobPath, blobSize, listBlobs, readBlob, writeBlob } from "@/lib/storage";
import type * as Storage from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject } from "@/scripts/testing/planted-preferences";

testDatabase();

/** What the next step of that name waits for: a worker whose machine sleeps. */
const frozen = vi.hoisted(() => ({ score: null as Promise<void> | null, write: null as Promise<void> | null }));
const pass = vi.hoisted(() => async (step: "score" | "write"): Promise<void> => {
  const until = frozen[step];
  frozen[step] = null;
  await until;
});

vi.mock("@/lib/storage", async (load) => {
  const real = await load<typeof Storage>();
  const writes: typeof real.writeBlob = async (...wanted) => {
    if (wanted[0].endsWith("model.onnx")) await pass("write");
    return real.writeBlob(...wanted);
  };
  return { ...real, writeBlob: writes };
});
vi.mock("@/lib/reward-models/open-engine", async (load) => {
  const real = await load<typeof Engines>();
  return {
    ...real,
    openEngine: (): Engines.Engine => {
      const engine = real.openEngine();
      return {
        ...engine,
        score: async (rows) => {
          await pass("score");
          return engine.score(rows);
        },
      };
    },
  };
});

afterEach(() => {
  frozen.score = null;
  frozen.write = null;
});

const freeze = async (step: "score" | "write", run: () => Promise<{ state: string }>) => {
  let wake: () => void = () => undefined;
  frozen[step] = new Promise((resolve) => {
    wake = resolve;
  });
  const ended = run().then(
    ({ state }) => state,
    (error: unknown) => String(error),
  );
  await vi.waitFor(() => expect(frozen[step]).toBeNull(), { timeout: 60_000 });
  return { wake, ended };
};

const sha256 = async (key: string | null): Promise<string> =>
  createHash("sha256")
    .update(await buffer(readBlob(key ?? "")))
    .digest("hex");

/** Files as the row tells them, and everything scored by the model that it names. */
const storedOf = async (versionId: string) => {
  const row = await db().rewardModelVersion.findUniqueOrThrow({ where: { id: versionId } });
  const scores = await db().candidateScore.findMany({ where: { versionId }, orderBy: { candidateId: "asc" } });
  expect([await sha256(row.artifactKey), await sha256(row.encoderKey)]).toEqual([row.artifactSha256, row.encoderSha256]);
  return { row, scores };
};

describe("two workers at one training", { timeout: 240_000 }, () => {
  it.each(["score", "write"] as const)("one that wakes before its first %s, after the other is done, changes nothing", async (step) => {
    const { actor, projectId } = await plantProject(`late-${step}`, 40);
    const { versionId } = await requestTraining(actor, { projectId, labels: "human" });
    const first = await freeze(step, () => runTraining(actor, { projectId, versionId, threads: 1 }));
    // Some changed their mind: whoever trains now learns another model.
    await db().$executeRaw`
      update annotation set response = '{"answers": {"overall": {"choice": "tie"}}}'
      where id in (select id from annotation where project_id = ${projectId} order by id limit 12)`;
    await runTraining(actor, { projectId, versionId, threads: 1 });
    const before = await storedOf(versionId);
    // What it could score is missing: an item that came since.
    await db().candidateScore.deleteMany({ where: { versionId, candidateId: before.scores[0]?.candidateId ?? "" } });
    first.wake();
    expect(await first.ended).toContain("begun anew by another worker");
    const after = await storedOf(versionId);
    expect(after.row).toEqual(before.row);
    expect(after.scores).toEqual(before.scores.slice(1));
    await sweepModelFiles();
    expect(await readdir(blobPath(versionFolder(versionId)))).toHaveLength(1);
    await storedOf(versionId);
  });

  it("one that is ended while it trains leaves no model, no scores and no files", async () => {
    const { actor, projectId } = await plantProject("ended", 40);
    const { versionId } = await requestTraining(actor, { projectId, labels: "human" });
    const first = await freeze("score", () => runTraining(actor, { projectId, versionId, threads: 1 }));
    await settleTraining({ projectId, subjectId: versionId, outcome: "cancelled", message: "enough" });
    first.wake();
    expect(await first.ended).toContain("was ended");
    expect(await db().rewardModelVersion.findUniqueOrThrow({ where: { id: versionId } })).toMatchObject({ state: "cancelled" });
    expect(await db().candidateScore.count({ where: { versionId } })).toBe(0);
    await writeBlob(checkpointKey(versionId), Buffer.from("written late"));
    await sweepModelFiles();
    expect(await listBlobs(versionFolder(versionId))).toEqual([]);
  });

  it("files of versions from before tries had folders stay, but for a checkpoint", async () => {
    const { actor, projectId } = await plantProject("flat", 20);
    const { versionId } = await requestTraining(actor, { projectId, labels: "human" });
    const folder = versionFolder(versionId);
    for (const name of ["model.onnx", "encoder.json.gz", "spread.json.gz", "encode.mjs", "card.md", "checkpoint.bin"])
      await writeBlob(`${folder}/${name}`, Buffer.from(name));
    await sweepModelFiles();
    expect(await blobSize(checkpointKey(versionId))).not.toBeNull();
    await db().rewardModelVersion.update({
      where: { id: versionId },
      data: { state: "done", artifactKey: `${folder}/model.onnx`, encoderKey: `${folder}/encoder.json.gz`, cardKey: `${folder}/card.md` },
    });
    await sweepModelFiles();
    expect((await listBlobs(folder)).sort()).toEqual(["card.md", "encode.mjs", "encoder.json.gz", "model.onnx", "spread.json.gz"]);
  });
});
