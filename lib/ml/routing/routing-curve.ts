import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import { clusterBootstrapEach, hiddenClusters, meanWithin, sameThroughout, weightedMean } from "../bootstrap/cluster-bootstrap";
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
  /** Both as they would be told by a resample, where the items themselves tell them; those given above are of weights of 1. */
  resampled?: ((weights: Float64Array) => Right) | null;
}

/** How right a person and the judge are on each item. // [m] each */
export interface Right {
  person: Float64Array;
  judge: Float64Array;
}

export interface CurvePoint {
  /** Share of items that go to people. */
  share: number;
  /** Expected share of right labels, with a 95 % band. */
  accuracy: Estimate;
  /** That of the same share drawn at random: its expectation over all draws. */
  random: Estimate;
}

/**
 * Label accuracy against the share of items that people label, replayed on the seed: the share with the highest scores takes people's
 * label, which is right with p_i, the rest the judge's, which is right with q_i:
 *
 *   A(b) = mean_i [ p_i over the routed, q_i over the rest ]
 *
 * At share 0 this is all-LM, at 1 all-human; a random choice lies on the straight line between them. The band resamples
 * prompts and routes the same share of each resample. Where p and q are modelled (seed-accuracy.ts) it covers their error as far as
 * `resampled` reckons them anew; what known truths leave open is added outside (known-truth-error.ts).
 * Cost: draws × (m + shares), one walk down the order passing every share, and draws of `resampled`.
 */
export function routingCurve(data: CurveData, shares: readonly number[], settings: Partial<BootstrapSettings> = {}): CurvePoint[] {
  const m = data.score.length;
  assertLength("person", data.person.length, m);
  assertLength("judge", data.judge.length, m);
  for (const share of shares) if (!(share >= 0 && share <= 1)) throw new RangeError(`share = ${share} must lie in [0, 1]`);
  const order = topItems(data.score, m);
  const places = [...shares.keys()].sort((a, b) => (shares[a] ?? 0) - (shares[b] ?? 0));
  const estimates = clusterBootstrapEach(
    { rows: m, cluster: data.cluster },
    (weights) => {
      const right = data.resampled ? data.resampled(weights) : data;
      const [none, all] = [weightedMean(right.judge, weights), weightedMean(right.person, weights)];
      return [
        ...accuracyAt(right, order, weights, shares, places),
        ...shares.map((share) => (none === null || all === null ? null : none + share * (all - none))),
      ];
    },
    "No item has both a human and a language-model label.",
    settings,
  );
  const at = (index: number): Estimate => estimates[index] ?? { value: null, reason: "There is no such share." };
  return shares.map((share, index) => ({ share, accuracy: at(index), random: at(shares.length + index) }));
}

/** Two shares of people, in the same order of asking. */
export interface CurveStep {
  from: number;
  to: number;
}

/**
 * What people add between two shares, A(to) − A(from), on the same resamples: what both have in common cancels, so that its interval
 * is far narrower than those of the two ends would make it. Of the w = |to − from| of the items that change hands, each moves the
 * difference by at most one; where all resamples agree, hidden ones among them may be otherwise.
 * @param neverWorse whether people are right by definition, so that passing from the judge to them cannot lose
 */
export function routingGains(
  data: CurveData,
  steps: readonly CurveStep[],
  { neverWorse = false, ...settings }: Partial<BootstrapSettings> & { neverWorse?: boolean } = {},
): Estimate[] {
  const m = data.score.length;
  const shares = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  for (const share of shares) if (!(share >= 0 && share <= 1)) throw new RangeError(`share = ${share} must lie in [0, 1]`);
  const order = topItems(data.score, m);
  const places = [...shares.keys()];
  const ends = steps.map(({ from, to }) => [shares.indexOf(from), shares.indexOf(to)] as const);
  const rows = { rows: m, cluster: data.cluster };
  const estimates = clusterBootstrapEach(
    rows,
    (weights) => {
      const accuracy = accuracyAt(data.resampled ? data.resampled(weights) : data, order, weights, shares, places);
      return ends.map(([from, to]) => {
        const [before, after] = [accuracy[from] ?? null, accuracy[to] ?? null];
        return before === null || after === null ? null : after - before;
      });
    },
    "No item has both a human and a language-model label.",
    { ...settings, alike: null },
  );
  return estimates.map((estimate, index): Estimate => {
    if (estimate.value === null) return estimate;
    const { from, to } = steps[index] ?? { from: 0, to: 0 };
    const [low, high] = neverWorse ? [Math.min(0, to - from), Math.max(0, to - from)] : [-Math.abs(to - from), Math.abs(to - from)];
    const unmoved = estimate.ci === null || sameThroughout(estimate.ci, estimate.value);
    const ci = unmoved ? meanWithin(low, high).interval(estimate.value, hiddenClusters(rows)) : (estimate.ci ?? [low, high]);
    return { ...estimate, ci: [Math.min(estimate.value, Math.max(low, ci[0])), Math.max(estimate.value, Math.min(high, ci[1]))] };
  });
}

/** @param places of the shares in ascending order */
function accuracyAt(
  { person, judge }: Right,
  order: Int32Array,
  weights: Float64Array,
  shares: readonly number[],
  places: readonly number[],
): (number | null)[] {
  let total = 0;
  let byJudge = 0;
  for (let position = 0; position < order.length; position += 1) {
    const item = intAt(order, position);
    total += realAt(weights, item);
    byJudge += realAt(weights, item) * realAt(judge, item);
  }
  const accuracy = shares.map((): number | null => null);
  if (total === 0) return accuracy;
  let position = 0;
  // Of the items before `position`: their weight, and what people and the judge have right on them. The judge's sum is taken in the
  // order of the whole one, so that nothing is left of it, to the last bit, where people label everything.
  let passed = 0;
  let people = 0;
  let judged = 0;
  for (const place of places) {
    const routed = (shares[place] ?? 0) * total;
    let partly = 0;
    for (; position < order.length; position += 1) {
      const item = intAt(order, position);
      const weight = realAt(weights, item);
      if (passed + weight > routed) {
        partly = (routed - passed) * (realAt(person, item) - realAt(judge, item));
        break;
      }
      passed += weight;
      people += weight * realAt(person, item);
      judged += weight * realAt(judge, item);
    }
    accuracy[place] = (people + (byJudge - judged) + partly) / total;
  }
  return accuracy;
}
