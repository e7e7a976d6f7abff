import { holding } from "../bootstrap/cluster-bootstrap";
import { addAt, intAt, realAt } from "../math/access";
import { digamma, logGamma } from "../math/special";
import { climb } from "./climb";
import { betaReliability, expectedRight, labelsOf, normaliseLogJoint, voteShares } from "./posteriors";
import type { AnnotatorFit, Votes } from "./votes";
import { assertVotes } from "./votes";

export interface MaceOptions {
  /** Beta prior of competence; [0.5, 0.5] as published favours people who are either careful or not. */
  competencePrior: [number, number];
  /** Dirichlet prior of what a spammer answers; 10 as published. */
  spamPrior: number;
  maxIterations: number;
  /** Stop when a round lowers the loss by less than this many nats a label: so little because it is flat far from the minimum. */
  tolerance: number;
}

const DEFAULTS: MaceOptions = { competencePrior: [0.5, 0.5], spamPrior: 10, maxIterations: 1000, tolerance: 1e-14 };

export interface MaceFit extends AnnotatorFit {
  /** Posterior mean of θ_a, the share of labels that the annotator gave from knowledge rather than by habit. // [annotators] */
  competence: Float64Array;
  /** Posterior mean of ξ_a, what the annotator answers when not looking. // [annotators, K] row-major */
  spam: Float64Array;
}

/** Variational posteriors: θ_a ~ Beta(known, spammed), ξ_a ~ Dirichlet(habit). */
interface Beliefs {
  known: Float64Array;
  spammed: Float64Array;
  habit: Float64Array;
}

/**
 * MACE: an annotator either knows (probability θ_a, then copies the truth) or spams (then draws from a habit ξ_a).
 *
 *   z_t uniform,   P(y_at = l | z_t = j) = θ_a [l = j] + (1 − θ_a) ξ_a[l]
 *
 * Variational Bayes: q(z) q(θ) q(ξ) with Beta and Dirichlet factors; expectations of logarithms enter as exp ψ. The loss is
 * minus the evidence bound, which every round lowers. One deterministic start from the vote shares replaces the published
 * random restarts, so the same labels always give the same answer.
 * Reliability is P(right label) = θ_a + (1 − θ_a) Σ_l ξ_a[l] q_a[l], q_a the classes of the annotator's own tasks, with the
 * interval of Beta(1 + expected right, 1 + expected wrong): that of θ_a takes for known which labels were guessed, and held the true
 * reliability in 52 to 81 of 100.
 *
 * Cost: iterations × labels × K. Source: Hovy, Berg-Kirkpatrick, Vaswani and Hovy (2013), NAACL-HLT, N13-1132, eq. 1–4 and
 * section 3.2.
 */
export function fitMace(votes: Votes, options: Partial<MaceOptions> = {}): MaceFit {
  const settings = { ...DEFAULTS, ...options };
  assertVotes(votes);
  const [priorKnown, priorSpammed] = settings.competencePrior;
  if (!(priorKnown > 0 && priorSpammed > 0 && settings.spamPrior > 0)) throw new RangeError("priors must be positive");
  const least = pack(priorBeliefs(votes, settings));
  const { round, converged, lossHistory } = climb(
    pack(firstBeliefs(votes, voteShares(votes), settings)),
    (at) => {
      const beliefs = unpack(at, votes);
      const { posterior, logLikelihood, beliefs: next } = expectation(votes, beliefs, settings);
      return { at, beliefs, posterior, next: pack(next), loss: divergence(beliefs, votes, settings) - logLikelihood };
    },
    // Counts never fall below their priors.
    (point) => point.map((count, k) => Math.max(count, realAt(least, k))),
    // With one class, knowing it and answering it by habit are the same: nothing tells them apart, however long one looks.
    { ...settings, labels: votes.task.length, ...(votes.classes === 1 ? { tolerance: Number.POSITIVE_INFINITY } : {}) },
  );
  const { posterior, beliefs } = round;
  const competence = beliefs.known.map((known, annotator) => known / (known + realAt(beliefs.spammed, annotator)));
  const spam = normalisedRows(beliefs.habit, votes.classes);
  const reliability = reliabilities(votes, posterior, beliefs, spam);
  return { posterior, competence, spam, reliability, converged, iterations: lossHistory.length, lossHistory };
}

/** Beliefs end to end, as `climb` wants them. // [annotators + annotators + annotators · K] */
function pack({ known, spammed, habit }: Beliefs): Float64Array {
  return Float64Array.from([...known, ...spammed, ...habit]);
}

function unpack(point: Float64Array, { annotators }: Votes): Beliefs {
  return {
    known: point.subarray(0, annotators),
    spammed: point.subarray(annotators, 2 * annotators),
    habit: point.subarray(2 * annotators),
  };
}

/** Start: a label is taken for known with the share of votes that it has on its task, for a habit otherwise. */
function firstBeliefs(votes: Votes, shares: Float64Array, settings: MaceOptions): Beliefs {
  const beliefs = priorBeliefs(votes, settings);
  for (let row = 0; row < votes.task.length; row += 1) {
    const share = realAt(shares, intAt(votes.task, row) * votes.classes + intAt(votes.label, row));
    addLabel(beliefs, votes, row, share);
  }
  return beliefs;
}

function priorBeliefs(votes: Votes, settings: MaceOptions): Beliefs {
  const [known, spammed] = settings.competencePrior;
  return {
    known: new Float64Array(votes.annotators).fill(known),
    spammed: new Float64Array(votes.annotators).fill(spammed),
    habit: new Float64Array(votes.annotators * votes.classes).fill(settings.spamPrior),
  };
}

function addLabel(beliefs: Beliefs, votes: Votes, row: number, known: number): void {
  const annotator = intAt(votes.annotator, row);
  addAt(beliefs.known, annotator, known);
  addAt(beliefs.spammed, annotator, 1 - known);
  addAt(beliefs.habit, annotator * votes.classes + intAt(votes.label, row), 1 - known);
}

function expectation(
  votes: Votes,
  beliefs: Beliefs,
  settings: MaceOptions,
): { posterior: Float64Array; logLikelihood: number; beliefs: Beliefs } {
  const { tasks, classes } = votes;
  const knows = new Float64Array(votes.task.length);
  const spams = new Float64Array(votes.task.length);
  const logJoint = new Float64Array(tasks * classes).fill(-Math.log(classes));
  const weights = geometricMeans(votes, beliefs);
  for (let row = 0; row < votes.task.length; row += 1) {
    const annotator = intAt(votes.annotator, row);
    const given = intAt(votes.label, row);
    knows[row] = realAt(weights.known, annotator);
    spams[row] = realAt(weights.spammed, annotator) * realAt(weights.habit, annotator * classes + given);
    const spam = Math.log(realAt(spams, row));
    const right = Math.log(realAt(knows, row) + realAt(spams, row));
    const from = intAt(votes.task, row) * classes;
    for (let j = 0; j < classes; j += 1) addAt(logJoint, from + j, j === given ? right : spam);
  }
  const logLikelihood = normaliseLogJoint(logJoint, tasks, classes);
  const next = priorBeliefs(votes, settings);
  for (let row = 0; row < votes.task.length; row += 1) {
    const right = realAt(logJoint, intAt(votes.task, row) * classes + intAt(votes.label, row));
    addLabel(next, votes, row, (right * realAt(knows, row)) / (realAt(knows, row) + realAt(spams, row)));
  }
  return { posterior: logJoint, logLikelihood, beliefs: next };
}

/** exp E[log θ], exp E[log(1 − θ)], exp E[log ξ]. */
function geometricMeans(votes: Votes, beliefs: Beliefs): Beliefs {
  const known = new Float64Array(votes.annotators);
  const spammed = new Float64Array(votes.annotators);
  const habit = new Float64Array(beliefs.habit.length);
  for (let annotator = 0; annotator < votes.annotators; annotator += 1) {
    const a = realAt(beliefs.known, annotator);
    const b = realAt(beliefs.spammed, annotator);
    known[annotator] = Math.exp(digamma(a) - digamma(a + b));
    spammed[annotator] = Math.exp(digamma(b) - digamma(a + b));
    const from = annotator * votes.classes;
    let total = 0;
    for (let l = 0; l < votes.classes; l += 1) total += realAt(beliefs.habit, from + l);
    for (let l = 0; l < votes.classes; l += 1) habit[from + l] = Math.exp(digamma(realAt(beliefs.habit, from + l)) - digamma(total));
  }
  return { known, spammed, habit };
}

/** KL(q ‖ prior) of all θ and ξ. */
function divergence(beliefs: Beliefs, votes: Votes, settings: MaceOptions): number {
  let sum = 0;
  const spamPrior = new Array<number>(votes.classes).fill(settings.spamPrior);
  for (let annotator = 0; annotator < votes.annotators; annotator += 1) {
    sum += dirichletDivergence([realAt(beliefs.known, annotator), realAt(beliefs.spammed, annotator)], settings.competencePrior);
    sum += dirichletDivergence(Array.from(beliefs.habit.subarray(annotator * votes.classes, (annotator + 1) * votes.classes)), spamPrior);
  }
  return sum;
}

function dirichletDivergence(q: readonly number[], p: readonly number[]): number {
  const totalQ = q.reduce((sum, value) => sum + value, 0);
  const totalP = p.reduce((sum, value) => sum + value, 0);
  let sum = logGamma(totalQ) - logGamma(totalP);
  q.forEach((value, index) => {
    const prior = p[index] ?? 0;
    sum += logGamma(prior) - logGamma(value) + (value - prior) * (digamma(value) - digamma(totalQ));
  });
  return sum;
}

function normalisedRows(values: Float64Array, classes: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += classes) {
    let total = 0;
    for (let l = 0; l < classes; l += 1) total += realAt(values, from + l);
    for (let l = 0; l < classes; l += 1) result[from + l] = realAt(values, from + l) / total;
  }
  return result;
}

function reliabilities(votes: Votes, posterior: Float64Array, beliefs: Beliefs, spam: Float64Array) {
  const { classes } = votes;
  const expected = expectedRight(votes, posterior);
  const lucky = new Float64Array(votes.annotators);
  for (let row = 0; row < votes.task.length; row += 1) {
    const annotator = intAt(votes.annotator, row);
    for (let l = 0; l < classes; l += 1) {
      addAt(lucky, annotator, realAt(posterior, intAt(votes.task, row) * classes + l) * realAt(spam, annotator * classes + l));
    }
  }
  return Array.from(expected.given, (labels, annotator) => {
    const chance = labels > 0 ? realAt(lucky, annotator) / labels : 1 / classes;
    const known = realAt(beliefs.known, annotator);
    const spammed = realAt(beliefs.spammed, annotator);
    const competence = known / (known + spammed);
    const value = competence + (1 - competence) * chance;
    // The interval is that of right labels, which the competence of few labels may lie beside.
    const found = betaReliability(labels > 0 ? realAt(expected.right, annotator) / labels : value, labelsOf(expected, annotator), 1, 1);
    return { ...found, value, ci: found.ci && holding(found.ci, value) };
  });
}
