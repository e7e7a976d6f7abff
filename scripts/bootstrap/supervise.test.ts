import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { supervise } from "./supervise.mjs";

let place: string;
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), "plumbline-supervise-"));
});
afterEach(() => rmSync(place, { recursive: true }));

const supervised = (logFile: string, said: string[]) =>
  supervise(
    {
      name: "part",
      args: ["-e", "console.log('here'); setInterval(() => undefined, 1000)"],
      environment: () => process.env,
      cwd: place,
      logFile,
    },
    { say: (text) => said.push(text), onStart: () => undefined },
  );

it("a part that cannot be started is tried again, instead of ending those that run", async () => {
  const said: string[] = [];
  writeFileSync(path.join(place, "logs"), "a file where the folder must be");
  const log = path.join(place, "logs", "part.log");
  const part = supervised(log, said);
  expect(said[0]).toMatch(/^part cannot start: .*; trying again$/);
  rmSync(path.join(place, "logs"));
  await vi.waitUntil(() => existsSync(log) && readFileSync(log, "utf8").includes("here"), 60_000);
  await part.stop();
});

it("a part whose log was cleared away with its folder writes a new one", async () => {
  const said: string[] = [];
  const log = path.join(place, "logs", "part.log");
  mkdirSync(path.dirname(log));
  const part = supervised(log, said);
  await vi.waitUntil(() => readFileSync(log, "utf8").includes("here"), 60_000);
  rmSync(path.dirname(log), { recursive: true });
  part.restart();
  await vi.waitUntil(() => existsSync(log) && readFileSync(log, "utf8").includes("here"), 60_000);
  await part.stop();
  expect(said).toEqual([expect.stringMatching(/^part ended \(SIGTERM\); starting it again/)]);
});
