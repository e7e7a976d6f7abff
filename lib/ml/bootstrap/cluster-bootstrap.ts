import type { Estimate } from "../estimate";
import { addAt, assertIndices, assertLength, intAt, realAt } from "../math/access";
import { normalQuantile, studentQuantile } from "../math/special";
import { createRandom } from "../random/random";

export interface BootstrapSettings {
  /** Resamples; 1000 puts the ends of a 95 % interval within about a tenth of its width. */
  draws: number;
  /** Coverage aimed at, in (0, 1). */
  level: number;
  seed: number;
  /** The ends of the interval where they are not the percentiles of the resampled values: those are wrong for a size of noise. */
  ends: ((level: number) => [number, number] | null) | null;
  /**
   * The interval where every resample gives the value itself, say 1 because all rows are right: resampling then tells nothing, yet a
   * share `hidden` of clusters may be otherwise without one of them having been drawn. Without it such an interval has no width.
   */
  alike: Alike | null;
  /** Whether the interval reaches as far on either side; see `asFarUpAsDown`. */
  even: boolean;
  /** Where the statistic can lie: no interval reaches beyond. That of `alike`, unless it is given. */
  range: Range | null;
  /**
   * How high the statistic could be, were a share `hidden` of clusters, of which none was drawn, to show what resamples cannot; the
   * interval reaches as far. Where most resamples are undefined as well, it is then that of `alike`.
   */
  unseen: ((hidden: number) => number) | null;
}

type Range = readonly [number, number];

export interface Alike {
  interval: (value: number, hidden: number) => [number, number];
  /** Whether it also holds for a single cluster, whatever its value. */
  single: boolean;
  range: Range;
  /** Whether it is a mean of values within the range, so that where one end is rare it is a share of that; see {@link scoreInterval}. */
  mean?: boolean;
}

export const DEFAULT_BOOTSTRAP: BootstrapSettings = {
  draws: 1000,
  level: 0.95,
  seed: 1,
  ends: null,
  alike: null,
  even: false,
  range: null,
  unseen: null,
};

/**
 * The largest share of a population of which `seen` draws show none with probability (1 − level)/2: 1 − ((1 − level)/2)^(1/seen).
 * Source: Clopper and Pearson (1934), doi:10.1093/biomet/26.4.404, at 0 successes. Example: .0362 of 100, .975 of one.
 */
export const hiddenShare = (seen: number, level: number): number => (seen < 1 ? 1 : 1 - ((1 - level) / 2) ** (1 / seen));

/** For the mean of values in [low, high]: the hidden clusters may lie at either end. */
export const meanWithin = (low: number, high: number): Alike => ({
  interval: (value, hidden) => [value - hidden * (value - low), value + hidden * (high - value)],
  single: true,
  range: [low, high],
  mean: true,
});

/**
 * For 1 − observed/expected disagreement: the hidden clusters may disagree by `worst` expectations, or be what makes it more than
 * chance, as where one of two annotators gave a single class and the coefficient is 0 in every resample.
 */
export const agreementWithin = (worst: number): Alike => ({
  interval: (value, hidden) => [Math.max(Math.min(value, -1), value - hidden * worst), Math.min(1, value + hidden * worst)],
  single: false,
  range: [Number.NEGATIVE_INFINITY, 1],
});

/** For the size of a mean of differences in [−1, 1]: the hidden clusters may lie on either side of nothing. */
export const differenceWithin: Alike = {
  interval: (value, hidden) => {
    const [low, high] = meanWithin(-1, 1).interval(value, hidden);
    return [Math.max(0, low), Math.max(high, -low)];
  },
  single: true,
  range: [0, 1],
};

/** Whether all entries are the same, 0 or 1: no resample of them tells how often another turns up. */
export const isUnanimous = (outcomes: Float64Array): boolean =>
  (outcomes[0] === 0 || outcomes[0] === 1) && outcomes.every((outcome) => outcome === outcomes[0]);

/** Of rows in so many clusters, the share that may be otherwise without one of them having been drawn. */
export const hiddenClusters = ({ rows, cluster }: ClusteredRows, level = DEFAULT_BOOTSTRAP.level): number =>
  hiddenShare(cluster === null ? rows : new Set(cluster).size, level);

/**
 * For a mean of scores under unanimous outcomes: widened to where it lies when a share `hidden` of them come out the other way.
 * Example: log loss .004 of 300 right predictions; should 1.2 % be wrong, each at 5.5 nats, it is .07.
 */
export const widenMean = (estimate: Estimate, other: number, hidden: number): Estimate =>
  estimate.value === null || estimate.ci === null
    ? estimate
    : { ...estimate, ci: holding(estimate.ci, estimate.value + hidden * (other - estimate.value)) };

/** The same for the size of a difference from unanimous outcomes: a hidden share takes away from it, and beyond nothing adds to it. */
export const widenSize = (estimate: Estimate, hidden: number): Estimate =>
  estimate.value === null || estimate.ci === null
    ? estimate
    : {
        ...estimate,
        ci: [Math.min(estimate.ci[0], Math.max(0, estimate.value - hidden)), Math.max(estimate.ci[1], hidden - estimate.value)],
      };

/**
 * By how much the deviations of the percentiles from the value are stretched where clusters are few:
 *
 *   √(G / (G − 1)) · t(E − 1) / z,   E = (Σ m_g)² / Σ m_g²,
 *
 * G clusters of m_g rows. Resamples of G clusters vary by (G − 1)/G of what samples do, and have the tails of a normal distribution,
 * where a mean over its own standard error has Student's with as many degrees of freedom as clusters of one size would tell as much.
 * A percentile interval of 4 clusters holds the truth in 72 to 90 of 100 samples, this one in 89 to 100; of 8, 82 to 91 and 90 to 96;
 * of 20, 89 to 94 and 92 to 95 (README).
 *
 * Source: Hesterberg (2015), doi:10.1080/00031305.2015.1089789, by widths in place of levels, since few clusters have
 * no further percentiles; few clusters: Cameron, Gelbach and Miller (2008), doi:10.1162/rest.90.3.414; E: Kish (1965), Survey Sampling,
 * and Carter, Schnepel and Steigerwald (2017), doi:10.1162/REST_a_00639. Example: 1.88 of 4 alike, 1.02 of 100.
 */
export function fewClustersFactor(clusters: number, effective: number, level: number): number {
  const upper = (1 + level) / 2;
  return Math.sqrt(clusters / (clusters - 1)) * (studentQuantile(upper, Math.max(1, effective - 1)) / normalQuantile(upper));
}

/**
 * An interval that reaches as far up as down: for classes that agree beyond chance, in few units. Those that show no agreement on a
 * rare class cannot show more when resampled, so that percentiles end too low: of four units they held the truth in 50 to 89 of 100
 * samples, this holds it in 92 to 98; of ten, 69 to 94 and 74 to 99. Agreement in order or in numbers is skewed the other way and does
 * without.
 */
export const asFarUpAsDown = ([low, high]: [number, number], value: number): [number, number] => {
  const reach = Math.max(value - low, high - value);
  return [value - reach, value + reach];
};

/** Fewer of the rarer outcome than this, and percentiles of resamples lie askew. */
const FEW_OUTCOMES = 5;

/**
 * Wilson's interval of a mean within a range, taken for a share of as many independent ones as would have its standard error; null
 * where each outcome came often enough for percentiles to serve. Nineteen right of twenty have percentiles from .85, and of 100 such
 * samples of a share of .835 these hold it in 86; this reaches from .75.
 * Source: Wilson (1927), doi:10.1080/01621459.1927.10502953; the effective size: Korn and Graubard (1998), Survey Methodology 24, 193–201.
 *
 * @param quantile of the normal, or of Student's t where clusters are few
 */
export function scoreInterval(value: number, standardError: number, quantile: number, [low, high]: Range): [number, number] | null {
  const p = (value - low) / (high - low);
  const spread = p * (1 - p);
  if (!(standardError > 0) || !(spread > 0)) return null;
  const n = spread / (standardError / (high - low)) ** 2;
  if (n * Math.min(p, 1 - p) >= FEW_OUTCOMES) return null;
  const square = quantile ** 2 / n;
  const centre = (p + square / 2) / (1 + square);
  const half = (quantile / (1 + square)) * Math.sqrt(spread / n + square / n / 4);
  return [low + (high - low) * (centre - half), low + (high - low) * (centre + half)];
}

/** An interval with its deviations from the value stretched, within the range of the statistic. It holds the value. */
export const stretched = (
  [low, high]: [number, number],
  value: number,
  factor: number,
  [least, most]: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): [number, number] => [
  Math.min(value, Math.max(least, value - factor * Math.max(0, value - low))),
  Math.max(value, Math.min(most, value + factor * Math.max(0, high - value))),
];

/** Clusters of one size that would tell as much: (Σ m)² / Σ m², m the rows of each. */
export function effectiveClusters({ rows, cluster }: ClusteredRows, clusters: number): number {
  if (cluster === null) return rows;
  const sizes = new Float64Array(clusters);
  for (const own of cluster) addAt(sizes, own, 1);
  return rows ** 2 / sizes.reduce((sum, size) => sum + size ** 2, 0);
}

/** Fewer defined resamples than this share leave no interval: the rest would be a selected sample. */
const MINIMUM_DEFINED_SHARE = 0.9;

export interface ClusteredRows {
  /** Rows in the data. */
  rows: number;
  /** Cluster of each row, 0-based and dense; null where each row is its own cluster. // [rows] */
  cluster: Int32Array | null;
}

/**
 * A statistic with a percentile bootstrap interval that resamples whole clusters, so that rows sharing a prompt stay
 * together, stretched where they are few ({@link fewClustersFactor}). `statistic` receives the multiplicity of every row (all ones for
 * the data themselves) and returns null where it is undefined for them. An interval that misses the value itself is widened to it.
 *
 * Cost: draws × (clusters + one evaluation). Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13,
 * bias: ch. 10; resampling of clusters: Davison and Hinkley (1997), Bootstrap Methods, sec. 3.8, doi:10.1017/CBO9780511802843.
 */
export function clusterBootstrap(
  data: ClusteredRows,
  statistic: (weights: Float64Array) => number | null,
  undefinedReason: string,
  settings: Partial<BootstrapSettings> = {},
): Estimate {
  const [estimate] = data.rows === 0 ? [] : clusterBootstrapEach(data, (weights) => [statistic(weights)], undefinedReason, settings);
  return estimate ?? { value: null, reason: undefinedReason };
}

/**
 * {@link clusterBootstrap} of several statistics of the same resamples, say a curve at each of its points: each gets the very
 * interval that it would get alone, and resamples are drawn once for all of them.
 * @param statistics always of the same length, each at its own place
 */
export function clusterBootstrapEach(
  data: ClusteredRows,
  statistics: (weights: Float64Array) => readonly (number | null)[],
  undefinedReason: string,
  settings: Partial<BootstrapSettings> = {},
): Estimate[] {
  const { draws, level, seed, ends, alike, even, range, unseen } = { ...DEFAULT_BOOTSTRAP, ...settings };
  assertSettings(draws, level);
  const clusters = countClusters(data);
  const weights = new Float64Array(data.rows).fill(1);
  const values = statistics(weights);
  const defined = values.map((): number[] => []);
  if (data.rows > 0 && clusters > 1) {
    const random = createRandom(seed);
    const multiplicity = new Int32Array(clusters);
    for (let draw = 0; draw < draws; draw += 1) {
      drawMultiplicities(multiplicity, () => random.integer(clusters));
      for (let row = 0; row < data.rows; row += 1)
        weights[row] = intAt(multiplicity, data.cluster === null ? row : intAt(data.cluster, row));
      statistics(weights).forEach((resampled, index) => {
        if (resampled !== null) defined[index]?.push(resampled);
      });
    }
  }
  const factor = clusters < 2 ? 1 : fewClustersFactor(clusters, effectiveClusters(data, clusters), level);
  return values.map((value, index): Estimate => {
    if (value === null || data.rows === 0) return { value: null, reason: undefinedReason };
    const whenAlike = (): [number, number] | null => alike && alike.interval(value, hiddenShare(clusters, level));
    if (clusters < 2) return { value, ci: alike?.single ? whenAlike() : null, n: data.rows };
    const own = defined[index] ?? [];
    const ci = percentileInterval(own, draws, level);
    const most = unseen?.(hiddenShare(clusters, level)) ?? Number.NEGATIVE_INFINITY;
    const reaching = (to: [number, number] | null): [number, number] | null => to && [to[0], Math.max(to[1], most)];
    if (alike && (ci === null ? unseen !== null : sameThroughout(ci, value))) return { value, ci: reaching(whenAlike()), n: data.rows };
    const given = ends?.(level);
    if (ci && given) return { value, ci: holding(given, value), n: data.rows };
    const drawn = ci && stretched(even ? asFarUpAsDown(ci, value) : ci, value, factor, range ?? alike?.range);
    const score = alike?.mean ? scoreInterval(value, deviationOf(own), factor * normalQuantile((1 + level) / 2), alike.range) : null;
    return { value, ci: reaching(drawn && score ? [Math.min(drawn[0], score[0]), Math.max(drawn[1], score[1])] : drawn), n: data.rows };
  });
}

const deviationOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

/** Whether an interval has no width but what rounding gives it. */
export const sameThroughout = ([low, high]: [number, number], value: number): boolean =>
  Math.max(high, value) - Math.min(low, value) <= 1e-12 * Math.max(1, Math.abs(value));

/** The interval, widened to the value where the resamples lie beside it. */
export const holding = ([low, high]: [number, number], value: number): [number, number] => [Math.min(low, value), Math.max(high, value)];

/** How often each of `multiplicity.length` clusters occurs in a resample of that many. Overwrites its argument. */
export function drawMultiplicities(multiplicity: Int32Array, draw: () => number): void {
  multiplicity.fill(0);
  for (let k = 0; k < multiplicity.length; k += 1) {
    const chosen = draw();
    multiplicity[chosen] = intAt(multiplicity, chosen) + 1;
  }
}

/** The central interval of the resampled values, or null where too many of the `draws` were undefined. */
export function percentileInterval(values: readonly number[], draws: number, level: number): [number, number] | null {
  if (values.length < Math.max(2, MINIMUM_DEFINED_SHARE * draws)) return null;
  const sorted = Float64Array.from(values).sort();
  return [sortedQuantile(sorted, (1 - level) / 2), sortedQuantile(sorted, (1 + level) / 2)];
}

/** Quantile of ascending values with linear interpolation (type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566). */
export function sortedQuantile(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) throw new RangeError("sorted must not be empty");
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return realAt(sorted, below) + (position - below) * (realAt(sorted, above) - realAt(sorted, below));
}

function assertSettings(draws: number, level: number): void {
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`draws = ${draws} must be a positive integer`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level = ${level} must lie strictly between 0 and 1`);
}

function countClusters(data: ClusteredRows): number {
  if (data.cluster === null) return data.rows;
  assertLength("cluster", data.cluster.length, data.rows);
  let largest = -1;
  for (const cluster of data.cluster) largest = Math.max(largest, cluster);
  assertIndices("cluster", data.cluster, largest + 1);
  return largest + 1;
}

/** Weighted mean Σ w y / Σ w, the statistic of accuracy, loss and rates; null where no weight is left. */
export function weightedMean(values: Float64Array, weights: Float64Array): number | null {
  assertLength("weights", weights.length, values.length);
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row += 1) {
    const weight = realAt(weights, row);
    sum += weight * realAt(values, row);
    total += weight;
  }
  return total > 0 ? sum / total : null;
}
