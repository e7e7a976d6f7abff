import { addAt, intAt, realAt } from "../math/access";

/** Mean p − mean y of each bin, and its rows; a bin without rows has mass 0. // [bins] each */
export interface BinGaps {
  gap: Float64Array;
  mass: Float64Array;
}

/** One number from gaps without their signs: their mean, say, or the largest. Twice the gaps give twice the number. */
export type GapSummary = (bins: BinGaps) => number;

/** An end is found to a four-thousandth of where it may lie. */
const HALVINGS = 12;
const NOTHING = 1e-12;

/**
 * Interval of a true calibration error e from resampled bins, by inverting tests. What is seen is too large by the noise in it, and
 * resamples, which have that noise twice, are larger still: of a calibrated model their percentiles hold the true 0 next to never.
 *
 * Truths that are tried are the seen gaps g times λ ≥ 0. Under each, one would see what deviations of the resamples make of it,
 *   e_λ = summary |λ g + (g* − g) √(k / (k − 1))|
 * with k clusters in a bin, whose resamples vary by (k − 1)/k of what the bin does. The interval is of all λ e for which what was seen
 * lies within the middle 95 % of e_λ; it begins at 0 where chance alone makes errors as large.
 * Source: inverted tests: Casella and Berger (2002), Statistical Inference, sec. 9.2.1; the bias: Roelofs et al. (2022), arXiv:2012.08668.
 *
 * @param clusters in each bin // [bins]
 */
export function errorInterval(
  seen: BinGaps,
  resampled: readonly BinGaps[],
  clusters: Int32Array,
  summary: GapSummary,
  level: number,
): [number, number] {
  const bins = clusters.length;
  // [resamples, bins] row-major
  const deviations = new Float64Array(resampled.length * bins);
  for (const [draw, { gap, mass }] of resampled.entries()) {
    for (let bin = 0; bin < bins; bin += 1) {
      if (!(realAt(mass, bin) > 0)) continue;
      const k = intAt(clusters, bin);
      deviations[draw * bins + bin] = (realAt(gap, bin) - realAt(seen.gap, bin)) * (k > 1 ? Math.sqrt(k / (k - 1)) : 1);
    }
  }
  const value = summary(seen);
  const direction = value > NOTHING ? seen.gap : spreadOf(deviations, bins);
  const unit = summary({ gap: direction, mass: seen.mass });
  if (!(unit > NOTHING)) return [value, value];
  const shifted = new Float64Array(bins);
  /** Shares of e_λ that are as large as what was seen, and as small. */
  const sharesAt = (factor: number): { larger: number; smaller: number } => {
    let [larger, smaller] = [0, 0];
    for (const [draw, { mass }] of resampled.entries()) {
      for (let bin = 0; bin < bins; bin += 1) shifted[bin] = realAt(deviations, draw * bins + bin) + factor * realAt(direction, bin);
      const size = summary({ gap: shifted, mass });
      if (size >= value) larger += 1;
      if (size <= value) smaller += 1;
    }
    return { larger: larger / resampled.length, smaller: smaller / resampled.length };
  };
  const tail = (1 - level) / 2;
  const isTooLarge = (factor: number): boolean => sharesAt(factor).smaller < tail;
  const low = turningPoint(0, 1, (factor) => sharesAt(factor).larger >= tail);
  let most = 1;
  while (most < 1 / unit && !isTooLarge(most)) most *= 2;
  const high = turningPoint(0, most, isTooLarge);
  return [unit * low, Math.min(1, unit * high)];
}

/** Root mean square of each bin's deviations, for gaps that are all 0. // [bins] */
function spreadOf(deviations: Float64Array, bins: number): Float64Array {
  const squares = new Float64Array(bins);
  for (const [place, deviation] of deviations.entries()) addAt(squares, place % bins, deviation * deviation);
  return squares.map((sum) => Math.sqrt((sum * bins) / Math.max(1, deviations.length)));
}

/** Where a condition that holds above some point begins to, by halving; `to` where it holds nowhere before. */
function turningPoint(from: number, to: number, holds: (at: number) => boolean): number {
  if (holds(from)) return from;
  let [without, within] = [from, to];
  for (let round = 0; round < HALVINGS; round += 1) {
    const middle = (without + within) / 2;
    if (holds(middle)) within = middle;
    else without = middle;
  }
  return within;
}
