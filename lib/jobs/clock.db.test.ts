import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db, openPool } from "@/lib/db";
import { newId } from "@/lib/ids";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { getJob, noWorker } from "@/lib/jobs/get-job";
import { cancelledUntold, finishJob } from "@/lib/jobs/store";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();
let actor: Actor;
let projectId = "";

/** A job that a worker began by the database's clock. */
const begun = async (state: string): Promise<string> => {
  const id = newId("job");
  await db().job.create({ data: { id, name: "train-reward-model", projectId, subjectId: "x", state, message: "" } });
  await db().$executeRaw`update job set started_at = now(), heartbeat_at = now() where id = ${id}`;
  return id;
};

beforeAll(async () => {
  actor = await systemActor("test");
  projectId = (await createProject(actor, { name: "Clock", slug: "clock" })).project.id;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("jobs on a host whose clock is an hour behind the database's", () => {
  it("begin after they were made, end after they began, and a cancelled one is told", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
    const [running, waiting] = [await begun("running"), await begun("queued")];
    await finishJob({ id: running, attempts: 0 }, "done", "Done");
    await cancelJob(actor, { projectId, jobId: waiting });
    vi.useRealTimers();
    const select = { createdAt: true, startedAt: true, finishedAt: true, state: true };
    const row = await db().job.findUniqueOrThrow({ where: { id: running }, select });
    expect(row.state).toBe("done");
    expect(Number(row.startedAt) - Number(row.createdAt)).toBeLessThan(600_000);
    expect(Number(row.finishedAt) - Number(row.startedAt)).toBeGreaterThanOrEqual(0);
    expect((await cancelledUntold()).map(({ id }) => id)).toEqual([waiting]);
  });
});

describe("a job that waits", () => {
  it("says that no worker is running, where none is, and its own words as soon as one is there", async () => {
    const id = newId("job");
    const read = async (): Promise<string> => (await getJob(actor, { projectId, jobId: id })).message;
    await db().job.create({ data: { id, name: "train-reward-model", projectId, subjectId: "y", state: "queued", message: "Waiting" } });
    expect(await read()).toBe("Waiting");
    await db().$executeRaw`update job set created_at = now() - interval '6 seconds' where id = ${id}`;
    expect(await read()).toBe(noWorker);
    vi.stubEnv("PLUMBLINE_ROLE", "worker");
    const worker = openPool({ connections: 1, waitMs: 10_000 });
    await worker.query("select");
    expect(await read()).toBe("Waiting");
    await worker.end();
    vi.unstubAllEnvs();
  });
});
