import { clusterBootstrap, meanWithin, weightedMean } from "../bootstrap/cluster-bootstrap";
import { holdingLongTails } from "../bootstrap/long-tails";
import { realAt } from "../math/access";
import { softplus } from "../math/special";
import type { Alike } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";

export interface PairedMargins {
  /** Margins of the two versions towards the labelled response, logits, on the same pairs. // [n] each */
  a: Float64Array;
  b: Float64Array;
  /** Prompt of each pair, 0-based and dense. // [n] */
  cluster: Int32Array;
}

export interface VersionComparison {
  accuracyA: Estimate;
  accuracyB: Estimate;
  /** b minus a. */
  accuracy: Estimate;
  /** b minus a, nats: negative where b is better. */
  logLoss: Estimate;
  /** Share of pairs on which the two take different sides. */
  disagree: Estimate;
  verdict: "b-better" | "a-better" | "undecided";
}

/**
 * Two versions on the same pairs: differences are resampled together, prompt by prompt, which is far sharper than comparing two
 * separate intervals. The verdict rests on the accuracy's interval alone.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 8; for systems: Koehn (2004), W04-3250.
 */
export const compareMargins = ({ a, b, cluster }: PairedMargins, seed = 1): VersionComparison => {
  if (a.length !== b.length || cluster.length !== a.length)
    throw new RangeError(`a has ${a.length} margins, b ${b.length}, cluster ${cluster.length}`);
  const right = (margins: Float64Array): Float64Array => margins.map((margin) => (margin === 0 ? 0.5 : margin > 0 ? 1 : 0));
  const [rightA, rightB] = [right(a), right(b)];
  const estimate = (values: Float64Array, alike: Alike | null): Estimate =>
    clusterBootstrap({ rows: a.length, cluster }, (weights) => weightedMean(values, weights), "The two versions share no pair.", {
      seed,
      alike,
    });
  const share = meanWithin(0, 1);
  const accuracy = estimate(
    rightB.map((value, row) => value - realAt(rightA, row)),
    meanWithin(-1, 1),
  );
  const ci = accuracy.value === null ? null : accuracy.ci;
  const gained = b.map((margin, row) => softplus(-margin) - softplus(-realAt(a, row)));
  return {
    accuracyA: estimate(rightA, share),
    accuracyB: estimate(rightB, share),
    accuracy,
    logLoss: holdingLongTails(estimate(gained, null), gained, { rows: a.length, cluster }, { seed }),
    disagree: estimate(
      b.map((margin, row) => (Math.sign(margin) === Math.sign(realAt(a, row)) ? 0 : 1)),
      share,
    ),
    verdict: ci === null ? "undecided" : ci[0] > 0 ? "b-better" : ci[1] < 0 ? "a-better" : "undecided",
  };
};
