import { randomBytes } from "node:crypto";
import pg from "pg";
import type PgBoss from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeQueue, queue } from "@/lib/jobs/queue";
import { findServerRefusals } from "@/scripts/bootstrap/refusals.mjs";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
const role = `limited_${randomBytes(6).toString("hex")}`;
const limited = new URL("postgresql://x");

const asOwner = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

beforeAll(async () => {
  await asOwner(`create role ${role} login password '${role}'`);
  limited.href = database.url;
  limited.username = role;
  limited.password = role;
  process.env.DATABASE_URL = limited.href;
});
afterAll(async () => {
  await closeQueue(false);
  await asOwner(`drop owned by ${role} cascade`, `drop role ${role}`);
});

/** Without those about the disk, which a server of the tests does not wait for (scripts/testing/database.db.test.ts). */
const refusals = async (): Promise<string[]> =>
  (await findServerRefusals(limited.href)).filter((reason) => !reason.endsWith("=off: a crash would lose labels that were confirmed"));

describe("a role that may not create schemas", () => {
  it("is told what the database's owner has to run, and then has its queue", async () => {
    expect(await refusals()).toEqual([
      `the role ${role} may not make the schema of the job queue; as the owner of the database run: create schema pgboss authorization ${role}`,
    ]);
    await asOwner(`create schema pgboss authorization ${role}`);
    expect(await refusals()).toEqual([]);
    expect(await (await queue()).getQueueSize("import-items")).toBe(0);
  });
});

describe("workers that start side by side on a new database", () => {
  it("all have their queue", async () => {
    await closeQueue(false);
    await asOwner("drop schema pgboss cascade", `create schema pgboss authorization ${role}`);
    const holder = globalThis as { plumblineQueue?: Promise<{ boss: PgBoss; pool: pg.Pool }> };
    const opened = Array.from({ length: 6 }, () => {
      const starting = queue();
      const mine = holder.plumblineQueue;
      // The next one is another process's, as far as this module can tell.
      delete holder.plumblineQueue;
      return { starting, mine };
    });
    const sizes = await Promise.allSettled(opened.map(async ({ starting }) => (await starting).getQueueSize("import-items")));
    for (const { mine } of opened) {
      const one = await mine?.catch(() => null);
      await one?.boss.stop({ graceful: false });
      await one?.pool.end();
    }
    expect(sizes).toEqual(opened.map(() => ({ status: "fulfilled", value: 0 })));
  });
});
