import { realAt } from "../math/access";
import { logSumExp } from "../math/special";

/**
 * Posterior over one task's classes from the labels of annotators whose accuracies are known:
 *
 *   P(c | y) ∝ Π_a  q_a          where y_a = c
 *                   (1 − q_a)/(K − 1)   elsewhere
 *
 * the expectation step of the one-coin model (fitOneCoin) under a uniform prior, for a single task: cheap enough to be asked
 * after each answer. Accuracies are held within [0.02, 0.98], so that nobody decides a task alone for ever.
 *
 * @param labels class of each label with the accuracy of whoever gave it, 0 … 1. // [labels]
 * @param classes K ≥ 2
 * @returns P(c | y). // [K], uniform where there is no label
 * Cost: labels × K. Source: Dawid and Skene (1979), eq. 2.5, doi:10.2307/2346806, with one accuracy an annotator.
 *
 * Two labels for class 0 by annotators of accuracy .75 among K = 4: .75² / (.75² + 3 (.25/3)²) = .964.
 */
export function labelPosterior(labels: readonly { label: number; accuracy: number }[], classes: number): Float64Array {
  if (!Number.isInteger(classes) || classes < 2) throw new RangeError(`classes = ${classes} must be an integer of at least 2`);
  const joint = new Float64Array(classes);
  for (const { label, accuracy } of labels) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) throw new RangeError(`labels: class ${label} is none of ${classes}`);
    if (!(accuracy >= 0 && accuracy <= 1)) throw new RangeError(`labels: accuracy ${accuracy} is not in 0 … 1`);
    const q = Math.min(0.98, Math.max(0.02, accuracy));
    const right = Math.log(q);
    const wrong = Math.log((1 - q) / (classes - 1));
    for (let c = 0; c < classes; c += 1) joint[c] = realAt(joint, c) + (c === label ? right : wrong);
  }
  const total = logSumExp(joint, 0, classes);
  return joint.map((value) => Math.exp(value - total));
}
