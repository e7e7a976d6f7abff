import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { forkScript } from "@/lib/fork-script";
import { outcomeSchema } from "./tasks";
import type { Outcome, Task } from "./tasks";

const run = promisify(execFile);

/** Debian's Python, whose packages are the peers; another one may be named. */
const python = process.env.PLUMBLINE_PYTHON ?? "/usr/bin/python3";

export type Peer = "torch" | "sklearn";

const packages: Record<Peer, { name: string; debian: string }> = {
  torch: { name: "PyTorch", debian: "python3-torch" },
  sklearn: { name: "scikit-learn", debian: "python3-sklearn" },
};

/** Null where the peer is installed, else what to say. */
export const missingPeer = async (peer: Peer): Promise<string | null> => {
  const { name, debian } = packages[peer];
  try {
    await run(python, ["-c", `import numpy, ${peer}`]);
    return null;
  } catch {
    return `${name} is not installed for ${path.basename(python)}, so this row has no peer. On Debian: apt-get install ${debian}. PLUMBLINE_PYTHON names another Python.`;
  }
};

/** The peer's side: a script of bench/peers with the task in a file. */
export const runPeer = async (script: string, task: Task, folder: string): Promise<Outcome> => {
  const file = path.join(folder, "task.json");
  await writeFile(file, JSON.stringify(task));
  const threads = String(task.threads);
  const { stdout } = await run(python, [path.join(import.meta.dirname, "../peers", script), file], {
    env: { ...process.env, OMP_NUM_THREADS: threads, OPENBLAS_NUM_THREADS: threads, MKL_NUM_THREADS: threads },
    maxBuffer: 1e7,
  });
  return outcomeSchema.parse(JSON.parse(stdout));
};

/** Our side, in a process of its own. */
export const runOurs = (task: Task): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = forkScript("bench/reward/ours.ts", { maxHeapMb: 4096 });
    child.once("message", (message) => resolve(outcomeSchema.parse(message)));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`our side ended with status ${code}`)));
    child.send(task);
  });
