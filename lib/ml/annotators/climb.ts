import { hasConverged } from "./posteriors";
import { leap } from "./leap";

/** One round of expectation and maximisation from `at`: the loss there, and where the round leads. */
export interface Round {
  at: Float64Array;
  next: Float64Array;
  loss: number;
}

/**
 * Runs rounds of EM, each of which lowers the loss, until one changes next to nothing. Plain rounds creep where many annotators
 * gave few labels; so after every two of them the way they point is tried at full length (see `leap`), and kept where it lowers
 * the loss.
 *
 * @param within brings a point back within its bounds
 * @param stop `tolerance` in nats a label, `maxIterations` in rounds that were kept
 */
export function climb<R extends Round>(
  start: Float64Array,
  look: (at: Float64Array) => R,
  within: (point: Float64Array) => Float64Array,
  stop: { labels: number; tolerance: number; maxIterations: number },
): { round: R; converged: boolean; lossHistory: number[] } {
  let round = look(start);
  const lossHistory = [round.loss];
  while (lossHistory.length < stop.maxIterations) {
    const second = look(round.next);
    lossHistory.push(second.loss);
    if (hasConverged(lossHistory, stop.labels, stop.tolerance)) return { round: second, converged: true, lossHistory };
    const ahead = look(within(leap(round.at, second.at, second.next)));
    round = ahead.loss <= second.loss ? ahead : second;
    if (round === ahead) lossHistory.push(ahead.loss);
  }
  return { round, converged: false, lossHistory };
}

/** Rows of posteriors kept distributions: cut off at zero and scaled to one. // [tasks, K] row-major */
export function asDistributions(rows: Float64Array, classes: number): Float64Array {
  const result = rows.map((p) => Math.max(0, p));
  for (let from = 0; from < result.length; from += classes) {
    const row = result.subarray(from, from + classes);
    const total = row.reduce((sum, p) => sum + p, 0);
    for (const [k, p] of row.entries()) row[k] = total > 0 ? p / total : 1 / classes;
  }
  return result;
}
