import { assertLength, intAt, realAt } from "../math/access";
import type { MarginFit } from "./cross-fit-margins";
import { crossFitMargins } from "./cross-fit-margins";
import type { Influence } from "./influence";
import { influenceOf, MINIMUM_TRUTHS } from "./influence";
import { averageRanks } from "./performance-prediction";
import type { PredictedGain } from "./predicted-gain";
import { predictGain } from "./predicted-gain";
import type { PairRows } from "./ridge-bradley-terry";

/** A judge's pairs, some of them answered by people, some adjudicated. Arrays are parallel. */
export interface RoutingData {
  n: number;
  /** Differences of what is known of the two responses, second minus first; d may be 0. */
  pairs: PairRows;
  /** Side that the judge took: −1 the first, 1 the second, 0 neither. // [n] */
  judge: Int32Array;
  /** What else is known before anyone is asked. // [n, d] row-major */
  features: Float64Array;
  d: number;
  /** Share of the people who answered whose label differs from the judge's; NaN where nobody answered. // [n] */
  differs: Float64Array;
  /** P(second better) by the people who answered; NaN where nobody did. // [n] */
  people: Float64Array;
  /** P(second better) by adjudication; NaN where there is none. // [n] */
  gold: Float64Array;
  /** Where people differ from the judge and the truth is known: share of those who differ that are right; NaN elsewhere. // [n] */
  humanRight: Float64Array;
  /** // [n] */
  prompt: Int32Array;
  /** 1 for the items to be routed. // [n] */
  routed: Uint8Array;
  /** How often a person is right, for where too little is adjudicated. In (½, 1). */
  personReliability: number;
  seed: number;
}

/** Reward models of what people and what the judge chose, on the same pairs. */
export interface SourceMargins {
  people: MarginFit | null;
  judge: MarginFit | null;
}

export interface InstanceScores {
  gain: PredictedGain;
  influence: Influence | null;
  /** Weight of the influence's ranks beside the uplift's. */
  influenceWeight: number;
  /** D times the effect of turning the label round; null with no influence. // [n] */
  weightedInfluence: Float64Array | null;
  /** rank(uplift) + weight · rank(influence), ranks within the routed and within the others. // [n] */
  score: Float64Array;
  /** All columns that the disagreement model saw, the margins' last. // [n, d] row-major */
  features: Float64Array;
  d: number;
}

/** Columns that are worked out from the margins, after the caller's own. */
export const MARGIN_FEATURES = 4;
/** Of the influence where its order is certain: more gains a little where people are right and costs much where they are not. */
const INFLUENCE_WEIGHT = 0.5;
/** An adjudicated label counts twice as much as one by people when the reward model of people's choices is fitted. */
const GOLD_WEIGHT = 2;

/** Cross-fitted margins of a reward model of people's choices, adjudicated ones counting twice, and of one of the judge's. */
export function fitSources(data: RoutingData): SourceMargins {
  const { pairs, prompt, seed } = data;
  const weight = data.gold.map((value) => (Number.isNaN(value) ? 1 : GOLD_WEIGHT));
  return {
    people: crossFitMargins(pairs, bestKnown(data), weight, prompt, seed),
    judge: crossFitMargins(
      pairs,
      Float64Array.from(data.judge, (side) => (1 + side) / 2),
      null,
      prompt,
      seed,
    ),
  };
}

/**
 * Whom to ask first: rank(uplift) + w rank(influence).
 *
 * Uplift, D (2π − 1), is the expected number of labels repaired minus broken (predicted-gain.ts); it protects from asking people
 * where they err. Influence is D times what turning the label round does for the reward model (influence.ts); it prefers the
 * errors that matter. w is ½ times the influence's reliability: where known truths are few, or texts say little, its order is
 * chance and is left out. Every margin that becomes a feature is cross-fitted by prompt.
 *
 * @returns null where too few items have both labels.
 */
export function scoreInstances(data: RoutingData, { people, judge }: SourceMargins): InstanceScores | null {
  assertLength("judge", data.judge.length, data.n);
  assertLength("people", data.people.length, data.n);
  assertLength("gold", data.gold.length, data.n);
  assertLength("routed", data.routed.length, data.n);
  const { pairs, prompt, seed } = data;
  const { features, d } = withMargins(data, people, judge);
  const gain = predictGain({ ...data, features, d });
  if (gain === null) return null;
  const adjudicated = data.gold.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const truth = adjudicated < MINIMUM_TRUTHS ? bestKnown(data) : data.gold;
  const influence = judge && influenceOf({ pairs, fit: judge.fit, judge: data.judge, truth, prompt, seed });
  const influenceWeight = influence === null ? 0 : INFLUENCE_WEIGHT * influence.reliability;
  const weightedInfluence = influence && influence.effect.map((effect, row) => effect * realAt(gain.pDisagree, row));
  // A reliability that nothing was held against may not say where people do harm: then they are asked where they differ most.
  const upliftRank = ranksWithin(gain.humanRightFrom === "fallback" ? gain.pDisagree : gain.expectedGain, data.routed);
  const influenceRank = weightedInfluence && ranksWithin(weightedInfluence, data.routed);
  const score = influenceRank ? upliftRank.map((rank, row) => rank + influenceWeight * realAt(influenceRank, row)) : upliftRank;
  return { gain, influence, influenceWeight, weightedInfluence, score, features, d };
}

/** The adjudicated label where there is one, else what people said. // [n] */
function bestKnown({ people, gold }: RoutingData): Float64Array {
  return people.map((value, row) => (Number.isNaN(realAt(gold, row)) ? value : realAt(gold, row)));
}

/** Signed square root: large margins count, but do not rule. */
export function signedRoot(value: number): number {
  return Math.sign(value) * Math.sqrt(Math.abs(value));
}

/** The caller's columns and what the two reward models say of the judge's label. */
function withMargins(data: RoutingData, people: MarginFit | null, judge: MarginFit | null): { features: Float64Array; d: number } {
  const d = data.d + MARGIN_FEATURES;
  const features = new Float64Array(data.n * d);
  for (let row = 0; row < data.n; row += 1) {
    features.set(data.features.subarray(row * data.d, (row + 1) * data.d), row * d);
    const side = intAt(data.judge, row);
    const human = people === null ? 0 : realAt(people.margins, row);
    const machine = judge === null ? 0 : realAt(judge.margins, row);
    const at = row * d + data.d;
    features[at] = signedRoot(side * human);
    features[at + 1] = Math.sqrt(Math.abs(human));
    features[at + 2] = side * human < 0 ? 1 : 0;
    features[at + 3] = signedRoot(side * machine);
  }
  return { features, d };
}

/** rank / count among the rows of the same group, ascending, ties sharing their mean. // [n] */
function ranksWithin(values: Float64Array, routed: Uint8Array): Float64Array {
  const ranks = new Float64Array(values.length);
  for (const group of [0, 1]) {
    const rows = Int32Array.from(values.keys()).filter((row) => routed[row] === group);
    const own = averageRanks(Float64Array.from(rows, (row) => realAt(values, row)));
    rows.forEach((row, position) => {
      ranks[row] = realAt(own, position) / rows.length;
    });
  }
  return ranks;
}
