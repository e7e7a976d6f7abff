import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import { clusterBootstrap } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { assertLength, intAt, realAt } from "../math/access";
import { topItems } from "./strategies";

/** Seed items, whose human and language-model labels are both known, in the order a strategy would route them. */
export interface CurveData {
  /** The strategy's score of each seed item, from a model that has not seen its label. // [m] */
  score: Float64Array;
  /** P(the label that people would give is right). // [m] */
  person: Float64Array;
  /** P(the judge's label is right). // [m] */
  judge: Float64Array;
  /** Resampling group of each seed item, its prompt. // [m] */
  cluster: Int32Array | null;
}

export interface CurvePoint {
  /** Share of items that go to people. */
  share: number;
  /** Expected share of right labels, with a 95 % band. */
  accuracy: Estimate;
}

/**
 * Label accuracy against the share of items that people label, replayed on the seed: the share with the highest scores takes people's
 * label, which is right with p_i, the rest the judge's, which is right with q_i:
 *
 *   A(b) = mean_i [ p_i over the routed, q_i over the rest ]
 *
 * At share 0 this is all-LM, at 1 all-human; a random choice lies on the straight line between them. The band resamples
 * prompts and routes the same share of each resample; where p and q are modelled (seed-accuracy.ts) it does not cover their error.
 */
export function routingCurve(data: CurveData, shares: readonly number[], settings: Partial<BootstrapSettings> = {}): CurvePoint[] {
  const m = data.score.length;
  assertLength("person", data.person.length, m);
  assertLength("judge", data.judge.length, m);
  const order = topItems(data.score, m);
  return shares.map((share) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`share = ${share} must lie in [0, 1]`);
    const accuracy = clusterBootstrap(
      { rows: m, cluster: data.cluster },
      (weights) => accuracyAt(data, order, weights, share),
      "No item has both a human and a language-model label.",
      settings,
    );
    return { share, accuracy };
  });
}

function accuracyAt(data: CurveData, order: Int32Array, weights: Float64Array, share: number): number | null {
  let total = 0;
  for (const weight of weights) total += weight;
  if (total === 0) return null;
  let left = share * total;
  let right = 0;
  for (let position = 0; position < order.length; position += 1) {
    const item = intAt(order, position);
    const weight = realAt(weights, item);
    if (weight === 0) continue;
    const routed = Math.min(weight, Math.max(0, left));
    left -= weight;
    right += routed * realAt(data.person, item) + (weight - routed) * realAt(data.judge, item);
  }
  return right / total;
}
