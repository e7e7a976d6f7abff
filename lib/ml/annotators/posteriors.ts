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

/** What posteriors say of each annotator's labels. // [annotators] each */
export interface ExpectedLabels {
  /** Expected number of right ones. */
  right: Float64Array;
  given: Float64Array;
  /** Σ q(1 − q), q the probability that a label is right: what is not known of which are. */
  unknown: Float64Array;
}

/** Expected right labels of each annotator, given posteriors. */
export function expectedRight(votes: Votes, posterior: Float64Array): ExpectedLabels {
  const right = new Float64Array(votes.annotators);
  const given = new Float64Array(votes.annotators);
  const unknown = new Float64Array(votes.annotators);
  for (let row = 0; row < votes.task.length; row += 1) {
    const annotator = intAt(votes.annotator, row);
    const q = realAt(posterior, intAt(votes.task, row) * votes.classes + intAt(votes.label, row));
    addAt(right, annotator, q);
    addAt(given, annotator, 1);
    addAt(unknown, annotator, q * (1 - q));
  }
  return { right, given, unknown };
}

/** Labels never count for less than this share: what they tell through the others' reliabilities is left out of the formula. */
const LEAST_KNOWN = 0.1;

/**
 * The interval of a share of right labels where a posterior says which are right: the central 95 % of the Beta whose mode is the value
 * that the model supplies, of s n labels and the prior's a + b, widened to hold that value.
 *
 * s is the share of the information of n labels that is there: with p = right / n the score of p has variance n / p(1 − p) if one knew
 * which are right, and Σ q(1 − q) / (p(1 − p))² of it is missing, so that s = 1 − Σ q(1 − q) / (n p(1 − p)). With s = 1, answers taken for
 * known, too few of the intervals held the truth (docs/decisions/2026-11-23-reliabilities-of-unknown-answers.md).
 *
 * Source: missing information: T. A. Louis (1982), doi:10.1111/j.2517-6161.1982.tb01203.x; terms between annotators are left out.
 */
export function betaReliability(
  value: number,
  { right, given, unknown }: { right: number; given: number; unknown: number },
  a: number,
  b: number,
): ReliabilityEstimate {
  if (given === 0) return { value, ci: null, n: 0 };
  const wrong = Math.max(0, given - right);
  const information = (right * wrong) / given;
  const known = information > 0 ? Math.min(1, Math.max(LEAST_KNOWN, 1 - unknown / information)) : 1;
  const [low, high] = [
    betaQuantile(0.025, known * right + a, known * wrong + b),
    betaQuantile(0.975, known * right + a, known * wrong + b),
  ];
  return { value, ci: [Math.min(low, value), Math.max(high, value)], n: given };
}

/** What posteriors say of one annotator's labels. */
export const labelsOf = ({ right, given, unknown }: ExpectedLabels, annotator: number) => ({
  right: realAt(right, annotator),
  given: realAt(given, annotator),
  unknown: realAt(unknown, annotator),
});

/** EM stops when the loss falls by less than `tolerance` per label between two iterations. */
export function hasConverged(lossHistory: readonly number[], labels: number, tolerance: number): boolean {
  const last = lossHistory.at(-1);
  const before = lossHistory.at(-2);
  return last !== undefined && before !== undefined && before - last <= tolerance * Math.max(1, labels);
}
