import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { expect, it } from "vitest";
import { isAlive, waitUntilGone } from "./processes.mjs";

const file = pathToFileURL(path.resolve("scripts/bootstrap/end-with-npm.mjs")).href;
const program = `
  import { endWithNpm } from ${JSON.stringify(file)};
  endWithNpm();
  process.on("SIGTERM", () => process.exit(0));
  setInterval(() => undefined, 1000);
  console.log(process.pid);`;

/** The number of a program behind a shell, as npm starts one, once that shell, or who started it, was ended. */
const startAndEnd = async (ended: "shell" | "npm", environment: Record<string, string>): Promise<number> => {
  // The list keeps the shell from becoming the program.
  const inner = `"${process.execPath}" --input-type=module -e "$PROGRAM"; true`;
  const started = spawn("sh", ["-c", ended === "shell" ? inner : `sh -c "$INNER"; true`], {
    env: { INNER: inner, NODE_ENV: "test", PATH: process.env.PATH, PROGRAM: program, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(started.stdout, "data")) as [Buffer];
  started.kill(ended === "shell" ? "SIGTERM" : "SIGKILL");
  await once(started, "exit");
  return Number(line.toString());
};

const startedByNpm = { npm_lifecycle_event: "start" };

it("what npm started ends when npm's shell does, though the signal never reached it", async () => {
  expect(await waitUntilGone(await startAndEnd("shell", startedByNpm), 10_000)).toBe(true);
});

it.skipIf(!existsSync("/proc/self/comm"))("what npm started ends when npm is killed and its shell stays", async () => {
  expect(await waitUntilGone(await startAndEnd("npm", startedByNpm), 10_000)).toBe(true);
});

it("what npm did not start goes on without the shell that it came from", async () => {
  const pid = await startAndEnd("shell", {});
  try {
    expect(await waitUntilGone(pid, 1_500)).toBe(false);
    expect(isAlive(pid)).toBe(true);
  } finally {
    process.kill(pid, "SIGKILL");
  }
});
