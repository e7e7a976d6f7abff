import { assertLength, intAt, realAt } from "../math/access";
import { createRandom, deriveSeed, permutation } from "../random/random";
import { takePairs } from "./cross-fit-margins";
import { measureMixes } from "./mix-performance";
import { averageRanks, crossValidatePerformance, fitPerformanceModel, scorePredictions } from "./performance-prediction";
import type { PerformanceModel } from "./performance-prediction";
import { countTags, sampleCandidates, trainingItems } from "./published-candidates";
import type { TaggedItems } from "./published-candidates";
import { instanceGains, mixPredictor, routeSimulated, tagGains } from "./published-routing";
import type { MixPredictor } from "./published-routing";
import type { PairRows } from "./ridge-bradley-terry";
import type { RoutingRefusal, RoutingScores } from "./strategies";

/** What the published scheme goes by. Arrays are parallel, over the items to be routed and those that both have labelled. */
export interface PublishedData {
  items: TaggedItems;
  pairs: PairRows;
  /** Side that the judge took: −1 the first, 1 the second, 0 a tie. // [n] */
  judge: Int32Array;
  /** P(second better) by people; NaN where nobody answered. // [n] */
  people: Float64Array;
  /** P(second better) by adjudication; NaN where there is none. // [n] */
  gold: Float64Array;
  /** // [n] */
  prompt: Int32Array;
  /** 1 for the items to be routed. // [n] */
  routed: Uint8Array;
  /** Items for people. */
  budget: number;
  seed: number;
}

/** Mixes that were measured elsewhere, by models of any size. */
export interface MeasuredMixes {
  /** Items that people labelled in each mix, by tag. // [mixes, t] row-major */
  counts: Float64Array;
  /** // [mixes] */
  scores: Float64Array;
  /** Items of a mix, whoever labelled them: counts of other sizes are scaled to it. */
  mixItems: number;
}

export interface PublishedSettings {
  /** Learned from in place of mixes of the project's own labels, which are then not needed. */
  measured?: MeasuredMixes;
  /** Mixes that a reward model is trained on, all-human and all-LM apart. Default 200, as published. */
  candidates?: number;
  /** Default quadratic, the best of the published ones. */
  model?: PerformanceModel;
  /** Mixes drawn by simulation. Default 500, fewer for very many items. */
  draws?: number;
}

export interface PublishedPlan extends RoutingScores {
  /** What was learned from: items in the mixes, items judged on, and where their truth is from. */
  seedItems: number;
  judgedItems: number;
  judgedBy: "gold" | "people" | "table";
  candidates: number;
  /** Rank correlation of performance with its prediction for mixes left out, in ten folds; null where it is undefined. */
  spearman: number | null;
  /** Predicted accuracy of mixes of the size learned from. */
  predictedAllLm: number;
  predictedAllHuman: number;
  predictedPlan: number;
  /** Predicted gain of each tag, per item routed. // [t] */
  tagGains: Float64Array;
}

/** With fewer than this in the mixes, or to judge on, scores of mixes are noise. */
const LEAST_SEED = 60;
const LEAST_JUDGED = 30;
/** Measured mixes below which no predictor is fitted. */
export const LEAST_MEASURED = 10;
const CANDIDATES = 200;
const DRAWS = 500;
/** Item draws of a simulation: a million items are simulated 100 times, ten thousand 500 times. */
const MOST_DRAWN = 1e8;
const TRAINED_ITEMS = 7000;
const PENALTY = 8;

/**
 * The published scheme on a project's own labels: mixes of the items that both have labelled are drawn by the published sampler, a
 * reward model is trained on each and judged on answers that no mix holds, a predictor learns performance from tag counts, and
 * routes: by single-instance gain (`topk`) or by the best predicted of many random mixes (`simulated`).
 *
 * Where mixes were measured elsewhere (`settings.measured`), the predictor is fitted to them and no labels are needed.
 *
 * Judged on are adjudicated items, where there are at least 30, else a third of the prompts that people answered. Counts are raw
 * as published; mixes of another size than those learned from are scaled to it.
 *
 * `score` also orders the items that people have answered, so that the plan can be replayed on them: for `simulated` by what a
 * simulation at the same share takes of them.
 * Source: Miranda et al. (2025), arXiv:2410.19133, sections 3 and 4.
 */
export function routeAsPublished(
  how: "topk" | "simulated",
  data: PublishedData,
  settings: PublishedSettings = {},
): PublishedPlan | RoutingRefusal {
  const { items, judge, people, gold, routed, budget, seed } = data;
  const { n, t } = items;
  for (const [name, length] of Object.entries({ judge: judge.length, people: people.length, gold: gold.length, routed: routed.length }))
    assertLength(name, length, n);
  const source = settings.measured ? learnFromTable(data, settings.measured, settings) : learnFromSeed(data, settings);
  if ("refused" in source) return source;
  const { predict, learned, size, report } = source;
  const targets = Int32Array.from(routed.keys()).filter((row) => routed[row] === 1);
  const gains = instanceGains(items, predict);
  const order = averageRanks(gains).map((rank) => rank / (n + 1));
  const share = targets.length === 0 ? 0 : budget / targets.length;
  const score = order.slice();
  const planned = new Float64Array(t);
  const simulateOn = (rows: Int32Array, budgetOf: number): void => {
    const part = takeTagged(items, rows);
    const scale = rows.length === 0 ? 1 : size / rows.length;
    const draws = settings.draws ?? Math.max(20, Math.min(DRAWS, Math.floor(MOST_DRAWN / Math.max(1, rows.length))));
    const best = routeSimulated(part, predict, { budget: budgetOf, seed, draws, scale });
    best.routed.forEach((toPeople, place) => {
      if (toPeople === 1) score[intAt(rows, place)] = 1 + realAt(order, intAt(rows, place));
    });
  };
  if (how === "simulated") {
    const answered = Int32Array.from(people.keys()).filter((row) => routed[row] !== 1 && !Number.isNaN(realAt(people, row)));
    simulateOn(targets, budget);
    simulateOn(answered, Math.floor(share * answered.length));
  }
  const chosen = [...targets].sort((a, b) => realAt(score, b) - realAt(score, a) || a - b).slice(0, budget);
  for (const row of chosen) for (let tag = 0; tag < t; tag += 1) planned[tag] = (planned[tag] ?? 0) + (items.tags[row * t + tag] ?? 0);
  const scale = targets.length === 0 ? 0 : size / targets.length;
  return {
    score,
    expectedGain: null,
    ...report,
    predictedAllLm: predict(new Float64Array(t)),
    predictedAllHuman: predict(
      countTags(learned, new Uint8Array(learned.n).fill(1)).map((count) => (learned.n === 0 ? 0 : (count * size) / learned.n)),
    ),
    predictedPlan: predict(planned.map((count) => count * scale)),
    tagGains: tagGains(learned, predict, { seed }),
  };
}

/** A predictor of performance, and what it was fitted to. */
interface LearnedPredictor {
  predict: MixPredictor;
  /** items whose tags mixes are made of */
  learned: TaggedItems;
  /** items of a mix */
  size: number;
  report: Pick<PublishedPlan, "seedItems" | "judgedItems" | "judgedBy" | "candidates" | "spearman">;
}

function learnFromTable(
  { items, routed, seed }: PublishedData,
  measured: MeasuredMixes,
  settings: PublishedSettings,
): LearnedPredictor | RoutingRefusal {
  const { counts, scores, mixItems } = measured;
  assertLength("counts", counts.length, scores.length * items.t);
  if (scores.length < LEAST_MEASURED) {
    return {
      refused: `A predictor cannot be fitted to ${scores.length} measured mixes: at least ${LEAST_MEASURED} are needed, better ${CANDIDATES}.`,
    };
  }
  const model = settings.model ?? "quadratic";
  const targets = Int32Array.from(routed.keys()).filter((row) => routed[row] === 1);
  return {
    predict: mixPredictor(fitPerformanceModel(model, counts, items.t, scores), items.t),
    learned: takeTagged(items, targets),
    size: mixItems,
    report: {
      seedItems: mixItems,
      judgedItems: 0,
      judgedBy: "table",
      candidates: scores.length,
      spearman: rankOf(model, counts, items.t, scores, seed),
    },
  };
}

/** Rank correlation with what models of the other folds predict; null where it is undefined. */
const rankOf = (model: PerformanceModel, x: Float64Array, t: number, y: Float64Array, seed: number): number | null =>
  scorePredictions(y, crossValidatePerformance(model, x, t, y, Math.min(10, y.length), seed)).spearman;

function learnFromSeed(data: PublishedData, settings: PublishedSettings): LearnedPredictor | RoutingRefusal {
  const { items, judge, people, seed } = data;
  const split = splitSeed(data);
  const { seedRows, judgedRows } = split;
  if (seedRows.length < LEAST_SEED || judgedRows.length < LEAST_JUDGED) {
    return {
      refused: `The published scheme learns from items that both people and the judge have labelled: ${seedRows.length} to mix and ${judgedRows.length} to judge on are too few, at least ${LEAST_SEED} and ${LEAST_JUDGED} are needed.`,
    };
  }
  const own = takeTagged(items, seedRows);
  const human = Int32Array.from(seedRows, (row) => sideOf(realAt(people, row)));
  const lm = Int32Array.from(seedRows, (row) => intAt(judge, row));
  const mixes = sampleCandidates(own, settings.candidates ?? CANDIDATES, seed);
  const trained = mixes.map((mix, index) =>
    trainingItems({ human, lm }, mix, TRAINED_ITEMS, createRandom(deriveSeed(seed, 10_000 + index))),
  );
  const { accuracy } = measureMixes({
    pairs: takePairs(data.pairs, seedRows),
    labels: mixes.map((mix, index) =>
      Int8Array.from(mix, (toPeople, row) => (trained[index]?.[row] === 1 ? intAt(toPeople === 1 ? human : lm, row) : 0)),
    ),
    penalty: PENALTY,
    judged: takePairs(data.pairs, judgedRows),
    truth: Int32Array.from(judgedRows, (row) => sideOf(realAt(split.truth, row))),
  });
  const counts = mixes.map((mix, index) => countTags(own, mix, trained[index] ?? null));
  const x = Float64Array.from(counts.flatMap((row) => [...row]));
  const model = settings.model ?? "quadratic";
  return {
    predict: mixPredictor(fitPerformanceModel(model, x, items.t, accuracy), items.t),
    learned: own,
    size: seedRows.length,
    report: {
      seedItems: seedRows.length,
      judgedItems: judgedRows.length,
      judgedBy: split.by,
      candidates: mixes.length,
      spearman: rankOf(model, x, items.t, accuracy, seed),
    },
  };
}

const sideOf = (second: number): -1 | 0 | 1 => (second > 0.5 ? 1 : second < 0.5 ? -1 : 0);

/** Rows that mixes are made of, and rows that they are judged on; no prompt is in both. */
function splitSeed({ people, gold, prompt, seed }: PublishedData): {
  seedRows: Int32Array;
  judgedRows: Int32Array;
  truth: Float64Array;
  by: "gold" | "people";
} {
  const rows = Int32Array.from(people.keys());
  const decided = (value: number): boolean => !Number.isNaN(value) && value !== 0.5;
  const answered = rows.filter((row) => !Number.isNaN(realAt(people, row)));
  const adjudicated = rows.filter((row) => decided(realAt(gold, row)));
  const apart = (judgedRows: Int32Array): Int32Array => {
    const held = new Set(Array.from(judgedRows, (row) => intAt(prompt, row)));
    return answered.filter((row) => !held.has(intAt(prompt, row)));
  };
  const beside = apart(adjudicated);
  if (adjudicated.length >= LEAST_JUDGED && beside.length >= LEAST_SEED)
    return { seedRows: beside, judgedRows: adjudicated, truth: gold, by: "gold" };
  const prompts = [...new Set(Array.from(answered, (row) => intAt(prompt, row)))].sort((a, b) => a - b);
  const held = new Set(
    Array.from(
      permutation(createRandom(deriveSeed(seed, 77)), prompts.length).slice(0, Math.floor(prompts.length / 3)),
      (place) => prompts[place],
    ),
  );
  const judgedRows = answered.filter((row) => held.has(intAt(prompt, row)) && decided(realAt(people, row)));
  return { seedRows: answered.filter((row) => !held.has(intAt(prompt, row))), judgedRows, truth: people, by: "people" };
}

function takeTagged({ t, tags }: TaggedItems, rows: Int32Array): TaggedItems {
  const taken = new Uint8Array(rows.length * t);
  rows.forEach((row, index) => taken.set(tags.subarray(row * t, (row + 1) * t), index * t));
  return { n: rows.length, t, tags: taken };
}
