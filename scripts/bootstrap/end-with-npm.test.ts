import { spawn } from "node:child_process";
import { once } from "node:events";
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

/** The number of a program behind a shell, as npm starts one, whose shell was then ended. */
const startAndEndShell = async (environment: Record<string, string>): Promise<number> => {
  // The list keeps the shell from becoming the program.
  const shell = spawn("sh", ["-c", `"${process.execPath}" --input-type=module -e "$PROGRAM"; true`], {
    env: { NODE_ENV: "test", PATH: process.env.PATH, PROGRAM: program, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(shell.stdout, "data")) as [Buffer];
  shell.kill("SIGTERM");
  await once(shell, "exit");
  return Number(line.toString());
};

it("what npm started ends when npm's shell does, though the signal never reached it", async () => {
  expect(await waitUntilGone(await startAndEndShell({ npm_lifecycle_event: "start" }), 10_000)).toBe(true);
});

it("what npm did not start goes on without the shell that it came from", async () => {
  const pid = await startAndEndShell({});
  try {
    expect(await waitUntilGone(pid, 1_500)).toBe(false);
    expect(isAlive(pid)).toBe(true);
  } finally {
    process.kill(pid, "SIGKILL");
  }
});
