import { addAt, intAt, realAt } from "../math/access";
import { asDistributions, climb } from "./climb";
import { betaReliability, classPrior, expectedRight, labelsOf, normaliseLogJoint, voteShares } from "./posteriors";
import type { AnnotatorFit, Votes } from "./votes";
import { assertVotes } from "./votes";

export interface OneCoinOptions {
  /**
   * Beta prior of every accuracy as counts of [right, wrong] labels. The default [4, 2] has its mode at 3/4: someone with a
   * handful of labels is taken for fairly good until labels say otherwise, and nobody is ever certain.
   */
  priorCounts: [number, number];
  /** Dirichlet pseudo-count of each class; 1 is one imagined task a class. */
  classPseudoCount: number;
  maxIterations: number;
  /** Stop when the loss falls by less than this many nats a label. EM creeps: at 1e-8 some posteriors are still 0.04 from where they end. */
  tolerance: number;
}

const DEFAULTS: OneCoinOptions = { priorCounts: [4, 2], classPseudoCount: 1, maxIterations: 2000, tolerance: 1e-14 };

export interface OneCoinFit extends AnnotatorFit {
  /** q_a: probability of a right label; the prior mode for annotators without labels. // [annotators] */
  accuracy: Float64Array;
  /** π_c. // [K] */
  classPrior: Float64Array;
}

/**
 * One accuracy an annotator, whatever the class:
 *
 *   z_t ~ π,   P(y_at = z_t) = q_a,   P(y_at = c ≠ z_t) = (1 − q_a)/(K − 1)
 *
 * fitted by EM for the posterior mode under q_a ~ Beta(priorCounts) and π ~ Dirichlet. The start at vote shares picks the
 * solution in which most annotators are better than chance (the mirror image has the same likelihood for K = 2).
 * The reliability interval is that of Beta(expected right + prior, expected wrong + prior): it takes the posteriors of the
 * tasks as known, so it is too narrow where tasks have two or three labels.
 *
 * Cost: iterations × labels × K. Source: the homogeneous special case of Dawid and Skene (1979), doi:10.2307/2346806;
 * the one-coin name and the prior: Karger, Oh and Shah (2014), doi:10.1287/opre.2013.1235.
 */
export function fitOneCoin(votes: Votes, options: Partial<OneCoinOptions> = {}): OneCoinFit {
  const settings = { ...DEFAULTS, ...options };
  assertVotes(votes);
  const [priorRight, priorWrong] = settings.priorCounts;
  if (!(priorRight >= 1 && priorWrong >= 1)) throw new RangeError("priorCounts must both be at least 1, so that the mode exists");
  const { round, converged, lossHistory } = climb(
    voteShares(votes),
    (at) => {
      const { right, given } = expectedRight(votes, at);
      const accuracy = accuracyMode(right, given, priorRight, priorWrong);
      const prior = classPrior(at, votes.tasks, votes.classes, settings.classPseudoCount);
      const { posterior, logLikelihood } = expectation(votes, accuracy, prior);
      return { at, accuracy, prior, next: posterior, loss: -logLikelihood - logPrior(accuracy, prior, settings) };
    },
    (posterior) => asDistributions(posterior, votes.classes),
    { ...settings, labels: votes.task.length },
  );
  const { next: posterior, accuracy, prior } = round;
  const expected = expectedRight(votes, posterior);
  const reliability = Array.from(accuracy, (value, annotator) =>
    betaReliability(value, labelsOf(expected, annotator), priorRight, priorWrong),
  );
  return { posterior, accuracy, classPrior: prior, reliability, converged, iterations: lossHistory.length, lossHistory };
}

function accuracyMode(right: Float64Array, given: Float64Array, priorRight: number, priorWrong: number): Float64Array {
  return right.map((count, annotator) => {
    const total = realAt(given, annotator) + priorRight + priorWrong - 2;
    // A flat prior and no label: the middle, as nothing is known.
    return total > 0 ? clampProbability((count + priorRight - 1) / total) : 0.5;
  });
}

/** With a flat prior an accuracy may reach 0 or 1, whose logarithm would make single tasks certain for ever. */
function clampProbability(probability: number): number {
  return Math.min(1 - 1e-9, Math.max(1e-9, probability));
}

function expectation(votes: Votes, accuracy: Float64Array, prior: Float64Array): { posterior: Float64Array; logLikelihood: number } {
  const { tasks, classes } = votes;
  const logJoint = new Float64Array(tasks * classes);
  for (let task = 0; task < tasks; task += 1)
    for (let c = 0; c < classes; c += 1) logJoint[task * classes + c] = Math.log(realAt(prior, c));
  const logRight = accuracy.map((q) => Math.log(q));
  const logWrong = accuracy.map((q) => Math.log((1 - q) / Math.max(1, classes - 1)));
  for (let row = 0; row < votes.task.length; row += 1) {
    const from = intAt(votes.task, row) * classes;
    const annotator = intAt(votes.annotator, row);
    const given = intAt(votes.label, row);
    const wrong = realAt(logWrong, annotator);
    for (let c = 0; c < classes; c += 1) addAt(logJoint, from + c, c === given ? realAt(logRight, annotator) : wrong);
  }
  return { logLikelihood: normaliseLogJoint(logJoint, tasks, classes), posterior: logJoint };
}

function logPrior(accuracy: Float64Array, prior: Float64Array, settings: OneCoinOptions): number {
  const [right, wrong] = settings.priorCounts;
  let sum = 0;
  for (const q of accuracy) sum += (right - 1) * Math.log(q) + (wrong - 1) * Math.log1p(-q);
  for (const share of prior) sum += settings.classPseudoCount * Math.log(share);
  return sum;
}
