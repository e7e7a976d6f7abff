import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forkScript } from "@/lib/fork-script";
import { fileCheckpoint, trainWithCheckpoint } from "./checkpoint";
import { decodeState } from "./state";
import { killableRun } from "./testing/killed-training";
import { trainInChunks } from "./train-in-chunks";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "checkpoint-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts the training in a process and kills it, without warning, once it has taken `steps` steps. */
const killAfter = (file: string, steps: number): Promise<NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    const child = forkScript("lib/onnx/training/testing/killed-training.ts", { maxHeapMb: 512, args: [file] });
    child.on("message", (step) => {
      if (Number(step) >= steps) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("exit", (_code, signal) => resolve(signal));
  });

describe("trainWithCheckpoint", () => {
  it("goes on after kill -9, to the weights of a training that nothing stopped", async () => {
    const file = path.join(folder, "state");
    expect(await killAfter(file, 60)).toBe("SIGKILL");
    const saved = await fileCheckpoint(file).load();
    const { step, losses = [] } = decodeState(saved ?? new Uint8Array(0));
    expect(step).toBeGreaterThanOrEqual(60);
    expect(step).toBeLessThan(300);
    const first: number[] = [];
    const heard: number[] = [];
    const resumed = await trainWithCheckpoint(
      { ...killableRun(), onChunk: ({ state }) => void first.push(state.step) },
      fileCheckpoint(file),
      (loss) => heard.push(loss),
    );
    // The curve begins where the training began, not where it was resumed.
    expect(losses.length).toBeGreaterThan(0);
    expect(heard.slice(0, losses.length)).toEqual(losses);
    expect(heard).toHaveLength(losses.length + first.length);
    expect(first[0]).toBeGreaterThan(step);
    expect(resumed).toEqual(await trainInChunks(killableRun()));
  });

  it("keeps the last state when it fails, and says when that state is damaged", async () => {
    const checkpoint = fileCheckpoint(path.join(folder, "state"));
    expect(await checkpoint.load()).toBeNull();
    const failing = trainWithCheckpoint(
      {
        ...killableRun(),
        onChunk: ({ state }) => {
          if (state.step > 30) throw new Error("the disk is gone");
        },
      },
      checkpoint,
    );
    await expect(failing).rejects.toThrow("the disk is gone");
    expect(decodeState((await checkpoint.load()) ?? new Uint8Array(0)).step).toBeGreaterThan(30);
    await writeFile(path.join(folder, "state"), "not a state");
    await expect(trainWithCheckpoint(killableRun(), checkpoint)).rejects.toThrow("damaged");
    await checkpoint.clear();
    expect(await checkpoint.load()).toBeNull();
  });
});
