import { clusterBootstrap, differenceWithin, hiddenClusters, isUnanimous, widenSize } from "../bootstrap/cluster-bootstrap";
import { addAt, intAt, realAt } from "../math/access";
import { assignBins } from "./bins";
import { assertForecasts } from "./scores";
import type { Alike, BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import type { Binning } from "./bins";
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
  return [{ interval: (value, hidden) => differenceWithin.interval(value, share(hidden)), single: true }, share];
};

/**
 * Gaps |mean p − mean y| of the bins, as their weighted mean, plain mean and maximum. Bins are cut once on the data and kept in
 * the resamples. All three are positive by noise alone, the maximum most of all: read them beside a noise floor. Ten bins, and of
 * equal mass, by default: more bins add noise, and equal width leaves bins with a handful of rows.
 * Source: Naeini, Cooper and Hauskrecht (2015), AAAI 29, sec. 2; equal mass: Nguyen and O'Connor
 * (2015), doi:10.18653/v1/D15-1182; average over bins: Nixon et al. (2019), arXiv:1904.01685, sec. 3.
 */
export function calibrationErrors(
  forecasts: Forecasts,
  options: Partial<BootstrapSettings> & { bins?: number; binning?: Binning } = {},
): CalibrationErrors {
  assertForecasts(forecasts);
  const bins = options.bins ?? 10;
  const bin = assignBins(forecasts.probability, bins, options.binning ?? "equal-mass");
  const gap = new Float64Array(bins);
  const mass = new Float64Array(bins);
  const rowsIn = new Map<number, number>();
  for (const one of bin) rowsIn.set(one, (rowsIn.get(one) ?? 0) + 1);
  const occupied = rowsIn.size;
  const least = Math.min(...rowsIn.values()) / bin.length;
  const rows = { rows: bin.length, cluster: forecasts.cluster };
  const hidden = isUnanimous(forecasts.outcome) ? hiddenClusters(rows, options.level) : 0;
  const estimate = (
    summary: (gaps: readonly { gap: number; mass: number }[]) => number,
    alike: Alike,
    share: (hidden: number) => number,
  ): Estimate => {
    const resampled = clusterBootstrap(
      rows,
      (weights) => {
        gap.fill(0);
        mass.fill(0);
        for (let row = 0; row < bin.length; row += 1) {
          const weight = realAt(weights, row);
          addAt(gap, intAt(bin, row), weight * (realAt(forecasts.probability, row) - realAt(forecasts.outcome, row)));
          addAt(mass, intAt(bin, row), weight);
        }
        const gaps = Array.from(mass).flatMap((total, index) =>
          total > 0 ? [{ gap: Math.abs(realAt(gap, index)) / total, mass: total }] : [],
        );
        return gaps.length > 0 ? summary(gaps) : null;
      },
      "There is no prediction to score.",
      { ...options, centred: true, alike },
    );
    return hidden > 0 ? widenSize(resampled, share(hidden)) : resampled;
  };
  return {
    ece: estimate(
      (gaps) => gaps.reduce((sum, one) => sum + one.gap * one.mass, 0) / gaps.reduce((sum, one) => sum + one.mass, 0),
      differenceWithin,
      (share) => share,
    ),
    ace: estimate((gaps) => gaps.reduce((sum, one) => sum + one.gap, 0) / gaps.length, ...hiddenInBins(occupied, least)),
    mce: estimate((gaps) => Math.max(...gaps.map((one) => one.gap)), ...hiddenInBins(1, least)),
  };
}
