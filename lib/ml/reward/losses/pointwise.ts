import { addAt, intAt, realAt } from "../../math/access";
import { sigmoid, softplus } from "../../math/special";
import type { LossEvaluation } from "./evaluation";

export interface RegressionExamples {
  position: Int32Array; // [n]
  target: Float64Array; // [n]
}

/** ½ (r − y)². */
export const evaluateRegression = (
  { position, target }: RegressionExamples,
  outputs: Float64Array,
  weights: Float64Array,
): LossEvaluation => {
  const gradient = new Float64Array(outputs.length);
  const losses = target.map((y, example) => {
    const gap = realAt(outputs, intAt(position, example)) - y;
    addAt(gradient, intAt(position, example), realAt(weights, example) * gap);
    return 0.5 * gap * gap;
  });
  return { losses, outputs: gradient, extras: new Float64Array(0) };
};

export interface OrdinalExamples {
  position: Int32Array; // [n]
  /** 0 … levels of its scale − 1, worst first. // [n] */
  level: Int32Array;
  /** Which scale a level is of: questions have cuts of their own, since a 3 of five and a 3 of ten are no one level. // [n] */
  scale: Int32Array;
  /** At least two each. // [scales] */
  levels: readonly number[];
}

/** Where each scale's cuts begin among the cuts of all, and how many there are. */
export const cutPlaces = (levels: readonly number[]): { from: number[]; count: number } => {
  let count = 0;
  const from = levels.map((ofScale) => (count += ofScale - 1) - (ofScale - 1));
  return { from, count };
};

/** Cuts between levels from the free parameters: a scale's first as it is, the others by positive steps, so that they ascend. // [Σ levels − 1] */
export const ordinalCuts = (extras: Float64Array, levels: readonly number[]): Float64Array => {
  const firsts = new Set(cutPlaces(levels).from);
  let cut = 0;
  return extras.map((theta, index) => (cut = firsts.has(index) ? theta : cut + softplus(theta)));
};

/** Where training starts: cuts one logit apart, around 0. */
export const ordinalStart = (levels: readonly number[]): Float64Array =>
  Float64Array.from(
    levels.flatMap((ofScale) =>
      Array.from({ length: ofScale - 1 }, (_, index) => (index === 0 ? -(ofScale - 2) / 2 : Math.log(Math.expm1(1)))),
    ),
  );

/** P(level) at a reward. // [levels] */
export const ordinalProbabilities = (reward: number, cuts: Float64Array): Float64Array =>
  Float64Array.from({ length: cuts.length + 1 }, (_, level) => {
    const below = level === 0 ? 0 : sigmoid(realAt(cuts, level - 1) - reward);
    return (level === cuts.length ? 1 : sigmoid(realAt(cuts, level) - reward)) - below;
  });

/**
 * Proportional odds: P(level ≤ j) = σ(cut_j − r). Stable form of an inner level with cuts l < u: −ln σ(u − r) − ln σ(r − l) −
 * ln(1 − e^{l − u}). No constant in the head: the cuts of each scale carry it.
 * Source: McCullagh (1980), J. R. Stat. Soc. B 42, 109–142, eq. 2.3.
 */
export const evaluateOrdinal = (
  { position, level, scale, levels }: OrdinalExamples,
  outputs: Float64Array,
  extras: Float64Array,
  weights: Float64Array,
): LossEvaluation => {
  const gradient = new Float64Array(outputs.length);
  const cuts = ordinalCuts(extras, levels);
  const { from } = cutPlaces(levels);
  const towardsCut = new Float64Array(cuts.length);
  const losses = weights.map((weight, example) => {
    const place = intAt(position, example);
    const [ownFrom, ownLevels] = [from[intAt(scale, example)] ?? 0, levels[intAt(scale, example)] ?? 0];
    // Place of the cut above; that below is the one before it.
    const at = ownFrom + intAt(level, example);
    const [isLowest, isHighest] = [intAt(level, example) === 0, intAt(level, example) === ownLevels - 1];
    const reward = realAt(outputs, place);
    let loss = 0;
    if (!isHighest) {
      const slope = weight * sigmoid(reward - realAt(cuts, at));
      loss += softplus(reward - realAt(cuts, at));
      addAt(gradient, place, slope);
      addAt(towardsCut, at, -slope);
    }
    if (!isLowest) {
      const slope = weight * sigmoid(realAt(cuts, at - 1) - reward);
      loss += softplus(realAt(cuts, at - 1) - reward);
      addAt(gradient, place, -slope);
      addAt(towardsCut, at - 1, slope);
    }
    if (!isLowest && !isHighest) {
      const gap = realAt(cuts, at) - realAt(cuts, at - 1);
      loss -= Math.log(-Math.expm1(-gap));
      addAt(towardsCut, at, -weight / Math.expm1(gap));
      addAt(towardsCut, at - 1, weight / Math.expm1(gap));
    }
    return loss;
  });
  // A parameter moves its own cut and all above it on its scale.
  const firsts = new Set(from);
  let above = 0;
  const towardsExtras = new Float64Array(extras.length);
  for (let index = extras.length - 1; index >= 0; index -= 1) {
    above += realAt(towardsCut, index);
    towardsExtras[index] = firsts.has(index) ? above : above * sigmoid(realAt(extras, index));
    if (firsts.has(index)) above = 0;
  }
  return { losses, outputs: gradient, extras: towardsExtras };
};
