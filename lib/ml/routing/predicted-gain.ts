import { assertLength, intAt, realAt } from "../math/access";
import { createRandom, permutation } from "../random/random";
import { fitRidgeLogistic, predictRidgeLogistic } from "./ridge-logistic";

/** Items with both labels, some of them adjudicated, and the items to route. */
export interface GainData {
  /** All items, routed or seed. */
  n: number;
  /** Features d of every item, known before anyone is asked. // [n, d] row-major */
  features: Float64Array;
  d: number;
  /** 1 where the human label differs from the language model's, 0 where it is the same, −1 where there is no human label. // [n] */
  disagrees: Int32Array;
  /** Where they differ and the truth is known: 1 the human was right, 0 not; −1 elsewhere. // [n] */
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
  /** π = P(human right | they differ). // [n] */
  pHumanRight: Float64Array;
  /** D (2π − 1): expected labels repaired minus broken. // [n] */
  expectedGain: Float64Array;
  /** Items with both labels, and those of them that differ and are adjudicated. */
  seedItems: number;
  adjudicated: number;
  /** How π was had: fitted on features, one share for all, or the fallback. */
  humanRightFrom: "features" | "share" | "fallback";
}

const FOLDS = 5;
/** Ridge of the disagreement model on standardised features: chosen on simulations, flat between 4 and 15. */
const DISAGREE_PENALTY = 8;
/** Adjudicated differences are few, so π is held tighter. */
const RIGHT_PENALTY = 15;
/** Below 6 adjudicated differences π is the fallback; below 30 a single share. */
const MINIMUM_ADJUDICATED = 6;
const MINIMUM_FOR_FEATURES = 30;
/** With fewer double-labelled items a disagreement model is noise. */
export const MINIMUM_SEED = 20;

/**
 * What asking a person is expected to change, item by item.
 *
 *   gain_i = D_i (2 π_i − 1),   D_i = P(human ≠ LM | x_i),   π_i = P(human right | human ≠ LM, x_i)
 *
 * Both are ridge logistic regressions. Seed items get the D of a model that has not seen their prompt (5 folds), since a
 * score fitted to an item's own label says nothing about unseen ones.
 *
 * @returns null with fewer than {@link MINIMUM_SEED} double-labelled items.
 * Source: our own; for the published scheme by tag counts see Miranda et al. (2025), arXiv:2410.19133.
 */
export function predictGain(data: GainData): PredictedGain | null {
  assertLength("features", data.features.length, data.n * data.d);
  assertLength("disagrees", data.disagrees.length, data.n);
  assertLength("humanRight", data.humanRight.length, data.n);
  assertLength("prompt", data.prompt.length, data.n);
  const seeds = rowsWhere(data.n, (row) => intAt(data.disagrees, row) >= 0);
  if (seeds.length < MINIMUM_SEED) return null;
  const pDisagree = crossFit(data, seeds);
  const right = humanRightModel(data);
  return {
    pDisagree,
    pHumanRight: right.probability,
    expectedGain: pDisagree.map((p, row) => p * (2 * realAt(right.probability, row) - 1)),
    seedItems: seeds.length,
    adjudicated: right.adjudicated,
    humanRightFrom: right.from,
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

function crossFit(data: GainData, seeds: Int32Array): Float64Array {
  const everyone = Int32Array.from({ length: data.n }, (_, row) => row);
  const result = fitOn(data, seeds, data.disagrees, DISAGREE_PENALTY, everyone);
  const fold = foldsByPrompt(data.prompt, data.seed);
  for (let held = 0; held < FOLDS; held += 1) {
    const inside = seeds.filter((row) => intAt(fold, intAt(data.prompt, row)) === held);
    const outside = seeds.filter((row) => intAt(fold, intAt(data.prompt, row)) !== held);
    if (inside.length === 0 || outside.length === 0) continue;
    fitOn(data, outside, data.disagrees, DISAGREE_PENALTY, inside).forEach((p, index) => {
      result[intAt(inside, index)] = p;
    });
  }
  return result;
}

function humanRightModel(data: GainData): { probability: Float64Array; adjudicated: number; from: PredictedGain["humanRightFrom"] } {
  const rows = rowsWhere(data.n, (row) => intAt(data.disagrees, row) === 1 && intAt(data.humanRight, row) >= 0);
  if (rows.length < MINIMUM_ADJUDICATED) {
    return { probability: new Float64Array(data.n).fill(data.fallbackHumanRight), adjudicated: rows.length, from: "fallback" };
  }
  if (rows.length < MINIMUM_FOR_FEATURES) {
    const right = rows.filter((row) => intAt(data.humanRight, row) === 1).length;
    return { probability: new Float64Array(data.n).fill((right + 1) / (rows.length + 2)), adjudicated: rows.length, from: "share" };
  }
  const everyone = Int32Array.from({ length: data.n }, (_, row) => row);
  return { probability: fitOn(data, rows, data.humanRight, RIGHT_PENALTY, everyone), adjudicated: rows.length, from: "features" };
}

function fitOn(data: GainData, rows: Int32Array, target: Int32Array, penalty: number, predicted: Int32Array): Float64Array {
  const y = Float64Array.from(rows, (row) => intAt(target, row));
  const fit = fitRidgeLogistic(gather(data, rows), data.d, y, new Float64Array(rows.length).fill(1), penalty);
  return predictRidgeLogistic(fit, gather(data, predicted), predicted.length);
}

function gather(data: GainData, rows: Int32Array): Float64Array {
  const x = new Float64Array(rows.length * data.d);
  rows.forEach((row, index) => x.set(data.features.subarray(row * data.d, (row + 1) * data.d), index * data.d));
  return x;
}

function rowsWhere(n: number, keep: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: n }, (_, row) => row).filter(keep);
}

/** Fold of each prompt number. */
function foldsByPrompt(prompt: Int32Array, seed: number): Int32Array {
  const prompts = prompt.reduce((largest, value) => Math.max(largest, value + 1), 0);
  const fold = new Int32Array(prompts);
  permutation(createRandom(seed), prompts).forEach((value, rank) => {
    fold[value] = rank % FOLDS;
  });
  return fold;
}
