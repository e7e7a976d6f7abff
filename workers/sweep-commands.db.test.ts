import { expect, it } from "vitest";
import { insertAggregation } from "@/lib/aggregation/store";
import { db } from "@/lib/db";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { holdWork, isHeld, leftBehind } from "@/lib/held-work";
import { insertVersion } from "@/lib/reward-models/store";
import { trainSchema } from "@/lib/reward-models/schema";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject } from "@/scripts/testing/planted-preferences";
import { sweepCommands } from "@/workers/sweep-commands";

testDatabase();

const plantWork = async (slug: string) => {
  const { actor, projectId } = await plantProject(slug, 4);
  const wanted = { projectId, format: "plumbline", container: "jsonl", recipe: {} } as const;
  const version = await createDatasetVersion(actor, { ...wanted, build: "caller" });
  const queued = await createDatasetVersion(actor, { ...wanted, build: "worker" });
  const settings = trainSchema.parse({ projectId, labels: "human" });
  const model = await db().$transaction((tx) => insertVersion(tx, settings, { createdById: null, trigger: "person" }));
  const aggregation = await insertAggregation(db(), {
    projectId,
    campaignId: (await db().campaign.findFirstOrThrow({ where: { projectId }, select: { id: true } })).id,
    model: "majority",
    source: "human",
    question: "overall",
    main: true,
    seed: 1,
  });
  const states = async () => ({
    aggregation: (await db().aggregation.findUniqueOrThrow({ where: { id: aggregation.id }, select: { state: true } })).state,
    version: await db().datasetVersion.findUniqueOrThrow({ where: { id: version.id }, select: { state: true, error: true } }),
    queued: (await db().datasetVersion.findUniqueOrThrow({ where: { id: queued.id }, select: { state: true } })).state,
    model: (await db().rewardModelVersion.findUniqueOrThrow({ where: { id: model.id }, select: { state: true } })).state,
  });
  return { version: version.id, model: model.id, states };
};

const age = async (): Promise<void> => {
  await db().$executeRaw`update dataset_version set created_at = created_at - interval '2 minutes'`;
  await db().$executeRaw`update aggregation set created_at = created_at - interval '2 minutes'`;
  await db().$executeRaw`update reward_model_version set created_at = created_at - interval '2 minutes'`;
};

it("what a killed command had begun is ended; what a job or a living command is at is not", async () => {
  const { version, model, states } = await plantWork("left");
  await sweepCommands();
  expect(await states()).toEqual({ aggregation: "running", version: { state: "queued", error: null }, queued: "queued", model: "queued" });
  await age();
  await holdWork(version, async () => {
    expect([await isHeld(version), await isHeld(model)]).toEqual([true, false]);
    await sweepCommands();
    expect(await states()).toEqual({ aggregation: "failed", version: { state: "queued", error: null }, queued: "queued", model: "failed" });
  });
  const error = expect.stringContaining("was killed");
  // The server lets go of the lock a moment after the connection is closed.
  await expect
    .poll(() => sweepCommands().then(states), { interval: 20 })
    .toEqual({ aggregation: "failed", version: { state: "failed", error }, queued: "queued", model: "failed" });
});

it("a lock goes with the connection of whoever held it, and the work that lost it goes on", async () => {
  const { version } = await plantWork("lost");
  await age();
  const done = await holdWork(version, async () => {
    await db().$executeRaw`select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.granted
      and l.pid <> pg_backend_pid() and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended(${version}, 7433)`;
    for (let tries = 0; tries < 100 && (await isHeld(version)); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await leftBehind("dataset_version")).toContainEqual(expect.objectContaining({ subjectId: version }));
    return "done";
  });
  expect(done).toBe("done");
});
