import { crossValidatePerformance, fitPerformanceModel, scorePredictions } from "./performance-prediction";
import type { PerformanceModel } from "./performance-prediction";
import type { TaggedItems } from "./published-candidates";
import { mixPredictor } from "./published-routing";
import type { MixPredictor } from "./published-routing";

/** What a predictor was fitted to. */
export interface LearnedFrom {
  /** Items in the mixes, items judged on, and where their truth is from. */
  seedItems: number;
  judgedItems: number;
  judgedBy: "gold" | "people" | "table";
  candidates: number;
  /** Rank correlation of performance with its prediction for mixes left out, in ten folds: ten fits. Null where it is undefined. */
  spearman: () => number | null;
}

/** A predictor of performance, and what it was fitted to. */
export interface LearnedPredictor {
  predict: MixPredictor;
  /** items whose tags mixes are made of */
  learned: TaggedItems;
  /** items of a mix */
  size: number;
  report: LearnedFrom;
}

/** Mixes with what they are worth: counts of the tags of `learned`, a row a mix, of `size` items each. */
export interface MixTable {
  model: PerformanceModel;
  /** // [mixes, t] row-major */
  x: Float64Array;
  /** // [mixes] */
  y: Float64Array;
  learned: TaggedItems;
  size: number;
  seed: number;
}

/** The predictor of a table, with what is told of it. */
export function fitToMixes(
  { model, x, y, learned, size, seed }: MixTable,
  judgedItems: number,
  judgedBy: LearnedFrom["judgedBy"],
): LearnedPredictor {
  const { t } = learned;
  return {
    predict: mixPredictor(fitPerformanceModel(model, x, t, y), t),
    learned,
    size,
    report: { seedItems: size, judgedItems, judgedBy, candidates: y.length, spearman: () => rankOf(model, x, t, y, seed) },
  };
}

/** Rank correlation with what models of the other folds predict; null where it is undefined. */
const rankOf = (model: PerformanceModel, x: Float64Array, t: number, y: Float64Array, seed: number): number | null =>
  scorePredictions(y, crossValidatePerformance(model, x, t, y, Math.min(10, y.length), seed)).spearman;
