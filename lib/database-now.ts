import { setTimeout as wait } from "node:timers/promises";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * The time by the database's clock at this moment, not at the transaction's start. Leases, fences, limits, and whatever decides which of
 * two came last go by it: clocks of hosts may be minutes apart.
 */
export const databaseNow = async (tx: Tx): Promise<Date> => {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("the database gave no time");
  return row.now;
};

/**
 * Until the transaction ends no time is handed out as of which answers of the project are counted. Whatever decides from when on other
 * answers count is dated after this: it is before every later such time and can be read by then, or after all earlier ones, however long
 * the transaction takes. Whoever holds it keeps no other holder waiting. It comes before every lock on rows, so that nobody waits for it
 * who holds what its holders wait for.
 */
export const holdTimes = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(${timesOf(projectId)})`;
};

const timesOf = (projectId: string): Prisma.Sql => Prisma.sql`hashtextextended(${projectId}, 7426)`;

// A step of its own: the time is read once nobody holds it back.
const timeOfProject = async (tx: Tx, projectId: string): Promise<Date> => {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`
    with free as materialized (select pg_advisory_xact_lock(${timesOf(projectId)})) select clock_timestamp() as now from free`;
  if (!row) throw new Error("the database gave no time");
  return row.now;
};

// What has begun by then has shown itself, and is waited for so long at most: an answer takes milliseconds, a removal minutes.
const showsAfterMs = 20;
const longestMs = 1_000;

/**
 * The time by the database's clock, once what was being written to the project then can be read: answers bear the time at which their
 * statement began, and are seen from their commit on. Whoever keeps “as of” a time reads by this one, outside of a transaction, and finds
 * the same again. Whatever is dated under `holdTimes` is waited for whatever it takes; what is stored by a statement of its own (most
 * answers, labels of models), for so long at most. Files, which are written for minutes, are not waited for to their end: their answers
 * count from the import's end on.
 */
export const settledNow = async (tx: Tx, projectId: string, longestWaitMs = longestMs): Promise<Date> => {
  const now = await timeOfProject(tx, projectId);
  await wait(showsAfterMs);
  const [row] = await tx.$queryRaw<{ next: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`;
  for (const until = performance.now() + longestWaitMs; performance.now() < until; await wait(showsAfterMs)) {
    const [seen] = await tx.$queryRaw<{ all: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${row?.next ?? "0"}::xid8 as all`;
    if (seen?.all) break;
  }
  return now;
};
