import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import { clusterBootstrap, weightedMean } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { addAt, intAt, realAt } from "../math/access";
import type { Forecasts } from "./scores";
import { assertForecasts } from "./scores";

/** Bins of equal width in probability, or of equally many rows. */
export type Binning = "equal-width" | "equal-mass";

export interface ReliabilityBin {
  /** Bounds in probability, lower included (for the first) and upper included. */
  low: number;
  high: number;
  rows: number;
  meanProbability: number;
  /** Observed share of outcome 1, with its interval. */
  observed: Estimate;
}

/**
 * Bin of each row, 0 … bins − 1. Equal mass cuts the sorted probabilities into runs of n/bins rows and never puts equal
 * probabilities into different bins, so some bins may be empty where many rows share a value.
 */
export function assignBins(probability: Float64Array, bins: number, binning: Binning): Int32Array {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`bins = ${bins} must be a positive integer`);
  if (binning === "equal-width") return Int32Array.from(probability, (p) => Math.min(bins - 1, Math.max(0, Math.ceil(p * bins) - 1)));
  const n = probability.length;
  const order = Int32Array.from({ length: n }, (_, row) => row).sort((a, b) => realAt(probability, a) - realAt(probability, b));
  const bin = new Int32Array(n);
  order.forEach((row, rank) => {
    const before = rank === 0 ? -1 : intAt(order, rank - 1);
    const same = before >= 0 && realAt(probability, before) === realAt(probability, row);
    bin[row] = same ? intAt(bin, before) : Math.floor((rank * bins) / n);
  });
  return bin;
}

/** Every occupied bin with its mean forecast and the observed share and interval, in order: the points of a reliability curve. */
export function reliabilityBins(
  forecasts: Forecasts,
  bins: number,
  binning: Binning,
  settings: Partial<BootstrapSettings> = {},
): ReliabilityBin[] {
  assertForecasts(forecasts);
  const bin = assignBins(forecasts.probability, bins, binning);
  const rowsOf = Array.from({ length: bins }, (): number[] => []);
  bin.forEach((b, row) => rowsOf[b]?.push(row));
  return rowsOf.flatMap((rows, index) => (rows.length === 0 ? [] : [describeBin(forecasts, rows, index, bins, binning, settings)]));
}

function describeBin(
  forecasts: Forecasts,
  rows: number[],
  index: number,
  bins: number,
  binning: Binning,
  settings: Partial<BootstrapSettings>,
): ReliabilityBin {
  const probability = Float64Array.from(rows, (row) => realAt(forecasts.probability, row));
  const outcome = Float64Array.from(rows, (row) => realAt(forecasts.outcome, row));
  const codes = new Map<number, number>();
  const { cluster } = forecasts;
  const dense = cluster === null ? null : Int32Array.from(rows, (row) => denseCode(codes, intAt(cluster, row)));
  const sorted = Float64Array.from(probability).sort();
  const [low, high] =
    binning === "equal-width" ? [index / bins, (index + 1) / bins] : [realAt(sorted, 0), realAt(sorted, sorted.length - 1)];
  return {
    low,
    high,
    rows: rows.length,
    meanProbability: probability.reduce((sum, p) => sum + p, 0) / rows.length,
    observed: clusterBootstrap(
      { rows: rows.length, cluster: dense },
      (weights) => weightedMean(outcome, weights),
      "The bin is empty.",
      settings,
    ),
  };
}

function denseCode(codes: Map<number, number>, value: number): number {
  const known = codes.get(value);
  if (known !== undefined) return known;
  codes.set(value, codes.size);
  return codes.size - 1;
}

/**
 * Expected calibration error: Σ_b (n_b/n) |mean p in b − mean y in b|. Bins are cut once on the data and kept in the
 * resamples. Sampling noise alone makes it positive, the more so with many bins, hence 10 by default; equal mass is the
 * default because equal width leaves bins with a handful of rows.
 * Source: Naeini, Cooper and Hauskrecht (2015), AAAI 29; equal mass: Nguyen and O'Connor (2015), doi:10.18653/v1/D15-1182.
 */
export function expectedCalibrationError(
  forecasts: Forecasts,
  options: Partial<BootstrapSettings> & { bins?: number; binning?: Binning } = {},
): Estimate {
  assertForecasts(forecasts);
  const bins = options.bins ?? 10;
  const bin = assignBins(forecasts.probability, bins, options.binning ?? "equal-mass");
  const gap = new Float64Array(bins);
  return clusterBootstrap(
    { rows: bin.length, cluster: forecasts.cluster },
    (weights) => {
      gap.fill(0);
      let total = 0;
      for (let row = 0; row < bin.length; row += 1) {
        const weight = realAt(weights, row);
        addAt(gap, intAt(bin, row), weight * (realAt(forecasts.probability, row) - realAt(forecasts.outcome, row)));
        total += weight;
      }
      return total > 0 ? gap.reduce((sum, value) => sum + Math.abs(value), 0) / total : null;
    },
    "There is no prediction to score.",
    options,
  );
}
