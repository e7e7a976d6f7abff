import { assertLength, dot, realAt } from "../math/access";
import { choleskyFactor } from "../math/matrix";
import { induceCoordinates } from "./inducing-pairs";
import { leadError, likelySpreads, withShares } from "./lead-error";
import { normalsOfSites } from "./propagate-labels";
import type { InducedCoordinates, MixedDifferences } from "./inducing-pairs";
import type { Spread } from "./lead-error";
import type { LabelledDifferences, WeightMoments } from "./propagate-labels";

/** Shares of what sets leads apart that n-grams may have, the rest being that of the named features. */
const SHARES_OF_WORDS = [0.1, 0.5, 0.9];
/** Leads are told by so many pairs at most, and by fewer where labels times their square would be more than this. */
const MOST_CHOSEN = 192;
const MOST_WORK = 5e7;
/**
 * How far leads spread beforehand, logits: the median, and the deviation of the logarithm. Where columns are thousands and each pair's
 * words nearly its own, labels hardly tell a wide spread from none, and what is taken for likely beforehand decides.
 */
const MIDDLE_SPREAD = 2;
const LOG_SPREAD = 0.7;
const spreadBeforehand = (spread: number): number => -0.5 * (Math.log(spread / MIDDLE_SPREAD) / LOG_SPREAD) ** 2;

export interface WordKnowledge {
  /** How far off a lead of a pair may be, by the labels of all folds but one (of all where it is null); logits. */
  deviation: (pair: number, without: number | null, lead: number) => number;
  /** Draws of weights around those that a model has, whose leads differ from its own as far as that says. // [dimensions + terms] */
  around: (weights: Float64Array) => (normal: () => number) => Float64Array;
}

interface Part extends Spread {
  induced: InducedCoordinates;
  widths: { dense: number; terms: number };
}

/**
 * The weights of a linear reward of n-grams beside named features, as its labels tell them: `knowWeights` where columns are thousands.
 * Weights of either kind are normal beforehand, n-grams and features with a width of their own; how far leads spread, and how much of it
 * is the n-grams', is a mixture as likely as it makes the labels. Leads are told by those of chosen pairs, and what they leave of a pair
 * is its own.
 *
 * @param pairs the labelled ones first, then others whose deviation may be asked for
 * @param labels of the first n pairs; a fold is that of a pair // [n] each
 * @returns null where all pairs are of two alike responses
 * Cost: like that of `knowWeights` with 256 columns. Source: as there; several kernels by evidence: Rasmussen and Williams (2006), Gaussian
 * Processes for Machine Learning, sec. 5.4; chosen points: Snelson and Ghahramani (2006), NIPS 18; draws: Journel and Huijbregts (1978),
 * Mining Geostatistics, sec. VII (conditioning by kriging).
 */
export function knowWords(
  pairs: MixedDifferences,
  { pFirst, weight, fold }: { pFirst: Float64Array; weight: Float64Array; fold: Int32Array },
): WordKnowledge | null {
  const n = pFirst.length;
  assertLength("weight", weight.length, n);
  assertLength("fold", fold.length, n);
  const squares = meanSquares(pairs, weight);
  const shares = SHARES_OF_WORDS.filter(() => squares.dense > 0 && squares.terms > 0);
  const most = Math.min(MOST_CHOSEN, Math.floor(Math.sqrt(MOST_WORK / Math.max(1, n))));
  const found: Part[] = [];
  for (const words of shares.length > 0 ? shares : squares.terms > 0 ? [1] : squares.dense > 0 ? [0] : []) {
    const widths = { dense: words < 1 ? (1 - words) / squares.dense : 0, terms: words > 0 ? words / squares.terms : 0 };
    const induced = induceCoordinates(pairs, widths, n, most);
    const spreads = likelySpreads(labelsOf(induced, pFirst, weight), 1, spreadBeforehand);
    if (!spreads) return null;
    found.push(...spreads.map((spread) => ({ ...spread, induced, widths })));
  }
  if (found.length === 0) return null;
  const folds = fold.reduce((count, one) => Math.max(count, one + 1), 1);
  const known: (Part & { all: WeightMoments; without: WeightMoments[] })[] = [];
  for (const part of withShares(found)) {
    const normals = normalsOfSites(labelsOf(part.induced, pFirst, weight), part.sites, part.alpha, fold, folds);
    if (!normals) return null;
    known.push({ ...part, ...normals });
  }
  return {
    deviation: (pair, without, lead) => {
      let square = 0;
      for (const { induced, all, without: left, share, alpha } of known) {
        const { count, coordinates, apart } = induced;
        const moments = without === null ? all : (left[without] ?? all);
        const told = leadError(moments, coordinates.subarray(pair * count, (pair + 1) * count), lead);
        square += share * (told ** 2 + realAt(apart, pair) / alpha);
      }
      return Math.sqrt(square);
    },
    around: (weights) => {
      assertLength("weights", weights.length, pairs.dimensions + pairs.terms);
      const parts = known.map((part) => partAround(part, weights, pairs.dimensions));
      return (normal) => {
        const drawn = Float64Array.from(weights);
        for (const part of parts) part(normal).forEach((value, k) => (drawn[k] = (drawn[k] ?? 0) + value));
        return drawn;
      };
    },
  };
}

/** One part of the mixture as what it adds to a draw: the root of its share of the expected squares, independent of the other parts'. */
function partAround(
  { induced, widths, alpha, all, share }: Part & { all: WeightMoments },
  weights: Float64Array,
  dimensions: number,
): (normal: () => number) => Float64Array {
  const { count, lift, lower } = induced;
  const mean = lift(all.mean);
  const factor = choleskyFactor(all.covariance, count);
  if (!factor) throw new RangeError("the covariance of chosen leads is not positive definite");
  const [root, spread] = [Math.sqrt(share), 1 / Math.sqrt(alpha)];
  const [denseWidth, termWidth] = [spread * Math.sqrt(widths.dense), spread * Math.sqrt(widths.terms)];
  return (normal) => {
    const aside = normal();
    const before = Float64Array.from(weights, (_, k) => (k < dimensions ? denseWidth : termWidth) * normal());
    const was = lower(before);
    const deviates = Float64Array.from({ length: count }, normal);
    // What a draw from the prior has beyond the chosen leads, and those as the labels tell them.
    const moved = lift(Float64Array.from(was, (value, k) => dot(factor, k * count, deviates, 0, k + 1) - value));
    return Float64Array.from(weights, (value, k) => root * (aside * (realAt(mean, k) - value) + realAt(before, k) + realAt(moved, k)));
  };
}

const labelsOf = (
  { count, coordinates, apart }: InducedCoordinates,
  pFirst: Float64Array,
  weight: Float64Array,
): LabelledDifferences & { apart: Float64Array } => ({
  dimensions: count,
  differences: coordinates.subarray(0, pFirst.length * count),
  pFirst,
  weight,
  apart: apart.subarray(0, pFirst.length),
});

/** ⟨|Δ|²⟩ over labels, of either kind of columns. */
const meanSquares = ({ dimensions: d, dense, sparse }: MixedDifferences, weight: Float64Array): { dense: number; terms: number } => {
  const sums = { dense: 0, terms: 0 };
  let total = 0;
  for (const [pair, times] of weight.entries()) {
    sums.dense += times * dot(dense, pair * d, dense, pair * d, d);
    sums.terms += times * (sparse[pair]?.value.reduce((sum, value) => sum + value * value, 0) ?? 0);
    total += times;
  }
  return { dense: sums.dense / total, terms: sums.terms / total };
};
