import { readRealSet, realSets } from "@/bench/routing/real-sets";
import type { RealSet } from "@/bench/routing/real-sets";
import { tagUnits } from "@/bench/routing/simple-tags";
import { minusEach, summarise } from "@/bench/routing/summary";
import type { Summary } from "@/bench/routing/summary";
import { createRandom, deriveSeed, permutation, shuffled } from "@/lib/ml/random/random";
import type { MixData } from "@/lib/ml/routing/midpoint";
import { fitMidpoint, scoreMargins, stepToMixes } from "@/lib/ml/routing/midpoint";
import { fitPerformanceModel } from "@/lib/ml/routing/performance-prediction";
import type { TaggedItems } from "@/lib/ml/routing/published-candidates";
import { countTags, sampleCandidates } from "@/lib/ml/routing/published-candidates";
import { instanceGains, mixPredictor, routeSimulated } from "@/lib/ml/routing/published-routing";
import { marginsOf } from "@/lib/ml/routing/ridge-bradley-terry";
import { seedSignal } from "@/lib/ml/routing/seed-signal";
import { takePairs } from "@/lib/ml/routing/cross-fit-margins";
import { topItems } from "@/lib/ml/routing/strategies";
import type { Learned, Observed } from "@/lib/routing/learn-units";
import { learnUnits } from "@/lib/routing/learn-units";
import { majorityOf } from "@/lib/routing/observe-units";

/**
 * Real labels: a third of the prompts is held out, the router learns from the rest and orders the held-out pairs without having seen a
 * human label of them. Measured is the share of the judge's errors (its verdict is not that of most people) among the first quarter, half
 * and three quarters. The peers route the same pairs of the same splits.
 */

const SEEDS = 10;
const SHARES = [0.25, 0.5, 0.75] as const;
const CANDIDATES = 200;

type Method =
  | "ours"
  | "uplift"
  | "published linear, top k"
  | "published quadratic, top k"
  | "published quadratic, simulated"
  | "uncertainty"
  | "random";

export type RealRow = {
  bench: "routing-real";
  set: string;
  judge: string;
  pairs: number;
  errorRate: number;
  /** Share of errors caught with 25, 50 and 75 % of the pairs, by method. */
  caught: Record<string, Summary[]>;
  /** Most that any order could catch. */
  most: number[];
  oursMinus: Record<string, Summary[]>;
  target: readonly [number, number];
  met: boolean;
  signal: { measuredOnSeed: Summary; saysNothingFound: number };
  influenceWeight: Summary;
  seconds: number;
};

export async function* routingReal({
  only,
  seed,
}: {
  only?: string;
  seed: number;
}): AsyncGenerator<RealRow | { bench: string; set: string; skipped: string }> {
  for (const set of realSets) {
    if (only !== undefined && !set.name.includes(only)) continue;
    const observed = readRealSet(set);
    if (observed) yield await Promise.resolve(measure(set, observed, seed));
    else yield { bench: "routing-real", set: set.name, skipped: "The file is absent; PLUMBLINE_DATA names the folder of reference data." };
  }
}

const measure = (set: RealSet, observed: Observed[], first: number): RealRow => {
  const started = performance.now();
  const wrong = observed.map(({ unit }) => Number(majorityOf(unit.people) !== unit.judges.get(set.judge)?.label));
  const caught: Record<Method, number[][]> = {
    ours: [],
    uplift: [],
    "published linear, top k": [],
    "published quadratic, top k": [],
    "published quadratic, simulated": [],
    uncertainty: [],
    random: [],
  };
  const most: number[][] = [];
  const weights: number[] = [];
  const signals: number[] = [];
  let nothingFound = 0;
  for (let seed = first; seed < first + SEEDS; seed += 1) {
    const prompts = shuffled(createRandom(seed), [...new Set(observed.map(({ unit }) => unit.promptHash))].sort());
    const held = new Set(prompts.slice(0, Math.round(prompts.length / 3)));
    const blind = observed.map((entry) =>
      held.has(entry.unit.promptHash) ? { ...entry, unit: { ...entry.unit, people: [], votes: new Map<string, string>() } } : entry,
    );
    const learned = learnUnits(blind, (unit) => held.has(unit.promptHash), { lm: set.judge, seed });
    if (!learned.scores) throw new RangeError(`${set.name} has too few pairs`);
    const rows = Array.from(learned.data.routed.keys()).filter((row) => learned.data.routed[row] === 1);
    const errors = rows.map((row) => wrong[row] ?? 0);
    const total = errors.reduce((sum, value) => sum + value, 0);
    const shareOf = (chosen: Int32Array): number => chosen.reduce((sum, position) => sum + (errors[position] ?? 0), 0) / total;
    const byScore = (score: Float64Array): number[] => SHARES.map((share) => shareOf(topItems(score, Math.floor(share * rows.length))));
    const of = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? 0);
    caught.ours.push(byScore(of(learned.scores.score)));
    caught.uplift.push(byScore(of(learned.scores.gain.expectedGain)));
    const agreement = learned.agreementLogits;
    caught.uncertainty.push(byScore(Float64Array.from(rows, (row) => (Number.isNaN(agreement?.[row]) ? 0 : -(agreement?.[row] ?? 0)))));
    caught.random.push(byScore(Float64Array.from(permutation(createRandom(deriveSeed(seed, 7)), rows.length))));
    const published = publishedScores(observed, learned, rows, seed);
    caught["published linear, top k"].push(byScore(published.linear));
    caught["published quadratic, top k"].push(byScore(published.quadratic));
    caught["published quadratic, simulated"].push(SHARES.map((share) => shareOf(published.simulate(Math.floor(share * rows.length)))));
    most.push(SHARES.map((share) => Math.min(1, Math.floor(share * rows.length) / total)));
    weights.push(learned.scores.influenceWeight);
    const seeds = Array.from(learned.data.differs.keys()).filter((row) => !Number.isNaN(learned.data.differs[row]));
    const signal = seedSignal(
      Float64Array.from(seeds, (row) => learned.scores?.score[row] ?? 0),
      Float64Array.from(seeds, (row) => learned.data.differs[row] ?? 0),
      Int32Array.from(seeds, (row) => learned.data.prompt[row] ?? 0),
      { draws: 200, seed },
    );
    if (signal.value !== null) signals.push(signal.value);
    if (signal.value === null || (signal.ci?.[0] ?? 0) <= 0.5) nothingFound += 1;
  }
  const column = (runs: number[][], index: number): number[] => runs.map((run) => run[index] ?? 0);
  const columns = (runs: number[][]): Summary[] => SHARES.map((_, index) => summarise(column(runs, index)));
  const others = Object.entries(caught).filter(([method]) => method !== "ours");
  const ours = columns(caught.ours);
  return {
    bench: "routing-real",
    set: set.name,
    judge: set.judge,
    pairs: observed.length,
    errorRate: wrong.reduce((sum: number, value) => sum + value, 0) / wrong.length,
    caught: Object.fromEntries(Object.entries(caught).map(([method, runs]) => [method, columns(runs)])),
    most: SHARES.map((_, index) => summarise(column(most, index)).mean),
    oursMinus: Object.fromEntries(
      others.map(([method, runs]) => [
        method,
        SHARES.map((_, index) => summarise(minusEach(column(caught.ours, index), column(runs, index)))),
      ]),
    ),
    target: set.target,
    met: (ours[0]?.mean ?? 0) >= set.target[0] && (ours[1]?.mean ?? 0) >= set.target[1],
    signal: { measuredOnSeed: summarise(signals), saysNothingFound: nothingFound },
    influenceWeight: summarise(weights),
    seconds: (performance.now() - started) / 1000,
  };
};

/**
 * The published predictors on the same split: candidate mixes of two thirds of the learned pairs, reward models by the midpoint step, scored
 * by accuracy on the other third, as published on raw counts.
 */
const publishedScores = (observed: Observed[], learned: Learned, rows: number[], seed: number) => {
  const { data } = learned;
  const tagged = tagUnits(observed);
  const known = Int32Array.from(data.differs.keys()).filter((row) => !Number.isNaN(data.differs[row]));
  const mixed = known.filter((row) => (data.prompt[row] ?? 0) % 3 !== 0);
  const judged = known.filter((row) => (data.prompt[row] ?? 0) % 3 === 0 && data.people[row] !== 0.5);
  const own = takeTags(tagged, mixed);
  const mixes = sampleCandidates(own, CANDIDATES, deriveSeed(seed, 8));
  const mix: MixData = {
    pairs: takePairs(data.pairs, mixed),
    human: Float64Array.from(mixed, (row) => data.people[row] ?? 0.5),
    lm: Float64Array.from(mixed, (row) => (1 + (data.judge[row] ?? 0)) / 2),
    penalty: learned.sources.people?.fit.penalty ?? 0.05 * mixed.length,
  };
  const test = takePairs(data.pairs, judged);
  const truth = Float64Array.from(judged, (row) => data.people[row] ?? 0.5);
  const accuracy = Float64Array.from(
    stepToMixes(mix, fitMidpoint(mix), mixes),
    (theta) => scoreMargins(marginsOf(test, theta), truth).accuracy,
  );
  const counts = Float64Array.from(mixes.flatMap((routed) => [...countTags(own, routed)]));
  const predictor = (model: "linear" | "quadratic") => mixPredictor(fitPerformanceModel(model, counts, tagged.t, accuracy), tagged.t);
  const target = takeTags(tagged, Int32Array.from(rows));
  const scale = mixed.length / rows.length;
  const quadratic = predictor("quadratic");
  return {
    linear: instanceGains(target, predictor("linear"), scale),
    quadratic: instanceGains(target, quadratic, scale),
    simulate: (budget: number): Int32Array => {
      const { routed } = routeSimulated(target, quadratic, { budget, seed: deriveSeed(seed, 9), scale });
      return Int32Array.from(routed.keys()).filter((row) => routed[row] === 1);
    },
  };
};

const takeTags = ({ t, tags }: TaggedItems, rows: Int32Array): TaggedItems => {
  const taken = new Uint8Array(rows.length * t);
  rows.forEach((row, position) => taken.set(tags.subarray(row * t, (row + 1) * t), position * t));
  return { n: rows.length, t, tags: taken };
};
