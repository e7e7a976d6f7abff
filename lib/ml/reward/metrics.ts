import { clusterBootstrap, hiddenClusters, isUnanimous, meanWithin, stretched, widenMean } from "../bootstrap/cluster-bootstrap";
import { holdingLongTails } from "../bootstrap/long-tails";
import { assignBins } from "../calibration/bins";
import { defaultBins, expectedCalibrationError } from "../calibration/calibration-errors";
import { addAt, realAt } from "../math/access";
import { betaQuantile, sigmoid, softplus } from "../math/special";
import { createRandom } from "../random/random";
import { codePoints } from "../text/tokens";
import { usablePairs } from "./pairs";
import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import type { LabelledPair } from "./pairs";

/** A group of pairs about which the model was about equally sure. */
export interface ReliabilityBin {
  /** Mean of max(p, 1 − p). */
  confidence: number;
  /** Share of the pairs in which the likelier response is the labelled one. */
  accuracy: number;
  /** Jeffreys interval of the accuracy, 95 %, taking pairs as independent. */
  ci: [number, number];
  n: number;
}

/** How well margins predict which response is better, each figure with a 95 % interval that resamples prompts. */
export interface PairMetrics {
  accuracy: Estimate;
  /** Mean of −ln p(label), in nats. */
  logLoss: Estimate;
  /** Expected calibration error over ten bins of equal mass of max(p, 1 − p), fewer below 100 pairs; see `expectedCalibrationError`. */
  ece: Estimate;
  /** What an exactly calibrated model with these probabilities would show: mean and 95th percentile. */
  eceNoiseFloor: { mean: number; high: number } | null;
  /** Accuracy of "the longer response is better", by characters. */
  longerWins: Estimate;
  /** Accuracy minus that of "longer wins" on the same pairs. */
  gain: Estimate;
  reliability: ReliabilityBin[];
  ties: number;
  identical: number;
}

const NOISE_DRAWS = 200;
const NO_PAIRS = "No pair says which response is better.";

/**
 * Evaluates margins (first minus second, logits) against the labels' majority. Ties and identical texts are left out and
 * counted; a margin of exactly 0 counts as half right.
 *
 * @param crossValidated whether the margins of some pairs come from models that learned from the others: the intervals of accuracy,
 * gain and log loss are then those of {@link foldsFactor} times as much chance
 * Source: expected calibration error with equal mass: Nixon et al. (2019), arXiv:1904.01685, sec. 3.
 */
export const evaluatePairs = (
  all: readonly LabelledPair[],
  allMargins: readonly number[],
  seed: number,
  { crossValidated = false }: { crossValidated?: boolean } = {},
): PairMetrics => {
  if (all.length !== allMargins.length) throw new RangeError(`margins has ${allMargins.length} values for ${all.length} pairs`);
  const marginOf = new Map(all.map((pair, index) => [pair, allMargins[index] ?? 0]));
  const { pairs, ties, identical } = usablePairs(all);
  // Positive where the better response has the higher reward.
  const towardsLabel = Float64Array.from(pairs, (pair) => (pair.pFirst > 0.5 ? 1 : -1) * (marginOf.get(pair) ?? 0));
  const correct = towardsLabel.map(halfForZero);
  const longer = Float64Array.from(pairs, (pair) =>
    halfForZero((pair.pFirst > 0.5 ? 1 : -1) * (codePoints(pair.first).length - codePoints(pair.second).length)),
  );
  const loss = towardsLabel.map((margin) => softplus(-margin));
  const confidence = towardsLabel.map((margin) => sigmoid(Math.abs(margin)));
  const bins = defaultBins(pairs.length);
  const binOf = assignBins(confidence, bins, "equal-mass");

  const rows = { rows: pairs.length, cluster: denseClusters(pairs) };
  const estimate = (statistic: (weights: Float64Array) => number | null, settings: Partial<BootstrapSettings>): Estimate =>
    clusterBootstrap(rows, statistic, NO_PAIRS, { seed, ...settings });
  const share = { alike: meanWithin(0, 1) };
  const hidden = isUnanimous(correct) ? hiddenClusters(rows) : 0;
  const average = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const accuracy = estimate((weights) => weightedAverage(correct, weights), share);
  const factor = crossValidated && accuracy.value !== null ? foldsFactor(accuracy.value) : 1;
  const wider = (found: Estimate, least: number): Estimate => widerByFolds(found, factor, least);
  return {
    accuracy: wider(accuracy, 0),
    logLoss: widenMean(
      widerByFolds(
        holdingLongTails(
          estimate((weights) => weightedAverage(loss, weights), { range: [0, Number.POSITIVE_INFINITY] }),
          loss,
          rows,
          { seed, range: [0, Number.POSITIVE_INFINITY] },
        ),
        crossValidated && accuracy.value !== null ? foldsFactorOfScores(accuracy.value) : 1,
        0,
        Number.POSITIVE_INFINITY,
      ),
      average(towardsLabel.map((margin) => softplus(margin))),
      hidden,
    ),
    ece:
      pairs.length === 0
        ? { value: null, reason: NO_PAIRS }
        : expectedCalibrationError({ probability: confidence, outcome: correct, cluster: rows.cluster }, { seed }),
    eceNoiseFloor: pairs.length === 0 ? null : noiseFloor(confidence, binOf, bins, seed),
    longerWins: estimate((weights) => weightedAverage(longer, weights), share),
    gain: wider(
      estimate(
        (weights) =>
          weightedAverage(
            correct.map((value, pair) => value - realAt(longer, pair)),
            weights,
          ),
        { alike: meanWithin(-1, 1) },
      ),
      -1,
    ),
    reliability: reliabilityBins(confidence, correct, binOf, bins),
    ties,
    identical,
  };
};

/**
 * By how much chance moves a cross-validated accuracy more than pairs that were drawn alone: √(1 + 2v/π), v = min(1, 2 (1 − accuracy)).
 *
 * Where there is nothing to learn, what a fold's model says of pair i is Σ_j k_ij y_j over the labels of other folds, and of pair j it
 * has the same term k_ij y_i y_j in it: the two are right together. The covariances of y_i f(x_i) over j add up to its variance, those of
 * its sign to 2/π of that (the arcsine law). v is the share of pairs on which a model that is right elsewhere is a coin.
 * That no estimate from the folds alone shows it: Bengio and Grandvalet (2004), JMLR 5:1089–1105. The factor is ours: √1.64 = 1.28 at ½.
 */
export const foldsFactor = (accuracy: number): number => Math.sqrt(1 + (2 / Math.PI) * Math.min(1, 2 * (1 - accuracy)));

/**
 * The same of log loss and Brier score, √(1 + v): they follow y_i f(x_i) itself, not its sign, so that its covariances count in full.
 * Of ridge fits to 100 to 1,000 pairs, calibrated by other folds, chance moved them 1.0 to 1.4 times as much as pairs drawn alone; this
 * is 1.2 to 1.4. Where nothing at all can be learned they lie so near to those of a coin that no factor helps.
 */
export const foldsFactorOfScores = (accuracy: number): number => Math.sqrt(1 + Math.min(1, 2 * (1 - accuracy)));

/** An interval of cross-validated pairs with `factor` ({@link foldsFactor}) times as much chance, from `least` to `most`. */
export const widerByFolds = (found: Estimate, factor: number, least: number, most = 1): Estimate =>
  found.value === null || found.ci === null ? found : { ...found, ci: stretched(found.ci, found.value, factor, [least, most]) };

const halfForZero = (margin: number): number => (margin === 0 ? 0.5 : margin > 0 ? 1 : 0);

const denseClusters = (pairs: readonly LabelledPair[]): Int32Array => {
  const positions = new Map<string, number>();
  return Int32Array.from(pairs, ({ promptId }) => {
    const known = positions.get(promptId) ?? positions.size;
    positions.set(promptId, known);
    return known;
  });
};

const weightedAverage = (values: Float64Array, weights: Float64Array): number | null => {
  let total = 0;
  let mass = 0;
  for (let row = 0; row < values.length; row += 1) {
    total += realAt(weights, row) * realAt(values, row);
    mass += realAt(weights, row);
  }
  return mass > 0 ? total / mass : null;
};

/** What bins of these outcomes would show as the expected calibration error. */
const errorOf = (confidence: Float64Array, outcome: Float64Array, binOf: Int32Array, bins: number): number => {
  const gaps = new Float64Array(bins);
  for (const [pair, bin] of binOf.entries()) addAt(gaps, bin, realAt(outcome, pair) - realAt(confidence, pair));
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, binOf.length);
};

const noiseFloor = (confidence: Float64Array, binOf: Int32Array, bins: number, seed: number): { mean: number; high: number } => {
  const random = createRandom(seed);
  const draws = Float64Array.from({ length: NOISE_DRAWS }, () => {
    const outcome = confidence.map((p) => (random.uniform() < p ? 1 : 0));
    return errorOf(confidence, outcome, binOf, bins);
  }).sort();
  return { mean: draws.reduce((sum, value) => sum + value, 0) / NOISE_DRAWS, high: draws[Math.floor(0.95 * NOISE_DRAWS)] ?? 0 };
};

const reliabilityBins = (confidence: Float64Array, correct: Float64Array, binOf: Int32Array, bins: number): ReliabilityBin[] =>
  Array.from({ length: bins }, (_, bin) => {
    const members = Array.from(binOf.keys()).filter((pair) => binOf[pair] === bin);
    const average = (values: Float64Array): number =>
      members.reduce((sum, pair) => sum + realAt(values, pair), 0) / Math.max(members.length, 1);
    const accuracy = average(correct);
    const [right, wrong] = [accuracy * members.length, (1 - accuracy) * members.length];
    const ci: [number, number] = [betaQuantile(0.025, right + 0.5, wrong + 0.5), betaQuantile(0.975, right + 0.5, wrong + 0.5)];
    return { confidence: average(confidence), accuracy, ci, n: members.length };
  }).filter(({ n }) => n > 0);
