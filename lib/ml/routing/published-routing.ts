import { assertLength, dot, realAt } from "../math/access";
import { createRandom, deriveSeed, permutation } from "../random/random";
import { expandKernel } from "./kernel-fit";
import { predictPerformance } from "./performance-prediction";
import type { PerformanceFit } from "./performance-prediction";
import { assertTagged, countTags, itemsOfTags, sampleMix } from "./published-candidates";
import type { TaggedItems } from "./published-candidates";
import { topItems } from "./strategies";

/** Predicted performance of a mix from its tag counts. // [t] → score */
export type MixPredictor = (counts: Float64Array) => number;

/** Coefficients as they are published: ŷ = intercept + w · counts. */
export function linearPredictor(weights: Float64Array, intercept = 0): MixPredictor {
  return (counts) => {
    assertLength("counts", counts.length, weights.length);
    return intercept + dot(weights, 0, counts, 0, weights.length);
  };
}

/** A fitted model as a predictor; polynomials are multiplied out once, so that a prediction costs t² at most and not rows × t. */
export function mixPredictor(fit: PerformanceFit, t: number): MixPredictor {
  if (fit.model === "gbdt" || fit.kernel.kernel === "gaussian") return (counts) => realAt(predictPerformance(fit, counts, t), 0);
  const { constant, linear, quadratic } = expandKernel(fit.kernel);
  return (counts) => {
    assertLength("counts", counts.length, t);
    let sum = constant + dot(linear, 0, counts, 0, t);
    if (quadratic === null) return sum;
    for (let a = 0; a < t; a += 1) {
      const value = realAt(counts, a);
      if (value !== 0) sum += value * dot(quadratic, a * t, counts, 0, t);
    }
    return sum;
  };
}

/**
 * What sending one item alone to people is predicted to bring: gain_i = ŷ(e_i) − ŷ(0), e_i its binary tags. For a linear predictor
 * this is w · e_i. It looks near the origin, where products of counts vanish: it does not see saturation.
 * `scale` is what one item adds to a count, where the predictor was fitted to mixes of another size.
 * // [n]
 */
export function instanceGains(items: TaggedItems, predict: MixPredictor, scale = 1): Float64Array {
  assertTagged(items);
  const { n, t, tags } = items;
  const none = predict(new Float64Array(t));
  // Items with the same tags gain the same; there are far fewer combinations than items.
  const known = new Map<string, number>();
  return Float64Array.from({ length: n }, (_, item) => {
    const row = tags.subarray(item * t, (item + 1) * t);
    const key = row.join("");
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const gain = predict(Float64Array.from(row, (tag) => tag * scale)) - none;
    known.set(key, gain);
    return gain;
  });
}

/** The items with the largest gains go to people, whatever their sign. // [n] of 0 and 1 */
export function routeTopK(gains: Float64Array, budget: number): Uint8Array {
  return mark(gains.length, topItems(gains, budget));
}

/**
 * Every item whose gain exceeds `above`: the paper's rule for single items with 0; its code also knows 1e-4 (linear) and 1e-5
 * (quadratic). // [n] of 0 and 1
 */
export function routePositive(gains: Float64Array, above = 0): Uint8Array {
  return Uint8Array.from(gains, (gain) => (gain > above ? 1 : 0));
}

/** Each item goes to people with the same probability, so that the budget is met in expectation only. // [n] of 0 and 1 */
export function routeByCoin(n: number, share: number, seed: number): Uint8Array {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share = ${share} must lie in [0, 1]`);
  const random = createRandom(seed);
  return Uint8Array.from({ length: n }, () => (random.uniform() < share ? 1 : 0));
}

/** Exactly `budget` items at random. // [n] of 0 and 1 */
export function routeAtRandom(n: number, budget: number, seed: number): Uint8Array {
  return mark(n, permutation(createRandom(seed), n).slice(0, budget));
}

export interface SimulatedMix {
  /** 1 for people // [n] */
  routed: Uint8Array;
  predicted: number;
  /** mixes that were drawn and predicted */
  draws: number;
}

/** As published; the predicted best rises little beyond 1,000. */
const DRAWS = 500;

/**
 * The best predicted of many random mixes at one budget.
 * Source: Miranda et al. (2025), arXiv:2410.19133, section 4: 500 draws of the candidate sampler, argmax.
 */
export function routeSimulated(
  items: TaggedItems,
  predict: MixPredictor,
  settings: { budget: number; seed: number; draws?: number; scale?: number },
): SimulatedMix {
  return simulate(items, predict, settings, () => settings.budget);
}

/** The best predicted of random mixes of random budgets: "unlimited", the paper's best hybrid. */
export function routeUnlimited(
  items: TaggedItems,
  predict: MixPredictor,
  settings: { seed: number; budgets?: number; drawsEach?: number; scale?: number },
): SimulatedMix {
  const { budgets = DRAWS, drawsEach = 1, seed } = settings;
  const random = createRandom(deriveSeed(seed, -1));
  const drawn = Array.from({ length: budgets }, () => (items.n === 0 ? 0 : 1 + random.integer(items.n)));
  return simulate(items, predict, { ...settings, draws: budgets * drawsEach }, (draw) => drawn[Math.floor(draw / drawsEach)] ?? 0);
}

function simulate(
  items: TaggedItems,
  predict: MixPredictor,
  { seed, draws = DRAWS, scale = 1 }: { seed: number; draws?: number; scale?: number },
  budgetOf: (draw: number) => number,
): SimulatedMix {
  assertTagged(items);
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`draws = ${draws} must be a positive integer`);
  const lists = itemsOfTags(items);
  let best: SimulatedMix | null = null;
  for (let draw = 0; draw < draws; draw += 1) {
    const routed = sampleMix(lists, items.n, budgetOf(draw), createRandom(deriveSeed(seed, draw)));
    const predicted = predict(countTags(items, routed).map((count) => count * scale));
    if (best === null || predicted > best.predicted) best = { routed, predicted, draws };
  }
  return best ?? { routed: new Uint8Array(items.n), predicted: predict(new Float64Array(items.t)), draws };
}

/**
 * What each tag gains: a number of its items, at random, to people and all others to the language model, predicted, less all-LM;
 * mean over trials, per item routed. // [t]; NaN never: a tag without items gains 0
 * Source: Miranda et al. (2025), tables 6 and 13: 100 items, 3 trials.
 */
export function tagGains(
  items: TaggedItems,
  predict: MixPredictor,
  settings: { items?: number; trials?: number; seed: number; scale?: number },
): Float64Array {
  const { items: most = 100, trials = 3, seed, scale = 1 } = settings;
  const none = predict(new Float64Array(items.t));
  return Float64Array.from(itemsOfTags(items), (list, tag) => {
    if (list.length === 0) return 0;
    let sum = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const random = createRandom(deriveSeed(seed, tag * trials + trial));
      const drawn = permutation(random, list.length).slice(0, most);
      const routed = mark(
        items.n,
        drawn.map((place) => list[place] ?? 0),
      );
      sum += (predict(countTags(items, routed).map((count) => count * scale)) - none) / drawn.length;
    }
    return sum / trials;
  });
}

function mark(n: number, chosen: Int32Array): Uint8Array {
  const routed = new Uint8Array(n);
  for (const item of chosen) routed[item] = 1;
  return routed;
}
