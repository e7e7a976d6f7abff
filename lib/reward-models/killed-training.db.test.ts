import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { forkScript } from "@/lib/fork-script";
import { jobStateSchema } from "@/lib/jobs/catalogue";
import { listVersions } from "@/lib/reward-models/get-version";
import { requestTraining } from "@/lib/reward-models/request-training";
import { checkpointKey } from "@/lib/reward-models/version-files";
import { runTraining } from "@/lib/reward-models/train-reward-model";
import { blobSize } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject } from "@/scripts/testing/planted-preferences";
import { registry } from "@/workers/registry";
import { runJob } from "@/workers/run-job";

testDatabase();

/** Starts a worker's training, waits for its first checkpoint, and kills it as the kernel would. */
const killAtFirstCheckpoint = async (actor: Actor, projectId: string, versionId: string): Promise<void> => {
  const worker = forkScript("scripts/testing/train-version.ts", { maxHeapMb: 1024, args: [actor.workspaceId, projectId, versionId] });
  const ended = new Promise<string | null>((resolve) => worker.once("exit", (_code, signal) => resolve(signal)));
  for (let tries = 0; tries < 3_000 && (await blobSize(checkpointKey(versionId))) === null; tries += 1) await wait(20);
  worker.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  expect(await blobSize(checkpointKey(versionId))).toBeGreaterThan(1_000);
  expect((await listVersions(actor, { projectId }))[0]).toMatchObject({ state: "running", metrics: null });
};

describe("a worker that is killed", { timeout: 240_000 }, () => {
  it("leaves a checkpoint; the next one goes on from it, and the registry holds one version", async () => {
    const { actor, projectId } = await plantProject("killed", 80);
    const { versionId } = await requestTraining(actor, {
      projectId,
      labels: "human",
      head: "mlp",
      // Slow enough to be killed at work: a little penalty on many hidden units, twelve times over.
      options: { hidden: 64, ensemble: 12, penalty: 0.05 },
    });
    await killAtFirstCheckpoint(actor, projectId, versionId);

    const version = await runTraining(actor, { projectId, versionId, threads: 1 });
    expect(version).toMatchObject({ id: versionId, state: "done" });
    expect(version.metrics?.resumed).toBe(true);
    expect(version.metrics?.accuracy.value).toBeGreaterThan(0.7);
    expect(await db().rewardModelVersion.count({ where: { projectId } })).toBe(1);
    expect(await db().candidateScore.count({ where: { versionId } })).toBe(160);
    expect(await blobSize(checkpointKey(versionId))).toBeNull();
    // Run once more, as a message that is delivered twice would: nothing changes.
    expect(await runTraining(actor, { projectId, versionId })).toMatchObject({ finishedAt: version.finishedAt });
  });

  it("goes on with a stack where its heads stood, to the model that an undisturbed training makes", async () => {
    const { actor, projectId } = await plantProject("stacked", 120);
    const { versionId } = await requestTraining(actor, { projectId, labels: "human" });
    await killAtFirstCheckpoint(actor, projectId, versionId);
    const resumed = await runTraining(actor, { projectId, versionId, threads: 1 });
    expect(resumed.metrics?.resumed).toBe(true);
    const { versionId: twinId } = await requestTraining(actor, { projectId, labels: "human" });
    const twin = await runTraining(actor, { projectId, versionId: twinId, threads: 1 });
    expect(twin.metrics?.resumed).toBe(false);
    expect(resumed.metrics?.coefficients).toEqual(twin.metrics?.coefficients);
    expect(resumed.metrics?.crossValidation).toEqual(twin.metrics?.crossValidation);
    expect((await listVersions(actor, { projectId })).map(({ state }) => state)).toEqual(["done", "done"]);
  });

  it("leaves scores of the model that it had: the next one, which may have learned from other labels, gives its own", async () => {
    const { actor, projectId } = await plantProject("scored", 20);
    const { versionId } = await requestTraining(actor, { projectId, labels: "human" });
    const { id: candidateId } = await db().candidate.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    await db().candidateScore.create({ data: { versionId, candidateId, score: 99, members: [99] }, select: { versionId: true } });
    await runTraining(actor, { projectId, versionId, threads: 1 });
    expect(await db().candidateScore.count({ where: { versionId } })).toBe(40);
    expect((await db().candidateScore.aggregate({ where: { versionId }, _max: { score: true } }))._max.score).toBeLessThan(50);
  });

  it("meets a project with three labels: the job fails in words, and the next job runs", async () => {
    const { actor, projectId } = await plantProject("three", 1);
    const { jobId } = await requestTraining(actor, { projectId, labels: "human" });
    await runJob("train-reward-model", registry["train-reward-model"], { jobId }, new AbortController().signal);
    const job = await db().job.findUniqueOrThrow({ where: { id: jobId }, select: { state: true, message: true } });
    expect(jobStateSchema.parse(job.state)).toBe("failed");
    expect(job.message).toContain("a reward model needs at least 10");
    const { actor: other, projectId: enough } = await plantProject("enough", 12);
    const next = await requestTraining(other, { projectId: enough, labels: "human" });
    await runJob("train-reward-model", registry["train-reward-model"], { jobId: next.jobId }, new AbortController().signal);
    expect((await listVersions(other, { projectId: enough }))[0]).toMatchObject({ state: "done" });
  });
});
