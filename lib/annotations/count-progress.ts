import type { OwnCounts, RawCounts } from "@/lib/annotations/progress-store";

/**
 * What the desk shows of one's progress. Tasks with known answers and repeats are counted in as they can be expected, so that
 * an answer to one moves the figures exactly as any other does: nobody can tell by counting which was which.
 */
export const countProgress = (raw: RawCounts, shares: { gold: number; repeat: number }): OwnCounts => {
  const { workDone, workLeft, plantedDone, plantedSkipped, skipped, known, activeSeconds } = raw;
  const perWork = 1 / (1 - shares.gold - shares.repeat);
  const work = workDone + workLeft;
  const expected = Math.min(known, Math.round(work * shares.gold * perWork)) + Math.round(work * shares.repeat * perWork);
  const left = workLeft === 0 ? 0 : Math.max(1, workLeft + expected - plantedDone - plantedSkipped);
  return { done: workDone + plantedDone, skipped, left, activeSeconds };
};
