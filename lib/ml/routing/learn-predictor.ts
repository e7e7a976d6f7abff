import { assertLength, intAt, realAt } from "../math/access";
import { createRandom, deriveSeed, permutation } from "../random/random";
import { foldsByPrompt, sampleRows, takePairs } from "./cross-fit-margins";
import { mixLikelihoods, softTruth } from "./mix-likelihood";
import { measureMixes } from "./mix-performance";
import { fitToMixes } from "./mix-table";
import type { LearnedPredictor } from "./mix-table";
import type { PerformanceModel } from "./performance-prediction";
import { countTags, sampleCandidates, trainingItems } from "./published-candidates";
import type { TaggedItems } from "./published-candidates";
import type { PairRows } from "./ridge-bradley-terry";
import type { RoutingRefusal } from "./strategies";

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
  /** The repaired predictor in place of the published one; with `measured` only its regression is repaired. */
  repaired?: RepairedSettings;
}

/** What the repaired predictor goes by besides. */
export interface RepairedSettings {
  /** P(one person's label is right). // [n] */
  personRight: Float64Array;
  /** Ridge of the mixes' reward models, for each training row. */
  penaltyPerRow: number;
}

/** With fewer than this in the mixes, or to judge on, scores of mixes are noise. */
const LEAST_SEED = 60;
const LEAST_JUDGED = 30;
/** Measured mixes below which no predictor is fitted. */
export const LEAST_MEASURED = 10;
const CANDIDATES = 200;
const TRAINED_ITEMS = 7000;
const PENALTY = 8;

/** A predictor fitted to mixes that were measured elsewhere. */
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
  const model = settings.model ?? (settings.repaired ? "quadratic-ridge" : "quadratic");
  const targets = Int32Array.from(routed.keys()).filter((row) => routed[row] === 1);
  return fitToMixes({ model, x: counts, y: scores, learned: takeTagged(items, targets), size: mixItems, seed }, 0, "table");
}

/** What a mix of people's and the judge's labels is worth by its tags, learned from what `settings` name. */
export function learnPredictor(data: PublishedData, settings: PublishedSettings): LearnedPredictor | RoutingRefusal {
  if (settings.measured) return learnFromTable(data, settings.measured, settings);
  return settings.repaired ? learnRepaired(data, settings, settings.repaired) : learnFromSeed(data, settings);
}

const tooFew = (mixed: number, judged: number): RoutingRefusal => ({
  refused: `The published scheme learns from items that both people and the judge have labelled: ${mixed} to mix and ${judged} to judge on are too few, at least ${LEAST_SEED} and ${LEAST_JUDGED} are needed.`,
});

/** The published predictor: gold accuracy of mixes of the project's own labels from raw counts. */
function learnFromSeed(data: PublishedData, settings: PublishedSettings): LearnedPredictor | RoutingRefusal {
  const { items, judge, people, seed } = data;
  const split = splitSeed(data);
  const { seedRows, judgedRows } = split;
  if (seedRows.length < LEAST_SEED || judgedRows.length < LEAST_JUDGED) return tooFew(seedRows.length, judgedRows.length);
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
  return fitToMixes({ model, x, y: accuracy, learned: own, size: seedRows.length, seed }, judgedRows.length, split.by);
}

/**
 * The repaired predictor. Judged on is every item whose truth is known or that people answered, by reward models that have not seen
 * its prompt (mix-likelihood.ts); where nothing is adjudicated, a person's label counts as the truth with the chance that it is
 * right. No answer is therefore kept from the mixes, and three hundred known truths are not all that scores rest on.
 */
function learnRepaired(data: PublishedData, settings: PublishedSettings, repaired: RepairedSettings): LearnedPredictor | RoutingRefusal {
  const { items, judge, people, gold, prompt, seed } = data;
  assertLength("personRight", repaired.personRight.length, items.n);
  const rows = Int32Array.from(people.keys());
  const answered = sampleRows(
    rows.filter((row) => !Number.isNaN(realAt(people, row))),
    TRAINED_ITEMS,
    seed,
  );
  const adjudicated = rows.filter((row) => !Number.isNaN(realAt(gold, row)));
  const unknown = answered.filter((row) => Number.isNaN(realAt(gold, row)));
  const judgedRows = Int32Array.from([...adjudicated, ...unknown]);
  if (answered.length < LEAST_SEED || judgedRows.length < LEAST_JUDGED) return tooFew(answered.length, judgedRows.length);
  const fold = foldsByPrompt(prompt, seed);
  const foldOf = (row: number): number => intAt(fold, intAt(prompt, row));
  const own = takeTagged(items, answered);
  const mixes = sampleCandidates(own, settings.candidates ?? CANDIDATES, seed);
  const likelihood = mixLikelihoods(
    {
      pairs: takePairs(data.pairs, answered),
      human: Float64Array.from(answered, (row) => realAt(people, row)),
      lm: Float64Array.from(answered, (row) => (1 + intAt(judge, row)) / 2),
      penalty: repaired.penaltyPerRow * answered.length,
      fold: Int32Array.from(answered, foldOf),
    },
    mixes,
    {
      pairs: takePairs(data.pairs, judgedRows),
      truth: Float64Array.from(judgedRows, (row) => {
        const known = realAt(gold, row);
        return Number.isNaN(known) ? softTruth(realAt(people, row), realAt(repaired.personRight, row)) : known;
      }),
      fold: Int32Array.from(judgedRows, foldOf),
    },
  );
  const x = Float64Array.from(mixes.flatMap((mix) => [...countTags(own, mix)]));
  const model = settings.model ?? "quadratic-ridge";
  const judgedBy = adjudicated.length >= LEAST_JUDGED ? "gold" : "people";
  return fitToMixes({ model, x, y: likelihood, learned: own, size: answered.length, seed }, judgedRows.length, judgedBy);
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

/** Some rows of a table of tags, in the order in which they are named. */
export function takeTagged({ t, tags }: TaggedItems, rows: Int32Array): TaggedItems {
  const taken = new Uint8Array(rows.length * t);
  rows.forEach((row, index) => taken.set(tags.subarray(row * t, (row + 1) * t), index * t));
  return { n: rows.length, t, tags: taken };
}
