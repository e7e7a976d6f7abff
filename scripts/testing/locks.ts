import { db } from "@/lib/db";

/** Until so many statements of this database wait for a lock: what is on its way has come to where another transaction holds it up. */
export const waitForLocks = async (statements: number): Promise<void> => {
  const waiting = async () =>
    (await db().$queryRaw<object[]>`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length;
  while ((await waiting()) < statements);
};
