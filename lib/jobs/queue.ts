import type { Pool } from "pg";
import PgBoss from "pg-boss";
import { jobNames } from "@/lib/jobs/catalogue";
import { installQueue } from "@/lib/jobs/install-queue";
import { openPool } from "@/lib/db";
import { log } from "@/lib/log";

type Opened = { boss: PgBoss; pool: Pool };

const holder = globalThis as typeof globalThis & { plumblineQueue?: Promise<Opened> };

const installLock = 7_041_971;

/** Workers that start side by side on a new database would each make tables of the queue, and wait for each other in a circle. */
const oneAtATime = async (pool: Pool, run: () => Promise<void>): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [installLock]);
    await run();
  } finally {
    // Closing the connection gives the lock back, whatever happened to it.
    client.release(true);
  }
};

const open = async (): Promise<Opened> => {
  // Only workers supervise; whoever merely sends leaves maintenance alone.
  const supervise = process.env.PLUMBLINE_ROLE === "worker";
  const pool = openPool({ connections: 3, waitMs: 10_000 });
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) }, schema: "pgboss", supervise, schedule: false });
  boss.on("error", (error) => log.error({ error: error.message }, "queue"));
  try {
    await oneAtATime(pool, async () => {
      await installQueue(pool);
      await boss.start();
      for (const name of jobNames) await boss.createQueue(name);
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { boss, pool };
};

/** The one pg-boss of this process, opened at first use; a failed start is tried again at the next. */
export const queue = async (): Promise<PgBoss> => {
  holder.plumblineQueue ??= open().catch((error: unknown) => {
    delete holder.plumblineQueue;
    throw error;
  });
  return (await holder.plumblineQueue).boss;
};

export const closeQueue = async (graceful = true): Promise<void> => {
  const opened = holder.plumblineQueue;
  delete holder.plumblineQueue;
  if (!opened) return;
  const { boss, pool } = await opened;
  await boss.stop({ graceful, wait: true, timeout: 10_000 });
  await pool.end();
};
