import type { Estimate } from "../estimate";

/** Whether there are enough pairs for what a figure is about to be used for; null where there are. */
export interface SmallSample {
  n: number;
  /** Smallest difference in accuracy that this many pairs tell from nothing, at 95 % with four chances in five to see it. */
  detectable: number;
  /** Pairs that a difference as small as the one seen would take; null where none was seen. */
  needed: number | null;
  reason: "few-pairs" | "gain-not-shown";
}

/** z of a two-sided 5 % and of 80 % power. */
const Z = 1.959964 + 0.841621;
const FEW = 200;

/**
 * Warns where a claim is larger than its sample. The detectable difference is that of two proportions around ½ in independent
 * pairs, 2.8 · √(½ / n): pairs of one prompt count less, so it is a floor.
 * Source: Cohen (1988), Statistical Power Analysis, sec. 6.4, with the variance at its largest.
 */
export const smallSample = (gain: Estimate): SmallSample | null => {
  const n = gain.value === null ? 0 : gain.n;
  const detectable = n === 0 ? 1 : Math.min(1, Z * Math.sqrt(0.5 / n));
  const shown = gain.value !== null && gain.ci !== null && (gain.ci[0] > 0 || gain.ci[1] < 0);
  const needed = gain.value === null || gain.value === 0 ? null : Math.ceil((0.5 * Z * Z) / (gain.value * gain.value));
  if (n < FEW) return { n, detectable, needed, reason: "few-pairs" };
  return shown ? null : { n, detectable, needed, reason: "gain-not-shown" };
};
