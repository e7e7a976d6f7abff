import { assertLength, intAt, realAt } from "../math/access";
import { FOLDS, foldsByPrompt, MOST_ROWS, sampleRows } from "./cross-fit-margins";
import type { ColumnScale, RidgeLogisticFit } from "./ridge-logistic";
import { columnScale, fitRidgeLogistic, predictRidgeLogistic } from "./ridge-logistic";

/** Items with both labels, some of them adjudicated, and the items to route. */
export interface GainData {
  /** All items, routed or seed. */
  n: number;
  /** Features d of every item, known before anyone is asked. // [n, d] row-major */
  features: Float64Array;
  d: number;
  /** Share of the people who answered whose label differs from the language model's; NaN where nobody answered. // [n] */
  differs: Float64Array;
  /** Where they differ and the truth is known: share of those who differ that are right; NaN elsewhere. // [n] */
  humanRight: Float64Array;
  /** Prompt of each item, 0-based: folds never split one. // [n] */
  prompt: Int32Array;
  /** How often a person is right, to tell π by where too little of it was seen. In (½, 1). */
  personReliability: number;
  seed: number;
}

export interface PredictedGain {
  /** D = P(human differs from the language model); cross-fitted for seed items. // [n] */
  pDisagree: Float64Array;
  /** π = P(human right | they differ); cross-fitted for adjudicated items. // [n] */
  pHumanRight: Float64Array;
  /**
   * π for figures of accuracy, of items with both labels, NaN elsewhere: it also goes by what D implies (see `toldRight`). The order of
   * asking does not, for where people err most on what is most contested D implies the opposite. // [n]
   */
  toldHumanRight: Float64Array;
  /** Uplift D (2π − 1): expected labels repaired minus broken. // [n] */
  expectedGain: Float64Array;
  /** Items with both labels, and those of them that differ and are adjudicated. */
  seedItems: number;
  adjudicated: number;
  /** How π was had: fitted on features, one share for all, or from D and people's reliability. */
  humanRightFrom: "features" | "share" | "fallback";
  /** The model of D on all seed items: what explanations are read from. */
  disagreement: RidgeLogisticFit;
}

/** Ridge of the disagreement model on standardised features: chosen on simulations, flat between 4 and 20 on real labels. */
const DISAGREE_PENALTY = 8;
/** Adjudicated differences are few, so π is held tighter; ten times more costs points where people err often. */
const RIGHT_PENALTY = 15;
/** Below 6 adjudicated differences π follows from D; below 30 a single share. */
const MINIMUM_ADJUDICATED = 6;
const MINIMUM_FOR_FEATURES = 30;
/** A judge is taken for no surer than this on an item, nor for less sure than its opposite: D is an estimate, and r multiplies its error. */
const MOST_RELIABLE = 0.95;
/** With fewer double-labelled items a disagreement model is noise. */
export const MINIMUM_SEED = 20;

/**
 * What asking a person is expected to change, item by item.
 *
 *   uplift_i = D_i (2 π_i − 1),   D_i = P(human ≠ LM | x_i),   π_i = P(human right | human ≠ LM, x_i)
 *
 * Both are ridge logistic regressions, so that every sign is learned. Seed items get the D of a model that has not seen their
 * prompt (5 folds), since a score fitted to an item's own label says nothing about unseen ones. Both are about one person: where
 * several answered an item, it counts for π with the share of them that differs. Columns of zeros and ones
 * count as 0 and 2 and are not standardised: a rare tag would otherwise be lent the weight of a common one.
 *
 * @returns null with fewer than {@link MINIMUM_SEED} double-labelled items.
 * Source: our own; for the published scheme by tag counts see Miranda et al. (2025), arXiv:2410.19133.
 */
export function predictGain(data: GainData): PredictedGain | null {
  assertLength("features", data.features.length, data.n * data.d);
  assertLength("differs", data.differs.length, data.n);
  assertLength("humanRight", data.humanRight.length, data.n);
  assertLength("prompt", data.prompt.length, data.n);
  const seeds = rowsWhere(data.n, (row) => !Number.isNaN(realAt(data.differs, row)));
  if (seeds.length < MINIMUM_SEED) return null;
  const scale = seedScale(data, sampleRows(seeds, MOST_ROWS, data.seed));
  const differs = fitAndCrossFit(data, scale, { rows: seeds, target: data.differs, weight: null, penalty: DISAGREE_PENALTY });
  const right = humanRightModel(data, scale, differs.probability);
  return {
    pDisagree: differs.probability,
    pHumanRight: right.probability,
    toldHumanRight: right.from === "fallback" ? right.probability : toldRight(data, scale, seeds, differs.probability),
    expectedGain: differs.probability.map((p, row) => p * (2 * realAt(right.probability, row) - 1)),
    seedItems: seeds.length,
    adjudicated: right.adjudicated,
    humanRightFrom: right.from,
    disagreement: differs.fit,
  };
}

/**
 * π of an item from D and a person's reliability q alone, with independent errors and a two-way question. D = q (1 − r) + r (1 − q)
 * gives the judge's reliability there, r = (q − D)/(2q − 1), held within what any source reaches, and
 *
 *   π = q (1 − r) / (q (1 − r) + r (1 − q)),
 *
 * which is ½ where both are equally good: where a judge is often contradicted, it is the judge that errs. Example: q = .8 and
 * D = .5 give r = .5 and π = .8.
 */
export function rightWhenDisagreeing(personReliability: number, pDisagree: number): number {
  if (!(personReliability > 0.5 && personReliability < 1))
    throw new RangeError(`personReliability = ${personReliability} must lie in (0.5, 1)`);
  const implied = (personReliability - pDisagree) / (2 * personReliability - 1);
  const judge = Math.min(MOST_RELIABLE, Math.max(1 - MOST_RELIABLE, implied));
  const person = personReliability * (1 - judge);
  return person / (person + judge * (1 - personReliability));
}

/** Scale of the columns over the seed; those of zeros and ones become 0 and 2. */
function seedScale(data: GainData, seeds: Int32Array): ColumnScale {
  const x = gather(data, seeds);
  const scale = columnScale(x, seeds.length, data.d);
  for (let k = 0; k < data.d; k += 1) {
    let binary = realAt(scale.deviation, k) > 0;
    for (let row = 0; binary && row < seeds.length; row += 1) {
      const value = realAt(x, row * data.d + k);
      binary = value === 0 || value === 1;
    }
    if (binary) scale.deviation[k] = 0.5;
  }
  return scale;
}

/** A share to be learned on some rows, each counting as much as its weight; all alike where there is none. */
interface Lesson {
  rows: Int32Array;
  target: Float64Array;
  weight: Float64Array | null;
  penalty: number;
}

function fitAndCrossFit(data: GainData, scale: ColumnScale, lesson: Lesson) {
  const { rows } = lesson;
  const fold = foldsByPrompt(data.prompt, data.seed);
  const kept = sampleRows(rows, MOST_ROWS, data.seed);
  const fit = fitOn(data, scale, kept, lesson);
  const probability = predictRidgeLogistic(fit, data.features, data.n);
  for (let held = 0; held < FOLDS; held += 1) {
    const inside = rows.filter((row) => intAt(fold, intAt(data.prompt, row)) === held);
    const outside = kept.filter((row) => intAt(fold, intAt(data.prompt, row)) !== held);
    if (inside.length === 0 || outside.length === 0) continue;
    const other = fitOn(data, scale, outside, lesson);
    predictRidgeLogistic(other, gather(data, inside), inside.length).forEach((p, index) => {
      probability[intAt(inside, index)] = p;
    });
  }
  return { fit, probability };
}

function humanRightModel(
  data: GainData,
  scale: ColumnScale,
  pDisagree: Float64Array,
): { probability: Float64Array; adjudicated: number; from: PredictedGain["humanRightFrom"] } {
  const { differs: weight, humanRight: target } = data;
  const rows = rowsWhere(data.n, (row) => realAt(weight, row) > 0 && !Number.isNaN(realAt(target, row)));
  if (rows.length < MINIMUM_ADJUDICATED) {
    const probability = pDisagree.map((p) => rightWhenDisagreeing(data.personReliability, p));
    return { probability, adjudicated: rows.length, from: "fallback" };
  }
  if (rows.length < MINIMUM_FOR_FEATURES) {
    const differing = rows.reduce((sum, row) => sum + realAt(weight, row), 0);
    const right = rows.reduce((sum, row) => sum + realAt(weight, row) * realAt(target, row), 0);
    return { probability: new Float64Array(data.n).fill((right + 1) / (differing + 2)), adjudicated: rows.length, from: "share" };
  }
  const { probability } = fitAndCrossFit(data, scale, { rows, target, weight, penalty: RIGHT_PENALTY });
  return { probability, adjudicated: rows.length, from: "features" };
}

/**
 * π of items with both labels, by what D implies of it and by how far adjudicated differences bear that out:
 *
 *   logit π_i = a + b s_i (+ θ·x_i with adjudicated differences enough),   s_i = logit of rightWhenDisagreeing(q, D_i)
 *
 * with b held towards 0 by a normal prior of deviation 1, so that twenty differences can turn it round. One share for all would take
 * as many labels for put right among items on which the judge fails as among the others, and tell the gain of asking about the first
 * too low: of 150 items whose judge fails by a tag, 45 with known truths, by 5 points, in place of 2.
 */
function toldRight(data: GainData, scale: ColumnScale, seeds: Int32Array, pDisagree: Float64Array): Float64Array {
  const m = seeds.length;
  const take = (values: Float64Array): Float64Array => Float64Array.from(seeds, (row) => realAt(values, row));
  const [differs, humanRight] = [take(data.differs), take(data.humanRight)];
  const rows = rowsWhere(m, (row) => realAt(differs, row) > 0 && !Number.isNaN(realAt(humanRight, row)));
  const d = rows.length < MINIMUM_FOR_FEATURES ? 0 : data.d;
  const features = new Float64Array(m * (d + 1));
  seeds.forEach((row, position) => {
    const p = rightWhenDisagreeing(data.personReliability, realAt(pDisagree, row));
    features.set(data.features.subarray(row * data.d, row * data.d + d), position * (d + 1));
    features[position * (d + 1) + d] = Math.log(p / (1 - p));
  });
  const own: GainData = { ...data, n: m, features, d: d + 1, differs, humanRight, prompt: seeds.map((row) => intAt(data.prompt, row)) };
  const wide: ColumnScale = {
    mean: Float64Array.from([...scale.mean.subarray(0, d), 0]),
    deviation: Float64Array.from([...scale.deviation.subarray(0, d), 1 / Math.sqrt(RIGHT_PENALTY)]),
  };
  const { probability } = fitAndCrossFit(own, wide, { rows, target: humanRight, weight: differs, penalty: RIGHT_PENALTY });
  const told = new Float64Array(data.n).fill(Number.NaN);
  seeds.forEach((row, position) => (told[row] = realAt(probability, position)));
  return told;
}

function fitOn(data: GainData, scale: ColumnScale, rows: Int32Array, { target, weight, penalty }: Lesson): RidgeLogisticFit {
  const y = Float64Array.from(rows, (row) => realAt(target, row));
  const counts = Float64Array.from(rows, (row) => (weight === null ? 1 : realAt(weight, row)));
  return fitRidgeLogistic(gather(data, rows), data.d, y, counts, penalty, scale);
}

function gather(data: GainData, rows: Int32Array): Float64Array {
  const x = new Float64Array(rows.length * data.d);
  rows.forEach((row, index) => x.set(data.features.subarray(row * data.d, (row + 1) * data.d), index * data.d));
  return x;
}

function rowsWhere(n: number, keep: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: n }, (_, row) => row).filter(keep);
}
