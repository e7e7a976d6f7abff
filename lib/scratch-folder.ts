import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const named = /^plumbline-work-(\d+)-/;

let swept = false;

/**
 * A temporary folder of this process, for its caller to remove. The first one takes away those of processes that were killed at work:
 * what a build or an archive lays there may be gigabytes, and nobody else would ever remove it.
 */
export const scratchFolder = async (): Promise<string> => {
  if (!swept) {
    swept = true;
    await sweepScratch();
  }
  return mkdtemp(path.join(tmpdir(), `plumbline-work-${process.pid}-`));
};

export const sweepScratch = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(named.exec(name)?.[1] ?? process.pid);
    // What another user's process left is theirs: it cannot be removed, and is no reason to fail.
    if (!isAlive(pid)) await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
};
