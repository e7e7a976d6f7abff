import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const programs = ".local/programs";

/**
 * The folder of the programs, in the checkout that a file lies in. The built web app takes itself for one of its own: there this file
 * says that it lies in `.next/standalone/lib`, and the checkout is further up.
 */
export const programsAbove = (file: string): string => {
  // Taken at run time, as `fork` below: the bundler would take along whatever a path might lead to.
  const { existsSync } = process.getBuiltinModule("node:fs");
  const above = path.dirname(file);
  if (above === file) throw new Error(`no folder above this file holds ${programs}: start by npm start, or run node scripts/generate.mjs`);
  const folder = path.join(above, programs);
  return existsSync(folder) ? folder : programsAbove(above);
};

/**
 * Starts one of our scripts in a process of its own, with the conditions that a worker has. Messages cross as structured clones.
 *
 * @param script its path from the root of the checkout: one of those that scripts/bootstrap/programs.mjs translates
 * @param settings.maxHeapMb heap at which that process, and not this one, is stopped
 * @param settings.args what it finds in `process.argv`
 */
export const forkScript = (script: string, { maxHeapMb, args = [] }: { maxHeapMb: number; args?: string[] }): ChildProcess => {
  // The path by hand: a bundler takes `new URL(…, import.meta.url)` for a file to copy, and the web starts processes too.
  const program = path.join(programsAbove(fileURLToPath(import.meta.url)), script.replace(/\.ts$/, ".js"));
  // Taken at run time: the web's bundler would look for every script that an imported `fork` might start, and fail.
  const { fork } = process.getBuiltinModule("node:child_process");
  return fork(program, args, {
    // No maps of the sources: reading them costs a short job a fifth of its start, and what failed is told by message.
    execArgv: ["--conditions=react-server", `--max-old-space-size=${maxHeapMb}`],
    serialization: "advanced",
    // Results of the command line go to standard output; nothing of ours may mix in.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
};
