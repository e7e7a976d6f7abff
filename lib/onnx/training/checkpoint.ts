import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { trainInChunks } from "./train-in-chunks";
import { decodeState, encodeState } from "./state";
import type { TrainingState } from "./state";
import type { TrainingRun } from "./train-in-chunks";

/** Where the state of a training is kept between chunks: a file, a blob, a row. */
export interface Checkpoint {
  /** Null where nothing was saved yet. */
  load: () => Promise<Uint8Array | null>;
  /** Must replace the old state whole or not at all. */
  save: (state: Uint8Array) => Promise<void>;
  clear: () => Promise<void>;
}

/**
 * Trains with a saved state after every chunk, from the last one where there is one: after `kill -9` the same call goes on, and
 * ends with the weights that it would have had. The state stays until the caller has stored the result and clears it.
 *
 * @param onLoss hears the mean loss of each chunk and how many steps are taken, those from before a kill first
 */
export const trainWithCheckpoint = async (
  run: TrainingRun,
  checkpoint: Checkpoint,
  onLoss: (loss: number, step: number) => void = () => undefined,
): Promise<TrainingState> => {
  const saved = await checkpoint.load();
  const resume = saved ? decodeState(saved) : run.resume;
  const losses = [...(resume?.losses ?? [])];
  for (const loss of losses) onLoss(loss, resume?.step ?? 0);
  return trainInChunks({
    ...run,
    resume,
    onChunk: async (chunk) => {
      const mean = chunk.losses.reduce((sum, loss) => sum + loss, 0) / chunk.losses.length;
      losses.push(mean);
      await checkpoint.save(encodeState({ ...chunk.state, losses }));
      await run.onChunk?.(chunk);
      onLoss(mean, chunk.state.step);
    },
  });
};

/** A checkpoint in one file, written beside it and renamed, so that a reader never sees half a state. */
export const fileCheckpoint = (file: string): Checkpoint => ({
  load: async () => {
    try {
      return await readFile(file);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  },
  save: async (state) => {
    await writeFile(`${file}.next`, state);
    await rename(`${file}.next`, file);
  },
  clear: () => rm(file, { force: true }),
});
