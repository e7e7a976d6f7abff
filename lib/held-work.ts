import { db, openPool } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";

/** Sets these locks apart from the other advisory locks of the database. */
const space = 7_433;

/**
 * Work that a command does itself has no job behind it whose heartbeat would tell that it was killed. It holds a lock instead, on a
 * connection of its own that ends with the process: what is under way and held by nobody was left behind.
 *
 * @param subjectId the row that says what is under way: a version, a round of asking
 */
export const holdWork = async <T>(subjectId: string, run: () => Promise<T>): Promise<T> => {
  const pool = openPool({ connections: 1, waitMs: 10_000 });
  try {
    const connection = await pool.connect();
    // Without a listener a connection that breaks would end the process. The work goes on; whoever took it for dead is told at its end.
    connection.on("error", (error) => log.warn({ subjectId, error: error.message }, "the lock of a command's work was lost"));
    try {
      await connection.query("select pg_advisory_lock(hashtextextended($1, $2))", [subjectId, space]);
      return await run();
    } finally {
      // Closing the connection gives the lock back, whatever happened to it.
      connection.release(true);
    }
  } finally {
    await pool.end();
  }
};

const isFree = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`pg_try_advisory_xact_lock(hashtextextended(${id}, ${space}::bigint))`;

/** Whether a command is at work on it. */
export const isHeld = async (subjectId: string): Promise<boolean> => {
  const rows = await db().$queryRaw<{ free: boolean }[]>`select ${isFree(Prisma.sql`${subjectId}`)} as free`;
  return rows[0]?.free === false;
};

/**
 * What commands had begun that were killed: no job was ever made for it, and nobody holds it. A row is there before it is held, so
 * younger ones are given a minute.
 */
export const leftBehind = async (
  table: "aggregation" | "dataset_version" | "reward_model_version" | "judge_ask",
): Promise<{ projectId: string; subjectId: string }[]> =>
  db().$queryRaw`
    select w.project_id as "projectId", w.id as "subjectId" from ${Prisma.raw(table)} w
    where w.state in ('queued', 'running') and w.created_at < now() - interval '1 minute'
      and not exists (select from job j where j.subject_id = w.id) and ${isFree(Prisma.sql`w.id`)}`;
