import { spawnSync } from "node:child_process";
import { offlineEnvironment } from "./environment.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a tool of the checkout to its end, silently; its output is shown only where it fails.
 * @param {string} what the step, in words
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function runQuietly(what, command, args, environment = offlineEnvironment()) {
  const run = spawnSync(command, args, { cwd: root, env: environment, encoding: "utf8", maxBuffer: 64_000_000 });
  if (run.status === 0) return;
  const tail = `${run.stdout ?? ""}${run.stderr ?? ""}`.trimEnd().split("\n").slice(-25).join("\n");
  throw new Error(`${what} failed (${command} ${args.join(" ")}): ${run.error?.message ?? ""}\n${tail}`);
}
