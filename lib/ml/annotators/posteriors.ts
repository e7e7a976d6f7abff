import { addAt, intAt, realAt } from "../math/access";
import { betaQuantile, logSumExp } from "../math/special";
import type { ReliabilityEstimate, Votes } from "./votes";

/** Shares of the votes of each task, uniform where it has none: the usual start of EM. // [tasks, K] */
export function voteShares(votes: Votes): Float64Array {
  const { tasks, classes } = votes;
  const counts = new Float64Array(tasks * classes);
  for (let row = 0; row < votes.task.length; row += 1) addAt(counts, intAt(votes.task, row) * classes + intAt(votes.label, row), 1);
  for (let task = 0; task < tasks; task += 1) {
    let total = 0;
    for (let c = 0; c < classes; c += 1) total += realAt(counts, task * classes + c);
    for (let c = 0; c < classes; c += 1) counts[task * classes + c] = total > 0 ? realAt(counts, task * classes + c) / total : 1 / classes;
  }
  return counts;
}

/**
 * Turns log joint probabilities log P(class, labels of the task) into posteriors, in place, and returns Σ_t log P(labels of
 * task t). Subtracting the largest term first keeps tasks with hundreds of labels from underflowing.
 */
export function normaliseLogJoint(logJoint: Float64Array, tasks: number, classes: number): number {
  let logLikelihood = 0;
  for (let task = 0; task < tasks; task += 1) {
    const from = task * classes;
    const total = logSumExp(logJoint, from, from + classes);
    logLikelihood += total;
    for (let c = from; c < from + classes; c += 1) logJoint[c] = Math.exp(realAt(logJoint, c) - total);
  }
  return logLikelihood;
}

/** Class shares of a posterior plus `pseudoCount` a class, normalised. // [K] */
export function classPrior(posterior: Float64Array, tasks: number, classes: number, pseudoCount: number): Float64Array {
  const prior = new Float64Array(classes).fill(pseudoCount);
  for (let task = 0; task < tasks; task += 1) for (let c = 0; c < classes; c += 1) addAt(prior, c, realAt(posterior, task * classes + c));
  const total = tasks + classes * pseudoCount;
  return prior.map((count) => count / total);
}

/** Expected number of right labels and number of labels of each annotator, given posteriors. // [annotators] each */
export function expectedRight(votes: Votes, posterior: Float64Array): { right: Float64Array; given: Float64Array } {
  const right = new Float64Array(votes.annotators);
  const given = new Float64Array(votes.annotators);
  for (let row = 0; row < votes.task.length; row += 1) {
    const annotator = intAt(votes.annotator, row);
    addAt(right, annotator, realAt(posterior, intAt(votes.task, row) * votes.classes + intAt(votes.label, row)));
    addAt(given, annotator, 1);
  }
  return { right, given };
}

/**
 * Beta(right + a, wrong + b): its central 95 % interval around a value that the model supplies, widened to hold that value: a mode,
 * or a share of all, may lie beyond the middle of the Beta.
 */
export function betaReliability(value: number, right: number, given: number, a: number, b: number): ReliabilityEstimate {
  if (given === 0) return { value, ci: null, n: 0 };
  const wrong = Math.max(0, given - right);
  const [low, high] = [betaQuantile(0.025, right + a, wrong + b), betaQuantile(0.975, right + a, wrong + b)];
  return { value, ci: [Math.min(low, value), Math.max(high, value)], n: given };
}

/** EM stops when the loss falls by less than `tolerance` per label between two iterations. */
export function hasConverged(lossHistory: readonly number[], labels: number, tolerance: number): boolean {
  const last = lossHistory.at(-1);
  const before = lossHistory.at(-2);
  return last !== undefined && before !== undefined && before - last <= tolerance * Math.max(1, labels);
}
