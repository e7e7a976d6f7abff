import { spawn } from "node:child_process";
import { offlineEnvironment } from "./environment.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a tool of the checkout to its end, silently; its output is shown only where it fails. It ends with this process.
 * @param {string} what the step, in words
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<void>}
 */
export function runQuietly(what, command, args, environment = offlineEnvironment()) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const end = () => child.kill("SIGTERM");
    process.once("exit", end);
    let output = "";
    const read = (/** @type {Buffer} */ chunk) => (output += chunk);
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    /** @param {string} reason */
    const fail = (reason) => {
      const tail = output.trimEnd().split("\n").slice(-25).join("\n");
      reject(new Error(`${what} failed (${command} ${args.join(" ")}): ${reason}\n${tail}`));
    };
    child.once("error", (error) => fail(error.message));
    child.once("close", (code, signal) => {
      process.removeListener("exit", end);
      if (code === 0) resolve();
      else fail(signal ?? `status ${code}`);
    });
  });
}
