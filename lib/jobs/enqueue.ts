import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { jobCatalogue } from "@/lib/jobs/catalogue";
import type { JobName } from "@/lib/jobs/catalogue";
import { queue } from "@/lib/jobs/queue";

type SqlRunner = { executeSql: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }> };

// pg-boss hands us its own statements; running them on the caller's transaction makes the send part of it.
const runnerOn = (tx: Tx): SqlRunner => ({
  executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values) }),
});

/**
 * Writes the job's row and its message in the caller's transaction: the work is queued exactly if the change commits.
 * @returns the job's id
 */
export const enqueue = async (tx: Tx, actor: Actor, name: JobName, work: { projectId: string; subjectId: string }): Promise<string> => {
  const boss = await queue();
  const jobId = newId("job");
  await tx.job.create({
    data: {
      id: jobId,
      name,
      projectId: work.projectId,
      subjectId: work.subjectId,
      createdById: actorUserId(actor),
      message: "Waiting for a worker",
    },
    select: { id: true },
  });
  await send(tx, boss, name, jobId);
  return jobId;
};

/** A worker that is stopped sends its job back as a failed message, too. How often a job is tried, its row decides. */
const mostStops = 8;

const send = async (tx: Tx, boss: Awaited<ReturnType<typeof queue>>, name: JobName, jobId: string): Promise<void> => {
  await boss.send(
    name,
    { jobId },
    {
      db: runnerOn(tx),
      retryLimit: jobCatalogue[name].maxAttempts - 1 + mostStops,
      retryDelay: 2,

      retryBackoff: true,
      expireInHours: 12,
    },
  );
};

/** Sends a job again whose worker died or was stopped. Called by the sweeps only. */
export const enqueueAgain = async (tx: Tx, name: JobName, jobId: string): Promise<void> => send(tx, await queue(), name, jobId);
