import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { requestAggregation } from "@/lib/aggregation/aggregate-project";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { databaseAway } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { importFiles } from "@/lib/imports/import-files";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { silentRun } from "@/lib/jobs/progress";
import { cancelledUntold, claimJob, handBackJob } from "@/lib/jobs/store";
import { createProject } from "@/lib/projects/create-project";
import { getPendingPlan } from "@/lib/routing/get-plan";
import { requestPlan } from "@/lib/routing/plan-routes";
import { testDatabase } from "@/scripts/testing/database";
import type { Handler } from "@/workers/handler";
import { registry } from "@/workers/registry";
import { runJob } from "@/workers/run-job";
import { sweepCancelled, sweepJobs } from "@/workers/schedule";

testDatabase();

const plant = async (slug: string): Promise<{ actor: Actor; projectId: string }> => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug, name: slug } });
  const actor: Actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  const rows = Array.from({ length: 40 }, (_, index) => ({
    id: `q${index}`,
    prompt: `Question ${index}`,
    responses: [{ text: `short ${index}` }, { text: `a longer answer ${index}` }],
    labels: [
      { annotator: "judge", kind: "lm", choice: 1 },
      { annotator: "ada", kind: "human", choice: index % 3 === 0 ? 0 : 1 },
      { annotator: "ben", kind: "human", choice: index % 4 === 0 ? 0 : 1 },
    ],
  }));
  const file = path.join(await mkdtemp(path.join(tmpdir(), "plumbline-")), "rows.jsonl");
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  await importFiles(
    actor,
    { projectId: project.id, campaignIds: [campaign.id], paths: [file], format: "auto", onError: "stop" },
    silentRun(),
  );
  return { actor, projectId: project.id };
};

const forever = new AbortController().signal;
const stateOf = async (jobId: string) => db().job.findUniqueOrThrow({ where: { id: jobId }, select: { state: true, message: true } });

// Each run starts a process of its own, which takes its time on a machine that tests share.
describe("a job in a process of its own", { timeout: 120_000 }, () => {
  it("does its work there, tells its progress and its closing words", async () => {
    const { actor, projectId } = await plant("isolated");
    const { aggregationId, jobId } = await requestAggregation(actor, { projectId, model: "dawid-skene", source: "human" });
    await runJob("aggregate-project", registry["aggregate-project"], { jobId }, forever);
    expect(await stateOf(jobId)).toEqual({ state: "done", message: "40 tasks from 80 labels by 2 annotators" });
    expect(await db().consensus.count({ where: { aggregationId } })).toBe(40);
    expect(await db().job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({ done: 3, total: 3 });
  });

  it("leaves nothing waiting where it was cancelled before a worker took it", async () => {
    const { actor, projectId } = await plant("cancelled-early");
    const { aggregationId, jobId } = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
    await cancelJob(actor, { projectId, jobId });
    // Its turn may be long in coming: a sweep tells what it was to work on, and tells it once.
    await sweepCancelled();
    expect(await cancelledUntold()).toEqual([]);
    await runJob("aggregate-project", registry["aggregate-project"], { jobId }, forever);
    expect(await stateOf(jobId)).toEqual({ state: "cancelled", message: "Cancelled before it began" });
    expect(await db().aggregation.findUniqueOrThrow({ where: { id: aggregationId } })).toMatchObject({ state: "cancelled" });
  });

  it.each(["died", "was stopped"])("is cancelled all the same where its worker %s before it heard of it", async (fate) => {
    const { actor, projectId } = await plant(`cancelled-${fate.replace(" ", "-")}`);
    const { aggregationId, jobId } = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
    const claimed = await claimJob(jobId);
    if (!claimed) throw new Error("the job was not there to be taken");
    await cancelJob(actor, { projectId, jobId });
    if (fate === "died") await db().$executeRaw`update job set heartbeat_at = now() - interval '2 minutes' where id = ${jobId}`;
    else await handBackJob(claimed, "The worker was stopped; the job waits for another.");
    await expect.poll(() => sweepJobs().then(() => stateOf(jobId)), { interval: 20 }).toMatchObject({ state: "queued" });
    await sweepCancelled();
    await runJob("aggregate-project", registry["aggregate-project"], { jobId }, forever);
    expect(await stateOf(jobId)).toEqual({ state: "cancelled", message: "Cancelled" });
    expect(await db().aggregation.findUniqueOrThrow({ where: { id: aggregationId } })).toMatchObject({ state: "cancelled" });
    expect(await cancelledUntold()).toEqual([]);
  });

  it("is told of its end though another's cannot be", async () => {
    const ask = async (name: string) => {
      const { actor, projectId } = await plant(name);
      const asked = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
      await cancelJob(actor, { projectId, jobId: asked.jobId });
      return asked.jobId;
    };
    const jobs = [await ask("untold-first"), await ask("untold-second")];
    const settle = vi.spyOn(registry["aggregate-project"], "settle").mockRejectedValueOnce(new Error("no room on the disk"));
    await sweepCancelled();
    expect(await cancelledUntold()).toHaveLength(1);
    await sweepCancelled();
    expect(await cancelledUntold()).toEqual([]);
    expect(settle).toHaveBeenCalledTimes(jobs.length + 1);
    settle.mockRestore();
  });

  it("ends in the words of a refusal", async () => {
    const { actor, projectId } = await plant("refused");
    const { number, jobId } = await requestPlan(actor, { projectId, budget: { share: 0.5 }, lm: "nobody" });
    await runJob("plan-routes", registry["plan-routes"], { jobId }, forever);
    const { state, message } = await stateOf(jobId);
    expect(state).toBe("failed");
    expect(message).toContain("No language model “nobody” has labelled here");
    expect((await getPendingPlan(actor, { projectId, number }))?.plan).toMatchObject({ state: "failed", error: message });
  });

  it("waits for another worker where its own is stopped, however often: that is no failed try", async () => {
    const { actor, projectId } = await plant("stopped");
    const { jobId } = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
    const endless: Handler = {
      run: ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
      settle: async () => expect.unreachable("the job did not end"),
    };
    for (let stops = 0; stops < 4; stops += 1) {
      const shutdown = new AbortController();
      const run = runJob("aggregate-project", endless, { jobId }, shutdown.signal);
      await expect.poll(async () => (await stateOf(jobId)).state, { interval: 20 }).toBe("running");
      shutdown.abort();
      await expect(run).rejects.toThrow("waits for another");
      expect(await stateOf(jobId)).toEqual({ state: "queued", message: "The worker was stopped; the job waits for another." });
    }
  });

  it("waits where the database went away, however often, and without a word to its subject", async () => {
    const { actor, projectId } = await plant("away");
    const { jobId } = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
    const ways = [
      new Error("Connection terminated unexpectedly"),
      new Error("timeout exceeded when trying to connect"),
      databaseAway(null),
    ];
    for (const cause of [...ways, ...ways]) {
      const handler: Handler = { run: () => Promise.reject(cause), settle: async () => expect.unreachable("the job did not end") };
      await expect(runJob("aggregate-project", handler, { jobId }, forever)).rejects.toThrow("database could not be reached");
      expect((await stateOf(jobId)).state).toBe("queued");
    }
    // The other side of a call is not the database.
    const other = new AppError("unavailable", { userMessage: "The other side did not answer: ECONNREFUSED." });
    const failing: Handler = { run: () => Promise.reject(other), settle: async () => undefined };
    for (const state of ["queued", "queued", "failed"]) {
      await runJob("aggregate-project", failing, { jobId }, forever).catch(() => undefined);
      expect((await stateOf(jobId)).state).toBe(state);
    }
  });

  it("keeps its claim while the host's clock is set back", async () => {
    const { actor, projectId } = await plant("back");
    const { jobId } = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
    const beatAt = async () =>
      Number((await db().job.findUniqueOrThrow({ where: { id: jobId }, select: { heartbeatAt: true } })).heartbeatAt);
    const nextBeat = async (): Promise<void> => {
      const before = await beatAt();
      while ((await beatAt()) === before) await sleep(20);
    };
    const quiet: Handler = {
      run: async () => {
        await nextBeat();
        vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
        await nextBeat();
        return "Done";
      },
      settle: async () => undefined,
    };
    try {
      await runJob("aggregate-project", quiet, { jobId }, forever);
    } finally {
      vi.useRealTimers();
    }
    expect((await stateOf(jobId)).state).toBe("done");
  });

  it("is stopped and silent where another run has it, and is sent again where the queue knows nothing of it", async () => {
    const { actor, projectId } = await plant("taken");
    const { jobId } = await requestAggregation(actor, { projectId, model: "majority", source: "human" });
    let tell = (): void => undefined;
    const endless: Handler = {
      run: ({ signal, report }) => {
        tell = () => report({ done: 1, total: 2, message: "Half way" });
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
      },
      settle: async () => expect.unreachable("the other run settles"),
    };
    const first = runJob("aggregate-project", endless, { jobId }, forever);
    await expect.poll(async () => (await stateOf(jobId)).state, { interval: 20 }).toBe("running");
    // As a sweep finds a worker that stood still.
    await db().$executeRaw`update job set heartbeat_at = now() - interval '2 minutes' where id = ${jobId}`;
    await db().$executeRaw`delete from pgboss.job where data->>'jobId' = ${jobId}`;
    await expect.poll(() => sweepJobs().then(() => stateOf(jobId)), { interval: 20 }).toMatchObject({ state: "queued" });
    tell();
    await first;
    expect((await stateOf(jobId)).message).toBe("Its worker stopped; waiting for another");
    const messages = async () => db().$queryRaw<{ id: string }[]>`select id from pgboss.job where data->>'jobId' = ${jobId}`;
    expect(await messages()).toHaveLength(1);
    await db().$executeRaw`update pgboss.job set state = 'completed' where data->>'jobId' = ${jobId}`;
    await sweepJobs();
    expect(await messages()).toHaveLength(1);
    await db().$executeRaw`update job set created_at = now() - interval '2 minutes', heartbeat_at = null where id = ${jobId}`;
    await sweepJobs();
    await sweepJobs();
    expect(await messages()).toHaveLength(2);
    await runJob("aggregate-project", registry["aggregate-project"], { jobId }, forever);
    expect((await stateOf(jobId)).state).toBe("done");
  });

  it("is killed by a cancellation, and leaves nothing half done", async () => {
    const { actor, projectId } = await plant("cancelled");
    const { planId, jobId } = await requestPlan(actor, { projectId, budget: { share: 0.5 } });
    const run = runJob("plan-routes", registry["plan-routes"], { jobId }, forever);
    await expect.poll(async () => (await stateOf(jobId)).state, { interval: 20 }).toBe("running");
    await cancelJob(actor, { projectId, jobId });
    await run;
    expect((await stateOf(jobId)).state).toBe("cancelled");
    expect(await db().routePlan.findUniqueOrThrow({ where: { id: planId } })).toMatchObject({ state: "cancelled", items: 0 });
    expect(await db().routeDecision.count({ where: { planId } })).toBe(0);
  });
});
