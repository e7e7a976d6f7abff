import { clusterBootstrap, differenceWithin, hiddenClusters, isUnanimous, widenSize } from "../bootstrap/cluster-bootstrap";
import { addAt, intAt, realAt } from "../math/access";
import { assignBins } from "./bins";
import { errorInterval } from "./error-interval";
import { assertForecasts } from "./scores";
import type { Alike, BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import type { Binning } from "./bins";
import type { BinGaps, GapSummary } from "./error-interval";
import type { Forecasts } from "./scores";

export interface CalibrationErrors {
  /** Expected: bins weighed by their rows. */
  ece: Estimate;
  /** Average: every occupied bin counts the same. */
  ace: Estimate;
  /** Maximum: the worst bin. */
  mce: Estimate;
}

/**
 * Where every resample gives the same: hidden clusters may lie in bins of their own choosing. Of `bins` bins, each with at least a
 * share `least` of the rows, a hidden share h makes up h / ((1 − h) · bins · least + h) of each when spread evenly over them, which is
 * the worst for their mean; `bins` = 1, all in the smallest, is the worst for their maximum.
 */
const hiddenInBins = (bins: number, least: number): [Alike, (hidden: number) => number] => {
  const share = (hidden: number): number => hidden / ((1 - hidden) * bins * least + hidden);
  return [{ ...differenceWithin, interval: (value, hidden) => differenceWithin.interval(value, share(hidden)) }, share];
};

/** Below so many rows a bin tells noise. */
const LEAST_ROWS = 10;
const MOST_BINS = 10;

/** Ten bins, or fewer where they would hold less than ten rows each. */
export const defaultBins = (rows: number): number => Math.max(1, Math.min(MOST_BINS, Math.floor(rows / LEAST_ROWS)));

/** The three figures, from gaps of either sign. */
const summaries = {
  ece: ({ gap, mass }) => weighted(gap, mass) / Math.max(1e-300, weighted(null, mass)),
  ace: ({ gap, mass }) => {
    const occupied = mass.reduce((count, rows) => count + (rows > 0 ? 1 : 0), 0);
    return gap.reduce((sum, value, bin) => sum + (realAt(mass, bin) > 0 ? Math.abs(value) : 0), 0) / Math.max(1, occupied);
  },
  mce: ({ gap, mass }) => gap.reduce((most, value, bin) => (realAt(mass, bin) > 0 ? Math.max(most, Math.abs(value)) : most), 0),
} as const satisfies Record<keyof CalibrationErrors, GapSummary>;

/** Σ mass |gap|, or the mass alone. */
const weighted = (gap: Float64Array | null, mass: Float64Array): number =>
  mass.reduce((sum, rows, bin) => sum + rows * (gap === null ? 1 : Math.abs(realAt(gap, bin))), 0);

/**
 * Gaps |mean p − mean y| of the bins, as their weighted mean, plain mean and maximum. Bins are cut once on the data and kept in
 * the resamples. All three are positive by noise alone, the maximum most of all; their intervals are of the errors behind the
 * noise (`errorInterval`), and begin at 0 where noise explains what is seen. Ten bins, and of equal mass, by default: more bins add
 * noise, and equal width leaves bins with a handful of rows.
 * Source: Naeini, Cooper and Hauskrecht (2015), AAAI 29, sec. 2; equal mass: Nguyen and O'Connor
 * (2015), doi:10.18653/v1/D15-1182; average over bins: Nixon et al. (2019), arXiv:1904.01685, sec. 3.
 */
export function calibrationErrors(forecasts: Forecasts, options: CalibrationOptions = {}): CalibrationErrors {
  const { estimate, occupied, least } = measured(forecasts, options);
  return {
    ece: estimate(summaries.ece, differenceWithin, (share) => share),
    ace: estimate(summaries.ace, ...hiddenInBins(occupied, least)),
    mce: estimate(summaries.mce, ...hiddenInBins(1, least)),
  };
}

/** The first of {@link calibrationErrors} alone, for a third of the cost. */
export const expectedCalibrationError = (forecasts: Forecasts, options: CalibrationOptions = {}): Estimate =>
  measured(forecasts, options).estimate(summaries.ece, differenceWithin, (share) => share);

type CalibrationOptions = Partial<BootstrapSettings> & { bins?: number; binning?: Binning };

function measured(forecasts: Forecasts, options: CalibrationOptions) {
  assertForecasts(forecasts);
  const { binning = "equal-mass" } = options;
  const bins = options.bins ?? (binning === "equal-width" ? MOST_BINS : defaultBins(forecasts.probability.length));
  const bin = assignBins(forecasts.probability, bins, binning);
  const rowsIn = new Map<number, number>();
  for (const one of bin) rowsIn.set(one, (rowsIn.get(one) ?? 0) + 1);
  const rows = { rows: bin.length, cluster: forecasts.cluster };
  const hidden = isUnanimous(forecasts.outcome) ? hiddenClusters(rows, options.level) : 0;
  const clusters = clustersIn(bin, bins, forecasts.cluster);
  const estimate = (summary: GapSummary, alike: Alike, share: (hidden: number) => number): Estimate => {
    // The data themselves come first, then the resamples.
    const drawn: BinGaps[] = [];
    const ends = (level: number): [number, number] | null => {
      const [seen, ...resampled] = drawn;
      return seen ? errorInterval(seen, resampled, clusters, summary, level) : null;
    };
    const statistic = (weights: Float64Array): number | null => {
      const one = gapsOf(forecasts, bin, bins, weights);
      if (weighted(null, one.mass) === 0) return null;
      drawn.push(one);
      return summary(one);
    };
    const resampled = clusterBootstrap(rows, statistic, "There is no prediction to score.", { ...options, ends, alike });
    return hidden > 0 ? widenSize(resampled, share(hidden)) : resampled;
  };
  return { estimate, occupied: rowsIn.size, least: Math.min(...rowsIn.values()) / bin.length };
}

function gapsOf({ probability, outcome }: Forecasts, bin: Int32Array, bins: number, weights: Float64Array): BinGaps {
  const gap = new Float64Array(bins);
  const mass = new Float64Array(bins);
  for (let row = 0; row < bin.length; row += 1) {
    const weight = realAt(weights, row);
    addAt(gap, intAt(bin, row), weight * (realAt(probability, row) - realAt(outcome, row)));
    addAt(mass, intAt(bin, row), weight);
  }
  return { gap: gap.map((sum, index) => (realAt(mass, index) > 0 ? sum / realAt(mass, index) : 0)), mass };
}

/** How many clusters have a row in each bin. // [bins] */
function clustersIn(bin: Int32Array, bins: number, cluster: Int32Array | null): Int32Array {
  const members = Array.from({ length: bins }, () => new Set<number>());
  for (const [row, index] of bin.entries()) members[index]?.add(cluster === null ? row : intAt(cluster, row));
  return Int32Array.from(members, ({ size }) => size);
}
