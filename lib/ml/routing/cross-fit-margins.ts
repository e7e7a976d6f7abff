import { assertLength, intAt, realAt } from "../math/access";
import { softplus } from "../math/special";
import { createRandom, permutation } from "../random/random";
import type { BradleyTerryFit, PairRows } from "./ridge-bradley-terry";
import { factorOfPart, fitRidgeBradleyTerry, marginsOf } from "./ridge-bradley-terry";

/** Folds of prompts, so that no model is asked about a prompt that it has seen. */
export const FOLDS = 5;

/** Ridge per row that a margin may be fitted with: the first serves rich embeddings, the last texts that say little. */
const PENALTIES_A_ROW = [0.002, 0.01, 0.05, 0.25] as const;

/** So many rows determine a hundred coefficients; more would only cost time. */
export const MOST_ROWS = 20_000;

export interface MarginFit {
  /** Logits that the second is better, from a model that has not seen the row's prompt. // [n] */
  margins: Float64Array;
  /** The model on all labelled rows. */
  fit: BradleyTerryFit;
  /** Mean log loss of the cross-fitted margins on labelled rows, in nats; ln 2 is a coin. */
  logLoss: number;
  /** Share of labelled rows with a side whose margin points to it; a margin of 0 counts half. */
  accuracy: number;
  labelled: number;
}

/**
 * Margins of a linear reward model, cross-fitted by prompt where a row has a label and plain where it has none. A margin from
 * a model that was fitted to the row's own label says what the label is, not what the pair is like, and would spoil whatever is
 * learned from it.
 *
 * Of more than {@link MOST_ROWS} labelled rows a seeded sample is fitted; the others are then rows that no model has seen.
 *
 * @param target P(second better), NaN where there is no label. // [n]
 * @param weight of the labelled rows; null for all 1. // [n]
 * @param prompt of each row, 0-based. // [n]
 * @returns null with fewer than 10 labelled rows or without any column.
 */
export function crossFitMargins(
  pairs: PairRows,
  target: Float64Array,
  weight: Float64Array | null,
  prompt: Int32Array,
  seed: number,
): MarginFit | null {
  assertLength("target", target.length, pairs.n);
  const rows = Int32Array.from(target.keys()).filter((row) => !Number.isNaN(realAt(target, row)));
  if (rows.length < 10 || pairs.d === 0) return null;
  const kept = sampleRows(rows, MOST_ROWS, seed);
  const fold = foldsByPrompt(prompt, seed);
  const labelled = takePairs(pairs, kept);
  const labels = Float64Array.from(kept, (row) => realAt(target, row));
  const weights = Float64Array.from(kept, (row) => (weight === null ? 1 : realAt(weight, row)));
  const total = weights.reduce((sum, value) => sum + value, 0);
  const folds = Int32Array.from(kept, (row) => intAt(fold, intAt(prompt, row)));
  let best: MarginFit | null = null;
  for (const perRow of PENALTIES_A_ROW) {
    const candidate = fitAt(labelled, labels, weights, folds, perRow * total);
    if (best === null || candidate.logLoss < best.logLoss) best = candidate;
  }
  if (best === null) return null;
  const margins = marginsOf(pairs, best.fit.theta);
  for (const [position, row] of kept.entries()) margins[row] = realAt(best.margins, position);
  return { ...best, margins };
}

function fitAt(pairs: PairRows, target: Float64Array, weight: Float64Array, folds: Int32Array, penalty: number): MarginFit {
  const fit = fitRidgeBradleyTerry({ pairs, target, weight, penalty });
  const margins = marginsOf(pairs, fit.theta);
  const total = weight.reduce((sum, value) => sum + value, 0);
  for (let held = 0; held < FOLDS; held += 1) {
    const outside = weight.map((value, row) => (intAt(folds, row) === held ? 0 : value));
    const left = outside.reduce((sum, value) => sum + value, 0);
    if (left === 0) continue;
    const factor = factorOfPart(fit.factor, left / total);
    const { theta } = fitRidgeBradleyTerry({ pairs, target, weight: outside, penalty, start: fit.theta, factor });
    const inside = marginsOf(pairs, theta);
    for (let row = 0; row < pairs.n; row += 1) if (intAt(folds, row) === held) margins[row] = realAt(inside, row);
  }
  return { margins, fit, ...judge(margins, target), labelled: pairs.n };
}

function judge(margins: Float64Array, target: Float64Array): { logLoss: number; accuracy: number } {
  let logLoss = 0;
  let right = 0;
  let sided = 0;
  margins.forEach((margin, row) => {
    const p = realAt(target, row);
    logLoss += softplus(margin) - p * margin;
    if (p === 0.5) return;
    sided += 1;
    right += margin === 0 ? 0.5 : margin > 0 === p > 0.5 ? 1 : 0;
  });
  return { logLoss: logLoss / margins.length, accuracy: sided === 0 ? 0.5 : right / sided };
}

/** Fold of each prompt number. */
export function foldsByPrompt(prompt: Int32Array, seed: number): Int32Array {
  const prompts = prompt.reduce((largest, value) => Math.max(largest, value + 1), 0);
  const fold = new Int32Array(prompts);
  permutation(createRandom(seed), prompts).forEach((value, rank) => {
    fold[value] = rank % FOLDS;
  });
  return fold;
}

/** At most `most` of the rows, a seeded draw in their own order. */
export function sampleRows(rows: Int32Array, most: number, seed: number): Int32Array {
  if (rows.length <= most) return rows;
  return permutation(createRandom(seed), rows.length)
    .slice(0, most)
    .sort()
    .map((position) => intAt(rows, position));
}

/** The named rows, in that order. */
export function takePairs({ d, x }: PairRows, rows: Int32Array): PairRows {
  const taken = new Float64Array(rows.length * d);
  rows.forEach((row, position) => taken.set(x.subarray(row * d, (row + 1) * d), position * d));
  return { n: rows.length, d, x: taken };
}
