import { climb } from "../annotators/climb";
import { betaReliability } from "../annotators/posteriors";
import type { ReliabilityEstimate } from "../annotators/votes";
import { addAt, assertIndices, assertLength, intAt, realAt } from "../math/access";
import { logSigmoid, sigmoid } from "../math/special";
import { fitBradleyTerry } from "./bradley-terry";

/** Comparison r: annotator `annotator[r]` compared items `first[r]` and `second[r]`. */
export interface CrowdComparisons {
  items: number;
  annotators: number;
  // [n]
  first: Int32Array;
  // [n]
  second: Int32Array;
  // [n]
  annotator: Int32Array;
  /** 1 the first is better, 0 the second, 0.5 a tie. // [n] */
  pFirst: Float64Array;
}

export interface CrowdBradleyTerryOptions {
  /** Standard deviation of the normal prior of the scores, in logits. */
  priorDeviation: number;
  /**
   * Beta prior of η. [5, 2] has its mode at four in five, and forbids 1: scores of responses that stand in a single pair can take
   * in all disagreement, so that the answers alone would make everyone faithful.
   */
  priorCounts: [number, number];
  maxIterations: number;
  /** Stop when the loss falls by less than this many nats a comparison. */
  tolerance: number;
}

const DEFAULTS: CrowdBradleyTerryOptions = { priorDeviation: 2, priorCounts: [5, 2], maxIterations: 1000, tolerance: 1e-11 };

export interface CrowdBradleyTerryFit {
  /** Scores in logits. // [items] */
  scores: Float64Array;
  /** η_a, the probability of answering as the scores say rather than the other way round. // [annotators] */
  reliability: ReliabilityEstimate[];
  converged: boolean;
  iterations: number;
  lossHistory: number[];
}

/**
 * Crowd Bradley–Terry: pairwise answers of annotators who sometimes, or always, answer the wrong way round.
 *
 *   P(a says i ≻ j) = η_a σ(s_i − s_j) + (1 − η_a) σ(s_j − s_i),   s_i ~ N(0, priorDeviation²),   η_a ~ Beta(priorCounts)
 *
 * EM over whether each answer was faithful: E gives w = P(faithful | answer), M refits the scores on answers taken as is
 * with weight w and reversed with 1 − w, and η by its posterior mode; `climb` leaps ahead of rounds that creep. A tie is half an answer each way and says nothing of
 * η. The normal prior takes the place of the published virtual item.
 *
 * Cost: iterations × sweeps × comparisons. Source: Chen, Bennett, Collins-Thompson and Horvitz (2013), WSDM, eq. 3–6,
 * doi:10.1145/2433396.2433420.
 */
export function fitCrowdBradleyTerry(data: CrowdComparisons, options: Partial<CrowdBradleyTerryOptions> = {}): CrowdBradleyTerryFit {
  const settings = { ...DEFAULTS, ...options };
  const [priorFaithful, priorReversed] = settings.priorCounts;
  if (!(priorFaithful >= 1 && priorReversed >= 1)) throw new RangeError("priorCounts must both be at least 1, so that the mode exists");
  assertLength("annotator", data.annotator.length, data.first.length);
  assertIndices("annotator", data.annotator, data.annotators);
  const weight = new Float64Array(data.first.length).fill(1);
  const start = new Float64Array(data.items + data.annotators).fill((priorFaithful - 0.5) / (priorFaithful + priorReversed - 1));
  const { round, converged, lossHistory } = climb(
    start.fill(0, 0, data.items),
    (at) => {
      const [scores, eta] = [at.subarray(0, data.items), at.subarray(data.items)];
      const { faithful, logLikelihood } = expectation(data, scores, eta);
      const pFirst = faithful.map((w, row) => softTarget(realAt(data.pFirst, row), w));
      // Few sweeps an M-step: EM needs an improvement of the scores, not their optimum.
      const fit = fitBradleyTerry(
        { ...data, pFirst, weight },
        { priorDeviation: settings.priorDeviation, start: scores, maxIterations: 5 },
      );
      const next = new Float64Array(at.length);
      next.set(fit.scores);
      next.set(modes(data, faithful, priorFaithful, priorReversed), data.items);
      return { at, next, faithful, loss: -logLikelihood - logPrior(scores, eta, settings) };
    },
    (point) => point.map((value, place) => (place < data.items ? value : withinBounds(value))),
    { ...settings, labels: data.first.length },
  );
  const [scores, eta] = [round.at.slice(0, data.items), round.at.slice(data.items)];
  const { counts, given } = faithfulCounts(data, round.faithful);
  const reliability = Array.from(eta, (value, annotator) =>
    betaReliability(value, { right: realAt(counts, annotator), given: realAt(given, annotator), unknown: 0 }, priorFaithful, priorReversed),
  );
  return { scores, reliability, converged, iterations: lossHistory.length, lossHistory };
}

/** P(the first is truly better) that an answer stands for once it is known how likely it was faithful. */
function softTarget(pFirst: number, faithful: number): number {
  return faithful * pFirst + (1 - faithful) * (1 - pFirst);
}

function expectation(data: CrowdComparisons, scores: Float64Array, eta: Float64Array): { faithful: Float64Array; logLikelihood: number } {
  let logLikelihood = 0;
  const faithful = Float64Array.from(data.pFirst, (pFirst, row) => {
    const q = realAt(eta, intAt(data.annotator, row));
    const margin = (pFirst >= 0.5 ? 1 : -1) * (realAt(scores, intAt(data.first, row)) - realAt(scores, intAt(data.second, row)));
    if (pFirst === 0.5) {
      logLikelihood += 0.5 * (logSigmoid(margin) + logSigmoid(-margin));
      return q;
    }
    const asIs = q * sigmoid(margin);
    const total = asIs + (1 - q) * sigmoid(-margin);
    logLikelihood += Math.log(total);
    return asIs / total;
  });
  return { faithful, logLikelihood };
}

function faithfulCounts(data: CrowdComparisons, faithful: Float64Array) {
  const counts = new Float64Array(data.annotators);
  const given = new Float64Array(data.annotators);
  for (let row = 0; row < data.first.length; row += 1) {
    if (realAt(data.pFirst, row) === 0.5) continue;
    addAt(counts, intAt(data.annotator, row), realAt(faithful, row));
    addAt(given, intAt(data.annotator, row), 1);
  }
  return { counts, given };
}

function modes(data: CrowdComparisons, faithful: Float64Array, priorFaithful: number, priorReversed: number): Float64Array {
  const { counts, given } = faithfulCounts(data, faithful);
  return counts.map((count, annotator) => {
    const total = realAt(given, annotator) + priorFaithful + priorReversed - 2;
    return total > 0 ? withinBounds((count + priorFaithful - 1) / total) : 0.5;
  });
}

const withinBounds = (eta: number): number => Math.min(1 - 1e-6, Math.max(1e-6, eta));

function logPrior(scores: Float64Array, eta: Float64Array, settings: CrowdBradleyTerryOptions): number {
  const [faithful, reversed] = settings.priorCounts;
  let sum = 0;
  for (const score of scores) sum -= (0.5 * score * score) / settings.priorDeviation ** 2;
  for (const q of eta) sum += (faithful - 1) * Math.log(q) + (reversed - 1) * Math.log1p(-q);
  return sum;
}
