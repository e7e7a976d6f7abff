import { log } from "@/lib/log";
import type { TrainingRun } from "@/lib/reward-models/open-engine";
import { saveLive } from "@/lib/reward-models/registry-store";
import { checkpointKey } from "@/lib/reward-models/version-files";
import { writeBlob } from "@/lib/storage";

const liveEveryMs = 1_000;

/** Keeps the loss for the live curve and the newest checkpoint, one write after the other. A write that fails is logged: the training is worth more. */
export const keepLive = (
  projectId: string,
  versionId: string,
): Pick<TrainingRun, "onLoss" | "onCheckpoint"> & { settled: () => Promise<void> } => {
  const losses: number[] = [];
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const write = (what: string, act: () => Promise<unknown>): void => {
    writing = writing.then(act).catch((error: unknown) => log.warn({ versionId, what, error: String(error) }, "not kept"));
  };
  return {
    onLoss: (loss) => {
      losses.push(loss);
      if (performance.now() - last < liveEveryMs) return;
      last = performance.now();
      write("live curve", () => saveLive(projectId, versionId, thin(losses)));
    },
    onCheckpoint: (bytes) => write("checkpoint", () => writeBlob(checkpointKey(versionId), bytes)),
    settled: async () => {
      await writing;
    },
  };
};

const mostLivePoints = 200;

/** At most so many points, the last one among them. */
const thin = (values: readonly number[]): number[] => {
  const step = Math.ceil(values.length / mostLivePoints);
  return values.filter((_, index) => index % step === 0 || index === values.length - 1);
};
