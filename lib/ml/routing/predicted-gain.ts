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
  /** Where they differ and the truth is known: 1 people were right, 0 not; −1 elsewhere. // [n] */
  humanRight: Int32Array;
  /** Prompt of each item, 0-based: folds never split one. // [n] */
  prompt: Int32Array;
  /** P(human right | they differ) to use where too little of it was seen; see {@link rightWhenDisagreeing}. */
  fallbackHumanRight: number;
  seed: number;
}

export interface PredictedGain {
  /** D = P(human differs from the language model); cross-fitted for seed items. // [n] */
  pDisagree: Float64Array;
  /** π = P(human right | they differ); cross-fitted for adjudicated items. // [n] */
  pHumanRight: Float64Array;
  /** Uplift D (2π − 1): expected labels repaired minus broken. // [n] */
  expectedGain: Float64Array;
  /** Items with both labels, and those of them that differ and are adjudicated. */
  seedItems: number;
  adjudicated: number;
  /** How π was had: fitted on features, one share for all, or the fallback. */
  humanRightFrom: "features" | "share" | "fallback";
  /** The model of D on all seed items: what explanations are read from. */
  disagreement: RidgeLogisticFit;
}

/** Ridge of the disagreement model on standardised features: chosen on simulations, flat between 4 and 20 on real labels. */
const DISAGREE_PENALTY = 8;
/** Adjudicated differences are few, so π is held tighter; ten times more costs points where people err often. */
const RIGHT_PENALTY = 15;
/** Below 6 adjudicated differences π is the fallback; below 30 a single share. */
const MINIMUM_ADJUDICATED = 6;
const MINIMUM_FOR_FEATURES = 30;
/** With fewer double-labelled items a disagreement model is noise. */
export const MINIMUM_SEED = 20;

/**
 * What asking a person is expected to change, item by item.
 *
 *   uplift_i = D_i (2 π_i − 1),   D_i = P(human ≠ LM | x_i),   π_i = P(human right | human ≠ LM, x_i)
 *
 * Both are ridge logistic regressions, so that every sign is learned. Seed items get the D of a model that has not seen their
 * prompt (5 folds), since a score fitted to an item's own label says nothing about unseen ones. Columns of zeros and ones
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
  const differs = fitAndCrossFit(data, scale, seeds, data.differs, DISAGREE_PENALTY);
  const right = humanRightModel(data, scale);
  return {
    pDisagree: differs.probability,
    pHumanRight: right.probability,
    expectedGain: differs.probability.map((p, row) => p * (2 * realAt(right.probability, row) - 1)),
    seedItems: seeds.length,
    adjudicated: right.adjudicated,
    humanRightFrom: right.from,
    disagreement: differs.fit,
  };
}

/**
 * P(human right | human and LM differ) for a two-way question, from their reliabilities q and r and independent errors:
 * q(1 − r) / (q(1 − r) + r(1 − q)). 1/2 where they are equally good.
 */
export function rightWhenDisagreeing(humanReliability: number, lmReliability: number): number {
  const human = humanReliability * (1 - lmReliability);
  const lm = lmReliability * (1 - humanReliability);
  return human + lm > 0 ? human / (human + lm) : 0.5;
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

function fitAndCrossFit(data: GainData, scale: ColumnScale, rows: Int32Array, target: Float64Array, penalty: number) {
  const fold = foldsByPrompt(data.prompt, data.seed);
  const kept = sampleRows(rows, MOST_ROWS, data.seed);
  const fit = fitOn(data, scale, kept, target, penalty);
  const probability = predictRidgeLogistic(fit, data.features, data.n);
  for (let held = 0; held < FOLDS; held += 1) {
    const inside = rows.filter((row) => intAt(fold, intAt(data.prompt, row)) === held);
    const outside = kept.filter((row) => intAt(fold, intAt(data.prompt, row)) !== held);
    if (inside.length === 0 || outside.length === 0) continue;
    const other = fitOn(data, scale, outside, target, penalty);
    predictRidgeLogistic(other, gather(data, inside), inside.length).forEach((p, index) => {
      probability[intAt(inside, index)] = p;
    });
  }
  return { fit, probability };
}

function humanRightModel(
  data: GainData,
  scale: ColumnScale,
): { probability: Float64Array; adjudicated: number; from: PredictedGain["humanRightFrom"] } {
  const rows = rowsWhere(data.n, (row) => realAt(data.differs, row) > 0 && intAt(data.humanRight, row) >= 0);
  if (rows.length < MINIMUM_ADJUDICATED) {
    return { probability: new Float64Array(data.n).fill(data.fallbackHumanRight), adjudicated: rows.length, from: "fallback" };
  }
  if (rows.length < MINIMUM_FOR_FEATURES) {
    const right = rows.filter((row) => intAt(data.humanRight, row) === 1).length;
    return { probability: new Float64Array(data.n).fill((right + 1) / (rows.length + 2)), adjudicated: rows.length, from: "share" };
  }
  const target = Float64Array.from(data.humanRight);
  return { probability: fitAndCrossFit(data, scale, rows, target, RIGHT_PENALTY).probability, adjudicated: rows.length, from: "features" };
}

function fitOn(data: GainData, scale: ColumnScale, rows: Int32Array, target: Float64Array, penalty: number): RidgeLogisticFit {
  const y = Float64Array.from(rows, (row) => realAt(target, row));
  return fitRidgeLogistic(gather(data, rows), data.d, y, new Float64Array(rows.length).fill(1), penalty, scale);
}

function gather(data: GainData, rows: Int32Array): Float64Array {
  const x = new Float64Array(rows.length * data.d);
  rows.forEach((row, index) => x.set(data.features.subarray(row * data.d, (row + 1) * data.d), index * data.d));
  return x;
}

function rowsWhere(n: number, keep: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: n }, (_, row) => row).filter(keep);
}
