import { db } from "@/lib/db";
import { log } from "@/lib/log";

export type Health = { status: "ok" | "unavailable"; database: "ok" | "unreachable" };

/** Whether this server can do its work. It has no actor: load balancers and the start command ask it. */
export const checkHealth = async (): Promise<Health> => {
  try {
    await db().$queryRaw`select 1`;
    return { status: "ok", database: "ok" };
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, "the database does not answer");
    return { status: "unavailable", database: "unreachable" };
  }
};
