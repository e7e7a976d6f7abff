import { addAt, intAt, realAt } from "../math/access";
import { asDistributions, climb } from "./climb";
import { betaReliability, classPrior, expectedRight, labelsOf, normaliseLogJoint, voteShares } from "./posteriors";
import type { AnnotatorFit, Votes } from "./votes";
import { assertVotes } from "./votes";

export interface DawidSkeneOptions {
  /**
   * Dirichlet prior of the confusion rows as imagined labels of every annotator for every true class: `rightPseudoCount` on
   * the true class and `wrongPseudoCount` spread over the others. 2 and 1 say "twice as often right as wrong" with the
   * weight of three labels: enough to hold annotators with few labels together, gone after a few dozen.
   */
  rightPseudoCount: number;
  wrongPseudoCount: number;
  /** Dirichlet pseudo-count of each class; 1 is one imagined task a class. */
  classPseudoCount: number;
  maxIterations: number;
  /** Stop when the loss falls by less than this many nats a label. EM creeps: at 1e-8 some posteriors are still 0.04 from where they end. */
  tolerance: number;
}

const DEFAULTS: DawidSkeneOptions = {
  rightPseudoCount: 2,
  wrongPseudoCount: 1,
  classPseudoCount: 1,
  maxIterations: 2000,
  tolerance: 1e-14,
};

export interface DawidSkeneFit extends AnnotatorFit {
  /** θ_a[j, l] = P(annotator a answers l | truth j). // [annotators, K, K] row-major */
  confusion: Float64Array;
  /** π_j. // [K] */
  classPrior: Float64Array;
}

/**
 * Dawid and Skene's model: every annotator has a confusion matrix.
 *
 *   z_t ~ π,   P(y_at = l | z_t = j) = θ_a[j, l]
 *   E:  P(z_t = j | y) ∝ π_j Π_a θ_a[j, y_at]          (in logarithms)
 *   M:  θ_a[j, l] ∝ Σ_t P(z_t = j) [y_at = l] + α_jl,   π_j ∝ Σ_t P(z_t = j) + γ
 *
 * EM climbs to a posterior mode, with Dirichlet(1 + α) rows and Dirichlet(1 + γ) class shares, from vote shares, which
 * selects the labelling of the classes that the majority uses. The minimised loss is −log P(y, θ, π).
 * Reliability is Σ_j π_j θ_a[j, j]; its interval comes from Beta(expected right + prior, expected wrong + prior) and takes
 * the tasks' posteriors as known, so it is too narrow where tasks have two or three labels.
 *
 * Cost: iterations × labels × K; memory annotators × K².
 * Source: A. P. Dawid and A. M. Skene (1979), Applied Statistics 28, eq. 2.3–2.5, doi:10.2307/2346806; priors on the rows:
 * Raykar et al. (2010), JMLR 11.
 *
 * @example fitDawidSkene({ tasks: 1, annotators: 3, classes: 2, task: [0,0,0], annotator: [0,1,2], label: [1,1,0] }) // class 1 leads
 */
export function fitDawidSkene(votes: Votes, options: Partial<DawidSkeneOptions> = {}): DawidSkeneFit {
  const settings = { ...DEFAULTS, ...options };
  assertVotes(votes);
  if (!(settings.rightPseudoCount > 0 && settings.wrongPseudoCount > 0))
    throw new RangeError("pseudo-counts must be positive: a probability of zero would never recover");
  const { round, converged, lossHistory } = climb(
    voteShares(votes),
    (at) => {
      const confusion = confusionMode(votes, at, settings);
      const prior = classPrior(at, votes.tasks, votes.classes, settings.classPseudoCount);
      const { posterior, logLikelihood } = expectation(votes, confusion, prior);
      return { at, confusion, prior, next: posterior, loss: -logLikelihood - logPrior(confusion, prior, votes, settings) };
    },
    (posterior) => asDistributions(posterior, votes.classes),
    { ...settings, labels: votes.task.length },
  );
  const { next: posterior, confusion, prior } = round;
  const reliability = reliabilities(votes, posterior, confusion, prior, settings);
  return { posterior, confusion, classPrior: prior, reliability, converged, iterations: lossHistory.length, lossHistory };
}

function offDiagonal(settings: DawidSkeneOptions, classes: number): number {
  return settings.wrongPseudoCount / Math.max(1, classes - 1);
}

function confusionMode(votes: Votes, posterior: Float64Array, settings: DawidSkeneOptions): Float64Array {
  const { annotators, classes } = votes;
  const off = offDiagonal(settings, classes);
  const confusion = new Float64Array(annotators * classes * classes).fill(off);
  for (let a = 0; a < annotators; a += 1)
    for (let j = 0; j < classes; j += 1) confusion[(a * classes + j) * classes + j] = settings.rightPseudoCount;
  for (let row = 0; row < votes.task.length; row += 1) {
    const from = intAt(votes.task, row) * classes;
    const cell = intAt(votes.annotator, row) * classes * classes + intAt(votes.label, row);
    for (let j = 0; j < classes; j += 1) addAt(confusion, cell + j * classes, realAt(posterior, from + j));
  }
  for (let start = 0; start < confusion.length; start += classes) {
    let total = 0;
    for (let l = 0; l < classes; l += 1) total += realAt(confusion, start + l);
    for (let l = 0; l < classes; l += 1) confusion[start + l] = realAt(confusion, start + l) / total;
  }
  return confusion;
}

function expectation(votes: Votes, confusion: Float64Array, prior: Float64Array): { posterior: Float64Array; logLikelihood: number } {
  const { tasks, classes } = votes;
  const logConfusion = confusion.map((probability) => Math.log(probability));
  const logJoint = new Float64Array(tasks * classes);
  for (let task = 0; task < tasks; task += 1)
    for (let j = 0; j < classes; j += 1) logJoint[task * classes + j] = Math.log(realAt(prior, j));
  for (let row = 0; row < votes.task.length; row += 1) {
    const from = intAt(votes.task, row) * classes;
    const cell = intAt(votes.annotator, row) * classes * classes + intAt(votes.label, row);
    for (let j = 0; j < classes; j += 1) addAt(logJoint, from + j, realAt(logConfusion, cell + j * classes));
  }
  return { logLikelihood: normaliseLogJoint(logJoint, tasks, classes), posterior: logJoint };
}

function logPrior(confusion: Float64Array, prior: Float64Array, votes: Votes, settings: DawidSkeneOptions): number {
  const { classes } = votes;
  const off = offDiagonal(settings, classes);
  let sum = 0;
  for (let cell = 0; cell < confusion.length; cell += 1) {
    const onDiagonal = Math.floor(cell / classes) % classes === cell % classes;
    sum += (onDiagonal ? settings.rightPseudoCount : off) * Math.log(realAt(confusion, cell));
  }
  for (const share of prior) sum += settings.classPseudoCount * Math.log(share);
  return sum;
}

function reliabilities(votes: Votes, posterior: Float64Array, confusion: Float64Array, prior: Float64Array, settings: DawidSkeneOptions) {
  const { classes } = votes;
  const expected = expectedRight(votes, posterior);
  return Array.from(expected.right, (_, annotator) => {
    let value = 0;
    for (let j = 0; j < classes; j += 1) value += realAt(prior, j) * realAt(confusion, (annotator * classes + j) * classes + j);
    return betaReliability(value, labelsOf(expected, annotator), settings.rightPseudoCount, settings.wrongPseudoCount);
  });
}
