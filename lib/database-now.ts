import { setTimeout as wait } from "node:timers/promises";
import type { Tx } from "@/lib/db";

/**
 * The time by the database's clock at this moment, not at the transaction's start. Leases, fences, limits, and whatever decides which of
 * two came last go by it: clocks of hosts may be minutes apart.
 */
export const databaseNow = async (tx: Tx): Promise<Date> => {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("the database gave no time");
  return row.now;
};

// What has begun by then has shown itself, and is waited for so long at most: an answer takes milliseconds, a removal minutes.
const showsAfterMs = 20;
const longestMs = 1_000;

/**
 * The time by the database's clock, once what was being written then can be read: rows bear the time at which their statement began, and
 * are seen from their commit on. Whoever keeps “as of” a time reads by this one, outside of a transaction, and finds the same again.
 * Files, which are written for minutes, are not waited for to their end: their answers count from the import's end on.
 */
export const settledNow = async (tx: Tx, longestWaitMs = longestMs): Promise<Date> => {
  const now = await databaseNow(tx);
  await wait(showsAfterMs);
  const [row] = await tx.$queryRaw<{ next: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`;
  for (const until = performance.now() + longestWaitMs; performance.now() < until; await wait(showsAfterMs)) {
    const [seen] = await tx.$queryRaw<{ all: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${row?.next ?? "0"}::xid8 as all`;
    if (seen?.all) break;
  }
  return now;
};
