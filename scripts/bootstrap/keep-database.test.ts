import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepDatabase } from "./keep-database.mjs";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

// No process has this number: they end below it.
const dead = 2 ** 30;
const serverAt = (port: number, pid: number) => ({
  url: `postgresql://127.0.0.1:${port}/plumbline`,
  embedded: true,
  started: true,
  pid,
  release: vi.fn(async () => undefined),
});
const part = () => ({ pid: () => 1, stop: async () => undefined, restart: vi.fn() });

it("a server that cannot be started is tried again until it can, and what keeps it down is said once", async () => {
  const said: string[] = [];
  let full = true;
  const [first, again] = [serverAt(5001, dead), serverAt(5001, process.pid)];
  const running = { database: first, parts: [part()] };
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (full) throw new Error("PostgreSQL did not start; the end of its log:\n12:00 no space");
    return again;
  };
  const stop = keepDatabase(running, { say: (text) => said.push(text), open });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries).toBeGreaterThan(3);
  expect(said.map((text) => text.split("\n")[0])).toEqual([
    "the database server ended; starting it again",
    "the database cannot be started, and is tried again until it can: PostgreSQL did not start; the end of its log:",
  ]);
  full = false;
  await vi.advanceTimersByTimeAsync(31_000);
  expect(said.at(-1)).toBe("the database is back");
  expect(running.database).toBe(again);
  expect(first.release).toHaveBeenCalledOnce();
  expect(running.parts[0]?.restart).not.toHaveBeenCalled();
  await stop();
});

it("parts are started anew where the server had to take another port, also when it dies a second time", async () => {
  const servers = [serverAt(5001, dead), serverAt(5002, dead), serverAt(5002, process.pid)];
  const [first, ...next] = servers;
  if (!first) throw new Error("no server");
  const running = { database: first, parts: [part()] };
  const stop = keepDatabase(running, { say: () => undefined, open: async () => next.shift() ?? first });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(running.database).toBe(servers[2]);
  expect(running.parts[0]?.restart).toHaveBeenCalledOnce();
  await stop();
});

it("whoever stops waits for a start that is under way, so that the new server is released as well", async () => {
  let come = (_: ReturnType<typeof serverAt>): void => undefined;
  const coming = new Promise<ReturnType<typeof serverAt>>((resolve) => (come = resolve));
  const running = { database: serverAt(5001, dead), parts: [] };
  const stop = keepDatabase(running, { say: () => undefined, open: () => coming });
  await vi.advanceTimersByTimeAsync(1_000);
  const stopped = stop();
  const again = serverAt(5001, dead);
  come(again);
  await stopped;
  expect(running.database).toBe(again);
});
