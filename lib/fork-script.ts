import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Starts one of our scripts in a process of its own, with TypeScript and the conditions that a worker has. Messages cross as
 * structured clones.
 *
 * @param script its path from the root of the checkout
 * @param settings.maxHeapMb heap at which that process, and not this one, is stopped
 */
export const forkScript = (script: string, { maxHeapMb }: { maxHeapMb: number }): ChildProcess => {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm")).href;
  return fork(`${root}${script}`, [], {
    execArgv: ["--conditions=react-server", "--import", tsx, `--max-old-space-size=${maxHeapMb}`],
    env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.json` },
    serialization: "advanced",
    // Results of the command line go to standard output; nothing of ours may mix in.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
};
