import { realAt } from "../math/access";
import { betaReliability, expectedRight, voteShares } from "./posteriors";
import type { AnnotatorFit, Votes } from "./votes";
import { assertVotes } from "./votes";

export interface MajorityFit extends AnnotatorFit {
  /** The class with most votes; −1 where several lead equally or there is no vote. // [tasks] */
  winner: Int32Array;
}

/**
 * Plurality vote: the share of votes of each class, and the class with most of them. A draw stays a draw: it has no winner,
 * because picking the first class or the first voter would be an answer that nobody gave.
 *
 * An annotator's reliability is the expected agreement with the *other* votes of the same tasks (a label never vouches for
 * itself), with the interval of a Beta(1, 1) posterior on it; labels on tasks without other votes do not count.
 *
 * Cost: labels. `converged` is true with one iteration, so that callers may treat all models alike.
 */
export function majorityVote(votes: Votes): MajorityFit {
  assertVotes(votes);
  const posterior = voteShares(votes);
  const counts = labelsByTask(votes);
  const winner = Int32Array.from({ length: votes.tasks }, (_, task) =>
    realAt(counts, task) > 0 ? soleMaximum(posterior, task * votes.classes, votes.classes) : -1,
  );
  const others = agreementWithOthers(votes, posterior, counts);
  const reliability = Array.from({ length: votes.annotators }, (_, annotator) => {
    const agreed = realAt(others.agreed, annotator);
    const compared = realAt(others.compared, annotator);
    return {
      ...betaReliability(compared > 0 ? agreed / compared : 0.5, { right: agreed, given: compared, unknown: 0 }, 1, 1),
      n: realAt(others.given, annotator),
    };
  });
  return { posterior, winner, reliability, converged: true, iterations: 1, lossHistory: [] };
}

function soleMaximum(values: Float64Array, from: number, classes: number): number {
  let best = 0;
  let tied = false;
  for (let c = 1; c < classes; c += 1) {
    const difference = realAt(values, from + c) - realAt(values, from + best);
    if (difference > 1e-12) {
      best = c;
      tied = false;
    } else if (difference > -1e-12) {
      tied = true;
    }
  }
  return tied ? -1 : best;
}

function labelsByTask(votes: Votes): Float64Array {
  const counts = new Float64Array(votes.tasks);
  for (const task of votes.task) counts[task] = realAt(counts, task) + 1;
  return counts;
}

function agreementWithOthers(votes: Votes, shares: Float64Array, counts: Float64Array) {
  const agreed = new Float64Array(votes.annotators);
  const compared = new Float64Array(votes.annotators);
  votes.task.forEach((task, row) => {
    const count = realAt(counts, task);
    if (count < 2) return;
    const annotator = votes.annotator[row] ?? 0;
    const same = realAt(shares, task * votes.classes + (votes.label[row] ?? 0)) * count;
    agreed[annotator] = realAt(agreed, annotator) + (same - 1) / (count - 1);
    compared[annotator] = realAt(compared, annotator) + 1;
  });
  return { agreed, compared, given: expectedRight(votes, shares).given };
}
