import PgBoss from "pg-boss";
import { jobNames } from "@/lib/jobs/catalogue";
import { installQueue } from "@/lib/jobs/install-queue";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const holder = globalThis as typeof globalThis & { plumblineQueue?: Promise<PgBoss> };

const open = async (): Promise<PgBoss> => {
  await installQueue();
  // Only workers supervise; whoever merely sends leaves maintenance alone.
  const supervise = process.env.PLUMBLINE_ROLE === "worker";
  const boss = new PgBoss({ connectionString: env().DATABASE_URL, max: 3, schema: "pgboss", supervise, schedule: false });
  boss.on("error", (error) => log.error({ error: error.message }, "queue"));
  await boss.start();
  for (const name of jobNames) await boss.createQueue(name);
  return boss;
};

/** The one pg-boss of this process, opened at first use; a failed start is tried again at the next. */
export const queue = (): Promise<PgBoss> => {
  holder.plumblineQueue ??= open().catch((error: unknown) => {
    delete holder.plumblineQueue;
    throw error;
  });
  return holder.plumblineQueue;
};

export const closeQueue = async (graceful = true): Promise<void> => {
  const opened = holder.plumblineQueue;
  delete holder.plumblineQueue;
  if (opened) await (await opened).stop({ graceful, wait: true, timeout: 10_000 });
};
