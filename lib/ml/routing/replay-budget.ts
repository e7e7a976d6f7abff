import { assertLength, intAt, realAt } from "../math/access";
import { FOLDS, foldsByPrompt, MOST_ROWS, sampleRows, takePairs } from "./cross-fit-margins";
import { logLikelihoods, scoreMargins } from "./midpoint";
import type { BradleyTerryFit, PairRows } from "./ridge-bradley-terry";
import { fitRidgeBradleyTerry, marginsOf } from "./ridge-bradley-terry";
import { topItems } from "./strategies";

/** Pairs that people and a language model have both labelled, with a score of each, and pairs whose truth is known. */
export interface ReplayData {
  pairs: PairRows;
  /** P(second better) by people; NaN where nobody answered. // [n] */
  human: Float64Array;
  /** P(second better) by the language model. // [n] */
  lm: Float64Array;
  /** P(second better) by adjudication; NaN where unknown. // [n] */
  gold: Float64Array;
  /** Whom to ask first; from models that have not seen the row. // [n] */
  score: Float64Array;
  prompt: Int32Array;
  /** Ridge per training row of the reward model. Default 0.002. */
  penaltyPerRow: number;
  seed: number;
}

export interface ReplayPoint {
  share: number;
  /** Mean log-likelihood of gold under a reward model of this mix, nats. */
  logLikelihood: number;
  accuracy: number;
  /** Against no people at all, with its standard error over gold rows. */
  gain: number;
  standardError: number;
}

export interface Replay {
  points: ReplayPoint[];
  gold: number;
  /** Share with the highest likelihood. */
  bestShare: number;
  /** Smallest share within one standard error of it: saves labels, and is safer where gold is scarce. */
  savingShare: number;
  /** Whether the interval of the best share's gain lies above 0; where it does not, routing is not worth its price. */
  worthwhile: boolean;
}

export const REPLAY_SHARES = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1] as const;
/** Below this much gold no share can be chosen. */
export const LEAST_GOLD = 100;
/** What the choice of a share needs to be worth more than a guess. */
export const DEFAULT_GOLD = 300;
/** One-sided 95 %. */
const SURE = 1.645;

/**
 * What each share of people would have been worth, replayed on pairs that both sources have labelled: the pairs with the highest
 * scores take people's label, the rest the language model's; a reward model of the mix is fitted and its likelihood taken on gold. Gold
 * that is also training material is judged by models that have not seen its prompt. Of more than {@link MOST_ROWS} pairs a seeded
 * sample is replayed on.
 *
 * @returns null with fewer than {@link LEAST_GOLD} gold rows, or fewer than {@link LEAST_GOLD} pairs to replay on.
 * Cost: shares × (1 + folds) fits. The rule of one standard error: Breiman et al. (1984), Classification and Regression Trees, sec. 3.4.3.
 */
export function replayBudget(data: ReplayData): Replay | null {
  const { pairs, human, gold, score, prompt } = data;
  assertLength("human", human.length, pairs.n);
  assertLength("gold", gold.length, pairs.n);
  assertLength("score", score.length, pairs.n);
  const answered = Int32Array.from(human.keys()).filter((row) => !Number.isNaN(realAt(human, row)));
  const seeds = sampleRows(answered, MOST_ROWS, data.seed);
  const known = Int32Array.from(gold.keys()).filter((row) => !Number.isNaN(realAt(gold, row)));
  if (known.length < LEAST_GOLD || seeds.length < LEAST_GOLD) return null;
  const order = topItems(
    Float64Array.from(seeds, (row) => realAt(score, row)),
    seeds.length,
  );
  const fold = foldsByPrompt(prompt, data.seed);
  const foldOf = (row: number): number => intAt(fold, intAt(prompt, row));
  const truth = Float64Array.from(known, (row) => realAt(gold, row));
  const training = takePairs(pairs, seeds);
  const judged = takePairs(pairs, known);
  const seedFolds = Int32Array.from(seeds, foldOf);
  const knownFolds = Int32Array.from(known, foldOf);
  // The fit of a fold and the last share is close to the one of the next share, in place and in curvature; so are two folds'.
  const last: (BradleyTerryFit | undefined)[] = [];
  const likelihoods = REPLAY_SHARES.map((share) => {
    const target = Float64Array.from(seeds, (row) => realAt(data.lm, row));
    for (const position of order.subarray(0, Math.round(share * seeds.length))) target[position] = realAt(human, intAt(seeds, position));
    const margins = new Float64Array(known.length);
    for (let held = 0; held < FOLDS; held += 1) {
      const weight = Float64Array.from(seedFolds, (own) => (own === held ? 0 : 1));
      const left = weight.reduce((sum, value) => sum + value, 0);
      // All pairs are of this fold's prompts: no model has not seen them, and a margin of 0 says nothing.
      if (left === 0) continue;
      const penalty = data.penaltyPerRow * left;
      const near = last[held] ?? last[held - 1];
      const from = near ? { start: near.theta, factor: near.factor } : {};
      const fit = fitRidgeBradleyTerry({ pairs: training, target, weight, penalty, ...from });
      last[held] = fit;
      const own = marginsOf(judged, fit.theta);
      for (let row = 0; row < known.length; row += 1) if (intAt(knownFolds, row) === held) margins[row] = realAt(own, row);
    }
    return { likelihood: logLikelihoods(margins, truth), margins };
  });
  return chooseShare(likelihoods, truth);
}

function chooseShare(mixes: readonly { likelihood: Float64Array; margins: Float64Array }[], truth: Float64Array): Replay {
  const none = mixes[0]?.likelihood ?? new Float64Array(truth.length);
  const points = mixes.map(({ likelihood, margins }, index): ReplayPoint => {
    const { mean, standardError } = difference(likelihood, none);
    return { share: REPLAY_SHARES[index] ?? 0, ...scoreMargins(margins, truth), gain: mean, standardError };
  });
  let best = 0;
  points.forEach(({ logLikelihood }, index) => {
    if (logLikelihood > (points[best]?.logLikelihood ?? -Infinity)) best = index;
  });
  const top = mixes[best]?.likelihood ?? none;
  const saving = mixes.findIndex(({ likelihood }) => {
    const { mean, standardError } = difference(top, likelihood);
    return mean <= standardError;
  });
  const { gain = 0, standardError = 0, share: bestShare = 0 } = points[best] ?? {};
  return {
    points,
    gold: truth.length,
    bestShare,
    savingShare: points[saving]?.share ?? bestShare,
    worthwhile: gain > SURE * standardError,
  };
}

/** Mean of a − b with its standard error. */
function difference(a: Float64Array, b: Float64Array): { mean: number; standardError: number } {
  const values = a.map((value, row) => value - realAt(b, row));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length) };
}
