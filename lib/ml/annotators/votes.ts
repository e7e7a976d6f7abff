import { assertIndices, assertLength } from "../math/access";

/**
 * Categorical labels in long form: label r says that annotator `annotator[r]` gave task `task[r]` the class `label[r]`.
 * All numbers are 0-based; ids are mapped to them outside. Tasks and annotators may have no label at all.
 */
export interface Votes {
  tasks: number;
  annotators: number;
  /** K, the number of classes. */
  classes: number;
  // [labels]
  task: Int32Array;
  // [labels]
  annotator: Int32Array;
  // [labels]
  label: Int32Array;
}

/** Throws a RangeError naming the part of the votes that cannot be used. */
export function assertVotes(votes: Votes): void {
  if (!Number.isInteger(votes.classes) || votes.classes < 1) throw new RangeError(`classes = ${votes.classes} must be a positive integer`);
  assertLength("annotator", votes.annotator.length, votes.task.length);
  assertLength("label", votes.label.length, votes.task.length);
  assertIndices("task", votes.task, votes.tasks);
  assertIndices("annotator", votes.annotator, votes.annotators);
  assertIndices("label", votes.label, votes.classes);
}

/** How good an annotator is taken to be. */
export interface ReliabilityEstimate {
  /** Probability of giving the true class, averaged over classes as they occur. */
  value: number;
  /** Central 95 % interval; null where the model gives none or the annotator gave no label. */
  ci: [number, number] | null;
  /** Labels given. */
  n: number;
}

/** What every annotator model returns. */
export interface AnnotatorFit {
  /** P(class | labels) of each task; the class prior where a task has no label. // [tasks, K] row-major */
  posterior: Float64Array;
  /** One entry an annotator. // [annotators] */
  reliability: ReliabilityEstimate[];
  /** Whether the loss stopped falling before the iteration bound. */
  converged: boolean;
  iterations: number;
  /** The minimised objective after each iteration, in nats; never rises. */
  lossHistory: number[];
}
