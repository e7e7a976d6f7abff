import { db, workerConnection } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { jobStateSchema, staleSeconds } from "@/lib/jobs/catalogue";
import type { JobState } from "@/lib/jobs/catalogue";
import type { Progress } from "@/lib/jobs/progress";
import type { JobView } from "@/lib/jobs/schema";

const viewSelect = {
  id: true,
  name: true,
  subjectId: true,
  state: true,
  done: true,
  total: true,
  message: true,
  cancelRequestedAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const;

type ViewRow = {
  id: string;
  name: string;
  subjectId: string;
  state: string;
  done: number;
  total: number | null;
  message: string;
  cancelRequestedAt: Date | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

const toView = (row: ViewRow): JobView => ({
  id: row.id,
  name: row.name,
  subjectId: row.subjectId,
  state: jobStateSchema.parse(row.state),
  done: row.done,
  total: row.total,
  message: row.message,
  cancelRequested: row.cancelRequestedAt !== null,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export const findJob = async (projectId: string, id: string): Promise<JobView | null> => {
  const row = await db().job.findFirst({ where: { id, projectId }, select: viewSelect });
  return row && toView(row);
};

/** Whether a job has waited longer than a running worker leaves one unseen, and none is connected to the database. */
export const waitsForNobody = async (id: string): Promise<boolean> => {
  const rows = await db().$queryRaw<{ alone: boolean }[]>`
    select not exists (select from pg_stat_activity where datname = current_database() and application_name = ${workerConnection}) as alone
    from job where id = ${id} and state = 'queued' and created_at < now() - interval '5 seconds'`;
  return rows[0]?.alone ?? false;
};

export const latestJobOf = async (projectId: string, subjectId: string): Promise<JobView | null> => {
  const row = await db().job.findFirst({ where: { projectId, subjectId }, orderBy: { createdAt: "desc" }, select: viewSelect });
  return row && toView(row);
};

export type ClaimedJob = { id: string; name: string; projectId: string; subjectId: string; workspaceId: string; attempts: number };

/**
 * Takes a job for this process. Messages may arrive twice; the row decides: only a queued job, or a running one
 * whose heartbeat stopped, can be taken.
 */
export const claimJob = async (id: string): Promise<ClaimedJob | null> => {
  const rows = await db().$queryRaw<ClaimedJob[]>`
    update job j set state = 'running', attempts = j.attempts + 1, heartbeat_at = now(), started_at = coalesce(j.started_at, now()), message = 'Starting'
    from project p
    where j.id = ${id} and p.id = j.project_id and j.cancel_requested_at is null
      and (j.state = 'queued' or (j.state = 'running' and j.heartbeat_at < now() - make_interval(secs => ${staleSeconds})))
    returning j.id, j.name, j.project_id as "projectId", j.subject_id as "subjectId", p.workspace_id as "workspaceId", j.attempts`;
  return rows[0] ?? null;
};

/**
 * Ends jobs that somebody cancelled and that wait again, because their worker died or was stopped before it heard of it: nobody may
 * take them, and they would wait for ever. Their subjects are to be told, as those of jobs that were cancelled while they waited.
 */
export const endCancelled = async (): Promise<void> => {
  await db().$executeRaw`
    update job set state = 'cancelled', message = 'Cancelled', cancel_requested_at = now(), finished_at = now()
    where state = 'queued' and cancel_requested_at is not null`;
};

/** Jobs that were cancelled while they waited, whose subjects nobody has told: their turn may be long in coming. */
export const cancelledUntold = async (): Promise<{ id: string; name: string; projectId: string; subjectId: string; message: string }[]> =>
  db().$queryRaw`
    select id, name, project_id as "projectId", subject_id as "subjectId", message from job
    where state = 'cancelled' and finished_at = cancel_requested_at and (heartbeat_at is null or heartbeat_at < finished_at)
      and finished_at > now() - interval '1 day'`;

/** A beat after its end says that a cancelled job's subject was told. */
export const markTold = async (id: string): Promise<void> => {
  await db().$executeRaw`update job set heartbeat_at = greatest(now(), finished_at) where id = ${id}`;
};

/** One run of a job. A run whose claim went to another (its process stood still for long, a machine slept) writes nothing more. */
export type JobRun = { id: string; attempts: number };

/** Writes heartbeat and progress; answers whether the claim still holds, and whether somebody asked for a stop. */
export const beat = async (run: JobRun, progress: Progress | null): Promise<{ held: boolean; cancelRequested: boolean }> => {
  const written = progress
    ? Prisma.sql`, done = ${progress.done}::int, total = ${progress.total}::int, message = ${progress.message}`
    : Prisma.empty;
  // The heartbeat is database time: the sweep compares it with the database's now().
  const rows = await db().$queryRaw<{ cancel_requested_at: Date | null }[]>`
    update job set heartbeat_at = now()${written}
    where id = ${run.id} and attempts = ${run.attempts} and state = 'running' returning cancel_requested_at`;
  return { held: rows.length > 0, cancelRequested: rows[0]?.cancel_requested_at != null };
};

export const finishJob = async (run: JobRun, state: Exclude<JobState, "running">, message: string): Promise<void> => {
  // Both ends of a run by one clock, the database's: how long it took is measured by their difference.
  await db().$executeRaw`
    update job set state = ${state}, message = ${message}, finished_at = ${state === "queued" ? Prisma.sql`null` : Prisma.sql`clock_timestamp()`}
    where id = ${run.id} and attempts = ${run.attempts}`;
};

/** A job that was given up through no fault of its own: it waits as before, with as many tries as before. */
export const handBackJob = async (run: JobRun, message: string): Promise<void> => {
  // A sweep may have put it back already, while nobody could write here.
  await db().$executeRaw`
    update job set state = 'queued', message = ${message}, attempts = attempts - 1
    where id = ${run.id} and attempts = ${run.attempts} and state in ('running', 'queued')`;
};

/** Jobs that ran before and wait again. */
export const handedBack = async (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.job.findMany({ where: { state: "queued", startedAt: { not: null } }, select: { id: true, name: true } });

/** Asks a running job to stop, or ends a waiting one. Answers the state that it had. */
export const requestCancel = async (
  tx: Tx,
  projectId: string,
  id: string,
): Promise<{ state: JobState; name: string; subjectId: string } | null> => {
  const rows = await tx.$queryRaw<{ state: string; name: string; subject_id: string }[]>`
    select state, name, subject_id from job where id = ${id} and project_id = ${projectId} for update`;
  const row = rows[0];
  if (!row) return null;
  const state = jobStateSchema.parse(row.state);
  if (state === "queued" || state === "running") {
    const at = await databaseNow(tx);
    const ended =
      state === "queued" ? { state: "cancelled", message: "Cancelled before it began", finishedAt: at } : { message: "Stopping" };
    await tx.job.update({ where: { id }, data: { cancelRequestedAt: at, ...ended }, select: { id: true } });
  }
  return { state, name: row.name, subjectId: row.subject_id };
};

/** Jobs whose worker died: back to queued, to be sent again. */
export const requeueStale = async (
  tx: Tx,
): Promise<{ id: string; name: string; projectId: string; subjectId: string; attempts: number }[]> =>
  tx.$queryRaw`
    update job set state = 'queued', message = 'Its worker stopped; waiting for another'
    where id in (select id from job where state = 'running' and heartbeat_at < now() - make_interval(secs => ${staleSeconds}) for update skip locked)
    returning id, name, project_id as "projectId", subject_id as "subjectId", attempts`;

/**
 * Jobs that wait while the queue has nothing to deliver of them: its message was lost with a worker, or when the database went away
 * before a failed try was told. One that lies in the queue as taken may be on its way for a moment, and no longer.
 */
export const unsent = async (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.$queryRaw`
    select id, name from job j
    where state = 'queued' and greatest(created_at, heartbeat_at) < now() - make_interval(secs => ${staleSeconds})
      and not exists (select from pgboss.job m where m.name = j.name and m.data->>'jobId' = j.id and m.state in ('created', 'retry'))
    for update skip locked`;
