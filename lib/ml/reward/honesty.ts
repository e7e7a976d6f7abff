import { calibrationErrors, expectedCalibrationError } from "../calibration/calibration-errors";
import { crossFitCalibration } from "../calibration/cross-fit";
import { foldsFactorOfScores, widerByFolds } from "./metrics";
import { brierScore, logLoss } from "../calibration/scores";
import { intAt, realAt } from "../math/access";
import { sigmoid } from "../math/special";
import { assignFolds } from "./folds";
import { checkLength } from "./length-slope";
import { sliceTable } from "./slices";
import { smallSample } from "./small-sample";
import type { Estimate } from "../estimate";
import type { Forecasts } from "../calibration/scores";
import type { LengthCheck } from "./length-slope";
import type { Slice } from "./slices";
import type { SmallSample } from "./small-sample";

/** A held-out pair with a winner, and what is known of it beside the texts. */
export interface JudgedPair {
  promptId: string;
  firstCharacters: number;
  secondCharacters: number;
  /** P(first is better), not ½. */
  pFirst: number;
  /** By dimension: domain, pair of models, agreement of the annotators … */
  groups: Readonly<Record<string, string>>;
}

export interface CalibrationFigures {
  logLoss: Estimate;
  ece: Estimate;
}

export interface Calibration {
  /** Fitted on all held-out margins: what scores are divided by. */
  temperature: number;
  before: CalibrationFigures;
  /** Each pair recalibrated by a fit that its prompt took no part in. */
  byTemperature: CalibrationFigures;
  byIsotonic: CalibrationFigures;
  /** The way with the lowest log loss; "none" unless it gains more than a thousandth of a nat. */
  best: "none" | "temperature" | "isotonic";
}

/** What can be said of a model beyond its accuracy. All of it on pairs whose prompts it did not see. */
export interface Honesty {
  brier: Estimate;
  ace: Estimate;
  mce: Estimate;
  calibration: Calibration | null;
  length: LengthCheck;
  slices: Slice[];
  smallSample: SmallSample | null;
}

const FOLDS = 5;
const SLICES_PER_DIMENSION = 8;
/** A gain below this is not worth a second set of numbers. */
const LEAST_GAIN = 1e-3;

/**
 * @param margins first minus second, logits, of a model that did not see the prompt. // [pairs]
 * @param gain accuracy over "the longer one wins", as the evaluation has it: what the sample must be large enough for.
 * @param crossValidated whether models of other folds, which share labels, gave the margins: slices are then as uncertain as the whole,
 * and scores as those of folds are
 */
export const honestFigures = (
  pairs: readonly JudgedPair[],
  margins: readonly number[],
  gain: Estimate,
  { seed, crossValidated }: { seed: number; crossValidated: boolean },
): Honesty => {
  if (pairs.length !== margins.length) throw new RangeError(`margins has ${margins.length} values for ${pairs.length} pairs`);
  const cluster = clustersOf(pairs);
  const side = Float64Array.from(pairs, ({ pFirst }) => (pFirst > 0.5 ? 1 : -1));
  const margin = Float64Array.from(margins);
  const towards = margin.map((m, row) => m * realAt(side, row));
  const correct = towards.map(halfForZero);
  const gaps = Float64Array.from(pairs, (pair) => Math.log((1 + pair.firstCharacters) / (1 + pair.secondCharacters)));
  const longer = gaps.map((gap, row) => halfForZero(gap * realAt(side, row)));
  const lengthOf = (first: (row: number) => boolean): Float64Array =>
    Float64Array.from(pairs, (pair, row) => (first(row) ? pair.firstCharacters : pair.secondCharacters));
  const surest = calibrationErrors(confident(margin, side, cluster), { seed });
  const wins = side.map((s) => (s > 0 ? 1 : 0));
  const right = correct.reduce((sum, value) => sum + value, 0) / Math.max(1, correct.length);
  const factor = crossValidated ? foldsFactorOfScores(right) : 1;
  return {
    brier: widerByFolds(brierScore({ probability: margin.map(sigmoid), outcome: wins, cluster }, { seed }), factor, 0),
    ace: surest.ace,
    mce: surest.mce,
    calibration: pairs.length === 0 ? null : calibrate(pairs, margin, side, cluster, { seed, factor }),
    length: checkLength(
      { margin, logLengthGap: gaps, pFirst: wins, cluster },
      { model: lengthOf((row) => realAt(margin, row) > 0), people: lengthOf((row) => realAt(side, row) > 0) },
      seed,
    ),
    slices: sliceTable({ correct, longer, cluster, groups: pairs.map(({ groups }) => groups), crossValidated }, SLICES_PER_DIMENSION, seed),
    smallSample: smallSample(gain),
  };
};

const halfForZero = (margin: number): number => (margin === 0 ? 0.5 : margin > 0 ? 1 : 0);

/** Prompt of each pair as 0 … prompts − 1. // [n] */
export const clustersOf = (pairs: readonly { promptId: string }[]): Int32Array => {
  const positions = new Map<string, number>();
  return Int32Array.from(pairs, ({ promptId }) => {
    const known = positions.get(promptId) ?? positions.size;
    positions.set(promptId, known);
    return known;
  });
};

/** How sure of its side the model is, and whether the side was right. */
const confident = (margin: Float64Array, side: Float64Array, cluster: Int32Array): Forecasts => ({
  probability: margin.map((m) => sigmoid(Math.abs(m))),
  outcome: margin.map((m, row) => halfForZero(m * realAt(side, row))),
  cluster,
});

const calibrate = (
  pairs: readonly JudgedPair[],
  margin: Float64Array,
  side: Float64Array,
  cluster: Int32Array,
  { seed, factor }: { seed: number; factor: number },
): Calibration => {
  const wins = side.map((s) => (s > 0 ? 1 : 0));
  const fold = assignFolds(
    pairs.map(({ promptId }) => promptId),
    FOLDS,
    seed,
  );
  const fit = crossFitCalibration(
    margin,
    wins,
    Int32Array.from(fold.keys(), (row) => intAt(fold, row)),
  );
  const figures = (logits: Float64Array): CalibrationFigures => ({
    logLoss: widerByFolds(
      logLoss({ probability: logits.map(sigmoid), outcome: wins, cluster }, { seed }),
      factor,
      0,
      Number.POSITIVE_INFINITY,
    ),
    ece: expectedCalibrationError(confident(logits, side, cluster), { seed }),
  });
  const [before, byTemperature, byIsotonic] = [figures(margin), figures(fit.byTemperature), figures(fit.byIsotonic)];
  const loss = ({ logLoss: { value } }: CalibrationFigures): number => value ?? Number.POSITIVE_INFINITY;
  const best = loss(byIsotonic) < loss(byTemperature) ? ("isotonic" as const) : ("temperature" as const);
  const gained = loss(before) - Math.min(loss(byTemperature), loss(byIsotonic));
  return { temperature: fit.temperature, before, byTemperature, byIsotonic, best: gained > LEAST_GAIN ? best : "none" };
};
