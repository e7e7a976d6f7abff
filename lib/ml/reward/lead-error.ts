import { addAt, assertLength, dot, realAt } from "../math/access";
import { choleskyFactor } from "../math/matrix";
import { normalsOfSites, propagateLabels } from "./propagate-labels";
import type { LabelledDifferences, LabelSites, WeightMoments } from "./propagate-labels";

export interface WeightKnowledge {
  /** From all labels. */
  all: WeightMoments;
  /** From all but those of one fold; `all` where there is one fold. // [folds] */
  without: WeightMoments[];
}

/** How far leads of pairs like these may spread, as standard deviations in logits: from no preference to hardly ever an exception. */
const SPREADS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4];
/** Spreads that are less likely than this beside the likeliest are left out. */
const LEAST_LIKELY = 1e-3;

/**
 * The weights of a linear reward as its labels tell them, w ~ N(0, s²/⟨|Δx|²⟩) a column, with s, how far leads spread, not known either:
 * a mixture over s of the posteriors of {@link propagateLabels}, each as likely as it makes the labels; alike beforehand on a scale of
 * logarithms. A fold is taken out of the posterior of each s by leaving out its sites.
 *
 * @param fold 0 … folds − 1 of each pair // [n]
 * @returns null where all pairs are of two alike responses
 * Cost: that of `propagateLabels` × the spreads that count, 3 to 8.
 * Source: empirical Bayes over a grid: MacKay (1992), doi:10.1162/neco.1992.4.3.415; Rue, Martino and Chopin (2009), sec. 3.1,
 * doi:10.1111/j.1467-9868.2008.00700.x; folds out of sites: Opper and Winther (2000), doi:10.1162/089976600300014881.
 */
export function knowWeights(labels: LabelledDifferences, fold: Int32Array): WeightKnowledge | null {
  const { dimensions: d, differences, weight } = labels;
  assertLength("fold", fold.length, weight.length);
  let [squares, total] = [0, 0];
  for (const [pair, value] of weight.entries()) {
    squares += value * dot(differences, pair * d, differences, pair * d, d);
    total += value;
  }
  if (!(squares > 0)) return null;
  const fitted = likelySpreads(labels, squares / total);
  if (!fitted) return null;
  const folds = fold.reduce((most, one) => Math.max(most, one + 1), 1);
  const normals = fitted.map(({ alpha, sites }) => normalsOfSites(labels, sites, alpha, fold, folds));
  const mixture = (of: (normal: WeightKnowledge) => WeightMoments | undefined): WeightMoments =>
    mix(
      d,
      fitted.flatMap(({ share }, index) => {
        const normal = normals[index];
        const moments = normal && of(normal);
        return moments ? [{ share, moments }] : [];
      }),
    );
  if (normals.includes(null)) return null;
  const all = mixture((normal) => normal.all);
  return { all, without: Array.from({ length: folds }, (_, left) => (folds < 2 ? all : mixture(({ without }) => without[left]))) };
}

export interface Spread {
  alpha: number;
  sites: LabelSites;
  logEvidence: number;
  /** How likely it is among those that are. */
  share: number;
}

/**
 * From the middle outwards, on either side until spreads are no longer likely: each begins with the sites of its neighbour.
 * @param beforehand logarithm of how likely a spread is before any label; default: all alike
 */
export function likelySpreads(labels: LabelledDifferences, meanSquare: number, beforehand = (_spread: number) => 0): Spread[] | null {
  const found: Spread[] = [];
  const middle = Math.floor(SPREADS.length / 2);
  for (const step of [-1, 1]) {
    let sites: LabelSites | null = found[0]?.sites ?? null;
    for (let index = step < 0 ? middle : middle + 1; index >= 0 && index < SPREADS.length; index += step) {
      const spread = SPREADS[index] ?? 1;
      const alpha = meanSquare / spread ** 2;
      const propagated = propagateLabels(labels, alpha, sites);
      if (!propagated) return null;
      const logEvidence = propagated.logEvidence + beforehand(spread);
      ({ sites } = propagated);
      found.push({ alpha, sites, logEvidence, share: 0 });
      const best = found.reduce((most, { logEvidence }) => Math.max(most, logEvidence), Number.NEGATIVE_INFINITY);
      if (logEvidence < best + Math.log(LEAST_LIKELY)) break;
    }
  }
  return withShares(found);
}

/** Those that count, each as likely as it makes the labels. */
export function withShares<One extends Spread>(found: readonly One[]): One[] {
  const best = found.reduce((most, { logEvidence }) => Math.max(most, logEvidence), Number.NEGATIVE_INFINITY);
  const likely = found.filter(({ logEvidence }) => logEvidence >= best + Math.log(LEAST_LIKELY));
  const total = likely.reduce((sum, { logEvidence }) => sum + Math.exp(logEvidence - best), 0);
  return likely.map((spread) => ({ ...spread, share: Math.exp(spread.logEvidence - best) / total }));
}

/** Mean and covariance of a mixture: the mean of the covariances, and the covariance of the means. */
function mix(d: number, parts: readonly { share: number; moments: WeightMoments }[]): WeightMoments {
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);
  for (const { share, moments } of parts) {
    moments.mean.forEach((value, k) => addAt(mean, k, share * value));
  }
  for (const { share, moments } of parts) {
    const off = moments.mean.map((value, k) => value - realAt(mean, k));
    for (let i = 0; i < d; i += 1)
      for (let j = 0; j < d; j += 1) {
        const at = i * d + j;
        covariance[at] = realAt(covariance, at) + share * (realAt(moments.covariance, at) + realAt(off, i) * realAt(off, j));
      }
  }
  return { mean, covariance };
}

/**
 * Standard deviation of a pair's true lead around one that a model tells of it, logits: √(Δᵀ C Δ + (Δ · m − lead)²). What the model's
 * penalty and temperature took from the lead, or added to it, is part of how far off it is.
 */
export function leadError({ mean, covariance }: WeightMoments, difference: Float64Array, lead: number): number {
  const d = mean.length;
  let square = (dot(difference, 0, mean, 0, d) - lead) ** 2;
  for (let i = 0; i < d; i += 1) square += realAt(difference, i) * dot(covariance, i * d, difference, 0, d);
  return Math.sqrt(Math.max(0, square));
}

/** Draws of weights around those that a model has, whose leads differ from its own as far as {@link leadError} says. */
export function weightsAround({ mean, covariance }: WeightMoments, weights: Float64Array): ((normal: () => number) => Float64Array) | null {
  const d = mean.length;
  const factor = choleskyFactor(covariance, d);
  return (
    factor &&
    ((normal) => {
      const aside = normal();
      const deviates = Float64Array.from({ length: d }, normal);
      return weights.map((value, k) => value + aside * (realAt(mean, k) - value) + dot(factor, k * d, deviates, 0, k + 1));
    })
  );
}
