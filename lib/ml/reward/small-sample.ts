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

const Z_INTERVAL = 1.959964;
/** z of a two-sided 5 % and of 80 % power. */
const Z = Z_INTERVAL + 0.841621;
const FEW = 200;

/**
 * Warns where a claim is larger than its sample. The detectable difference is that of two proportions around ½ in independent pairs,
 * 2.8 · √(½ / n), or what the interval of the gain itself could tell from nothing, where that is wider: many pairs of three prompts are
 * no large sample. The pairs that a difference would take grow by the same.
 * Source: Cohen (1988), Statistical Power Analysis, sec. 6.4, with the variance at its largest; Kish (1965), Survey Sampling, sec. 8.2.
 */
export const smallSample = (gain: Estimate): SmallSample | null => {
  const n = gain.value === null ? 0 : gain.n;
  const independent = n === 0 ? 1 : Z * Math.sqrt(0.5 / n);
  const width = gain.value === null || gain.ci === null ? 0 : gain.ci[1] - gain.ci[0];
  const told = Math.max(independent, (Z / Z_INTERVAL) * (width / 2));
  const shown = gain.value !== null && gain.ci !== null && (gain.ci[0] > 0 || gain.ci[1] < 0);
  const needed = gain.value === null || gain.value === 0 ? null : Math.ceil(n * (told / gain.value) ** 2);
  const detectable = Math.min(1, told);
  if (n < FEW) return { n, detectable, needed, reason: "few-pairs" };
  return shown ? null : { n, detectable, needed, reason: "gain-not-shown" };
};
