import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Joined by hand: a bundler takes `new URL(…, import.meta.url)` for a file to copy, and the web starts processes too.
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Starts one of our scripts in a process of its own, with TypeScript and the conditions that a worker has. Messages cross as
 * structured clones.
 *
 * @param script its path from the root of the checkout
 * @param settings.maxHeapMb heap at which that process, and not this one, is stopped
 */
export const forkScript = (script: string, { maxHeapMb }: { maxHeapMb: number }): ChildProcess => {
  const tsx = pathToFileURL(createRequire(path.join(root, "package.json")).resolve("tsx/esm")).href;
  // Taken at run time: the web's bundler would look for every script that an imported `fork` might start, and fail.
  const { fork } = process.getBuiltinModule("node:child_process");
  return fork(path.join(root, script), [], {
    execArgv: ["--conditions=react-server", "--import", tsx, `--max-old-space-size=${maxHeapMb}`],
    env: { ...process.env, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") },
    serialization: "advanced",
    // Results of the command line go to standard output; nothing of ours may mix in.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
};
