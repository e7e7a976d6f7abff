import { missingPeer, runPeer } from "@/bench/reward/sides";
import type { Peer } from "@/bench/reward/sides";
import type { Outcome, Task } from "@/bench/reward/tasks";

/** What the parts of the bench share: their rows, and the peer beside ours. */

export type Row = Record<string, unknown>;
export type Part = { name: string; run: (place: Place) => AsyncGenerator<Row> };
type Place = { folder: string; seed: number; threads: number };

export const withPeer = async (
  peer: Peer,
  script: string,
  task: Task,
  folder: string,
): Promise<{ peer: Outcome } | { skipped: string }> => {
  const missing = await missingPeer(peer);
  return missing === null ? { peer: await runPeer(script, task, folder) } : { skipped: missing };
};

export const verdict = (speedup: number, target: number): Row => ({ speedup, target, met: speedup >= target });

export const memoryOf = ({ peakMb = Number.NaN, idleMb = Number.NaN }: Outcome, dataMb: number): Row => ({
  dataMb: Math.round(dataMb),
  idleMb: Math.round(idleMb),
  peakMb: Math.round(peakMb),
  /** What the training added to the process at rest, as a multiple of the data. */
  addedToData: (peakMb - idleMb) / dataMb,
  peakToData: peakMb / dataMb,
});
