import { connect, createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openPool } from "@/lib/db";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();

// Stands for the network: what connections that it cuts say never arrives, and nobody tells them.
let way: Server;
let pool: Pool;
let opened = 0;
let open = 0;
let cut: (connection: number) => boolean = () => false;

beforeAll(async () => {
  const { hostname, port } = new URL(database.url);
  way = createServer((near) => {
    const number = (opened += 1);
    open += 1;
    near.once("close", () => (open -= 1));
    const far = connect(Number(port), hostname);
    near.on("data", (bytes) => !cut(number) && far.write(bytes));
    far.on("data", (bytes) => near.write(bytes));
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const)
      end.on("error", () => undefined).on("close", () => other.destroy());
  });
  await new Promise<void>((resolve) => void way.listen(0, "127.0.0.1", resolve));
  const url = new URL(database.url);
  url.host = `127.0.0.1:${(way.address() as AddressInfo).port}`;
  process.env.DATABASE_URL = url.href;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  pool = openPool({ connections: 1, waitMs: 10_000 });
});
afterAll(async () => {
  await pool.end();
  vi.useRealTimers();
  way.close();
});
beforeEach(async () => {
  cut = () => false;
  await pool.query("select 1");
});

/** Lets the watch look until the statement ends. What it asks the server between two looks is answered before the next, unless all is cut. */
const watch = async (statement: Promise<unknown>): Promise<void> => {
  const state = { ended: false };
  statement.catch(() => undefined).finally(() => (state.ended = true));
  for (let looked = 0; looked < 1_000 && !state.ended; looked += 1) {
    vi.advanceTimersByTime(1_000);
    do await sleep(5);
    while (open > 1 && !cut(opened) && !state.ended);
  }
};

it("leaves a statement alone for as long as the server is at work on it", async () => {
  const before = opened;
  const statement = pool.query<{ n: number }>("select 1 as n from pg_sleep(0.6)");
  await watch(statement);
  expect((await statement).rows).toEqual([{ n: 1 }]);
  expect(opened - before, "asked every ten looks").toBeGreaterThan(1);
});

it("gives a statement up where the server gives no answer, and goes on when it does again", async () => {
  cut = () => true;
  const statement = pool.query("select 1");
  await watch(statement);
  await expect(statement).rejects.toThrow("Connection terminated: the database gives no answer");
  cut = () => false;
  expect((await pool.query("select 2 as n")).rows).toEqual([{ n: 2 }]);
});

it("gives up a connection that was lost on the way while the server answers others", async () => {
  const lost = opened;
  cut = (connection) => connection <= lost;
  const statement = pool.query("select 1");
  await watch(statement);
  await expect(statement).rejects.toThrow("the connection to the database was lost on the way");
});
