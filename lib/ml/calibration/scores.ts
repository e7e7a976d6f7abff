import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import { clusterBootstrap, hiddenClusters, isUnanimous, meanWithin, weightedMean, widenMean } from "../bootstrap/cluster-bootstrap";
import { holdingLongTails } from "../bootstrap/long-tails";
import type { Estimate } from "../estimate";
import { assertLength, realAt } from "../math/access";

/** Predicted probabilities and what happened. */
export interface Forecasts {
  /** P(outcome = 1), in [0, 1]. // [n] */
  probability: Float64Array;
  /** 0 or 1, or a soft label between. // [n] */
  outcome: Float64Array;
  /** Resampling group of each row, its prompt say; null where rows are independent. // [n] */
  cluster: Int32Array | null;
}

const EMPTY = "There is no prediction to score.";

/** Probabilities are kept this far from 0 and 1 before a logarithm, so that one overconfident row costs 27.6 nats, not ∞. */
const LOG_FLOOR = 1e-12;

/** Throws a RangeError naming the part of the forecasts that cannot be used. */
export function assertForecasts(forecasts: Forecasts): void {
  assertLength("outcome", forecasts.outcome.length, forecasts.probability.length);
  if (forecasts.cluster !== null) assertLength("cluster", forecasts.cluster.length, forecasts.probability.length);
  for (const name of ["probability", "outcome"] as const) {
    if (forecasts[name].some((p) => !(p >= 0 && p <= 1))) throw new RangeError(`${name} must lie in [0, 1]`);
  }
}

/** Share of a row that is right: the likelier side is the outcome; a probability of exactly 1/2 is half right, as a coin would be. */
const rightness = (p: number, y: number): number => (p === 0.5 ? 0.5 : p > 0.5 ? y : 1 - y);

/** Mean over rows of a score of each, with an interval over clusters; where all are right, or none, with what so many may hide. */
function meanScore(forecasts: Forecasts, score: (p: number, y: number) => number, settings: Partial<BootstrapSettings>): Estimate {
  assertForecasts(forecasts);
  const scores = forecasts.probability.map((p, row) => score(p, realAt(forecasts.outcome, row)));
  const rows = { rows: scores.length, cluster: forecasts.cluster };
  const estimate = clusterBootstrap(rows, (weights) => weightedMean(scores, weights), EMPTY, settings);
  if (!isUnanimous(forecasts.probability.map((p, row) => rightness(p, realAt(forecasts.outcome, row))))) return estimate;
  const other = forecasts.probability.map((p, row) => score(p, 1 - realAt(forecasts.outcome, row)));
  return widenMean(estimate, other.reduce((sum, value) => sum + value, 0) / other.length, hiddenClusters(rows, settings.level));
}

/** Share of rows that are right. */
export function accuracy(forecasts: Forecasts, settings: Partial<BootstrapSettings> = {}): Estimate {
  return meanScore(forecasts, rightness, { ...settings, alike: meanWithin(0, 1) });
}

/** −mean[y log p + (1 − y) log(1 − p)], nats. */
export function logLoss(forecasts: Forecasts, settings: Partial<BootstrapSettings> = {}): Estimate {
  const log = (p: number) => Math.log(Math.max(LOG_FLOOR, p));
  const score = (p: number, y: number): number => -(y * log(p) + (1 - y) * log(1 - p));
  const losses = forecasts.probability.map((p, row) => score(p, realAt(forecasts.outcome, row)));
  const own = { ...settings, range: [0, Number.POSITIVE_INFINITY] as const };
  return holdingLongTails(meanScore(forecasts, score, own), losses, { rows: losses.length, cluster: forecasts.cluster }, own);
}

/** mean (p − y)². Source: G. W. Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2, halved for two classes. */
export function brierScore(forecasts: Forecasts, settings: Partial<BootstrapSettings> = {}): Estimate {
  return meanScore(forecasts, (p, y) => (p - y) ** 2, { ...settings, alike: meanWithin(0, 1) });
}
