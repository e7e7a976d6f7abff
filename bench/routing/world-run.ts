import { accuracyOn, drawWorld } from "@/bench/routing/worlds";
import type { Part, World, WorldName } from "@/bench/routing/worlds";
import { createRandom, deriveSeed, permutation } from "@/lib/ml/random/random";
import type { InstanceScores, RoutingData } from "@/lib/ml/routing/instance-scores";
import { fitSources, scoreInstances } from "@/lib/ml/routing/instance-scores";
import type { MixData } from "@/lib/ml/routing/midpoint";
import { fitAnchor, fitMidpoint, scoreMargins, stepToMixes } from "@/lib/ml/routing/midpoint";
import { learnPredictor } from "@/lib/ml/routing/learn-predictor";
import type { PerformanceModel } from "@/lib/ml/routing/performance-prediction";
import { fitPerformanceModel, scorePredictions } from "@/lib/ml/routing/performance-prediction";
import { countTags, itemsOfTags, sampleCandidates, sampleMix } from "@/lib/ml/routing/published-candidates";
import type { TaggedItems } from "@/lib/ml/routing/published-candidates";
import { instanceGains, mixPredictor, routeSimulated } from "@/lib/ml/routing/published-routing";
import type { MixPredictor } from "@/lib/ml/routing/published-routing";
import { replayBudget } from "@/lib/ml/routing/replay-budget";
import { fitRidgeBradleyTerry, marginsOf } from "@/lib/ml/routing/ridge-bradley-terry";
import { seedAccuracy } from "@/lib/ml/routing/seed-accuracy";
import { topItems } from "@/lib/ml/routing/strategies";

export const BUDGETS = [0.1, 0.25, 0.5, 0.75] as const;
const CANDIDATES = 200;
const FRESH = 60;
const SIMULATIONS = 500;
const PENALTY = 0.002;

/** The mixes of the seed that a predictor learns from, fresh ones of the seed, and fresh ones of the target. */
export const mixSorts = ["candidates", "fresh", "target"] as const;
type MixSort = (typeof mixSorts)[number];

export type WorldRun = {
  /** Accuracy of the reward model on unseen pairs by method, at each budget. */
  performance: Record<string, number[]>;
  allLm: number;
  allHuman: number;
  free: { best: number; bestShare: number; saving: number; savingShare: number; worthwhile: boolean };
  midpoint: { spearman: number; error: number; fromLm: { spearman: number; error: number } };
  /** Rank agreement with what fresh mixes of the seed are worth, and for the repaired one of the three times larger target too. */
  predictor: { repaired: number; published: number; repairedOnTarget: number };
  /** What a predictor has to tell apart: how far mixes differ in worth, and how well the likelihood of gold by itself ranks them. */
  mixes: Record<MixSort, { deviation: number; byGold: number }>;
};

/** Target, seed and gold as the product sees them: people are unknown on the target, the truth on all but gold. */
const routingData = ({ target, seed, gold, tags }: World, random: number): RoutingData => {
  const parts = [target, seed, gold];
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  const { d } = target;
  const own = 5;
  const width = own + tags;
  const data: RoutingData = {
    n,
    pairs: { n, d, x: new Float64Array(n * d) },
    judge: new Int32Array(n),
    features: new Float64Array(n * width),
    d: width,
    differs: new Float64Array(n).fill(Number.NaN),
    people: new Float64Array(n).fill(Number.NaN),
    gold: new Float64Array(n).fill(Number.NaN),
    humanRight: new Float64Array(n).fill(Number.NaN),
    prompt: Int32Array.from({ length: n }, (_, row) => row),
    routed: Uint8Array.from({ length: n }, (_, row) => (row < target.n ? 1 : 0)),
    personReliability: 0.6,
    seed: random,
  };
  let at = 0;
  for (const part of parts) {
    data.pairs.x.set(part.x, at * d);
    for (let row = 0; row < part.n; row += 1, at += 1) {
      const lm = part.lm[row] ?? 0;
      const side = 2 * lm - 1;
      const length = part.x[row * d] ?? 0;
      const confidence = part.confidence[row] ?? 0.5;
      data.judge[at] = side;
      data.features.set(
        [
          side * length,
          Math.abs(length),
          confidence,
          Math.exp(-confidence),
          part.flipped[row] ?? 0,
          ...part.tags.subarray(row * tags, (row + 1) * tags),
        ],
        at * width,
      );
      if (part === target) continue;
      const human = part.human[row] ?? 0;
      data.people[at] = human;
      data.differs[at] = human === lm ? 0 : 1;
      if (part !== gold) continue;
      data.gold[at] = part.truth[row] ?? 0;
      if (human !== lm) data.humanRight[at] = human === part.truth[row] ? 1 : 0;
    }
  }
  return data;
};

/** The repaired predictor as the product fits it, of fractions: what each tag's items among people are of a mix. */
const learnRepaired = ({ target, seed, gold, tags }: World, data: RoutingData, { gain }: InstanceScores): MixPredictor => {
  const answered = Int32Array.from(data.people.keys()).filter((row) => !Number.isNaN(data.people[row]));
  const of = (values: Float64Array): Float64Array => Float64Array.from(answered, (row) => values[row] ?? Number.NaN);
  const right = (label: (row: number) => number): Float64Array =>
    Float64Array.from(answered, (row) => {
      const truth = data.gold[row] ?? Number.NaN;
      return Number.isNaN(truth) ? Number.NaN : label(row) === truth ? 1 : 0;
    });
  const { person } = seedAccuracy({
    differs: of(data.differs),
    // Only asked where too few truths are known, which here they are not.
    votes: { counts: new Float64Array(0), judge: new Int32Array(answered.length), classes: 0 },
    pDisagree: of(gain.pDisagree),
    pHumanRight: of(gain.pHumanRight),
    personRight: right((row) => data.people[row] ?? 0),
    judgeRight: right((row) => (1 + (data.judge[row] ?? 0)) / 2),
    agreedReliability: null,
  });
  const personRight = new Float64Array(data.n).fill(1);
  answered.forEach((row, place) => (personRight[row] = person[place] ?? 1));
  const all = new Uint8Array(data.n * tags);
  [target, seed, gold].reduce((at, part) => {
    all.set(part.tags, at);
    return at + part.tags.length;
  }, 0);
  const learned = learnPredictor(
    { ...data, items: { n: data.n, t: tags, tags: all }, budget: 0 },
    { repaired: { personRight, penaltyPerRow: PENALTY } },
  );
  if ("refused" in learned) throw new RangeError(learned.refused);
  return (fractions) => learned.predict(fractions.map((value) => value * learned.size));
};

const mixData = (part: Part): MixData => ({ pairs: part, human: part.human, lm: part.lm, penalty: PENALTY * part.n });

/** Accuracy of the reward model trained on the target's mixed labels. */
const perform = ({ target, test }: World, routed: Uint8Array, start?: Float64Array): number => {
  const mixed = target.lm.map((value, row) => (routed[row] === 1 ? (target.human[row] ?? 0) : value));
  const weight = new Float64Array(target.n).fill(1);
  return accuracyOn(
    test,
    fitRidgeBradleyTerry({ pairs: target, target: mixed, weight, penalty: PENALTY * target.n, ...(start ? { start } : {}) }).theta,
  );
};

const firstOf = (score: Float64Array, n: number, count: number): Uint8Array => {
  const routed = new Uint8Array(n);
  for (const row of topItems(score.subarray(0, n), count)) routed[row] = 1;
  return routed;
};

const rank = (values: number[], others: number[]): number =>
  scorePredictions(Float64Array.from(values), Float64Array.from(others)).spearman ?? 0;

const meanGap = (a: number[], b: number[]): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;

const deviationOf = (values: number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

/** One world, every method. */
export const runWorld = (name: WorldName, seed: number): WorldRun => {
  const world = drawWorld(name, seed);
  const { target, seed: seedPart, gold, test } = world;
  const data = routingData(world, seed);
  const sources = fitSources(data);
  const scores = scoreInstances(data, sources);
  if (!scores) throw new RangeError("the seed is large enough");
  const middle = fitMidpoint(mixData(target)).theta;
  const n = target.n;

  // The published predictors learn from mixes of the seed, whose reward models are scored on gold.
  const seedTags = { n: seedPart.n, t: world.tags, tags: seedPart.tags };
  const targetTags = { n, t: world.tags, tags: target.tags };
  const mixes = sampleCandidates(seedTags, CANDIDATES, deriveSeed(seed, 1));
  const mix = mixData(seedPart);
  const midpoint = fitMidpoint(mix);
  const stepped = stepToMixes(mix, midpoint, mixes);
  const converged = mixes.map((routed, index) => convergedOn(mix, routed, stepped[index]));
  const counts = Float64Array.from(mixes.flatMap((routed) => [...countTags(seedTags, routed)]));
  const goldAccuracy = Float64Array.from(converged, (theta) => scoreMargins(marginsOf(gold, theta), gold.truth).accuracy);
  const published = (model: PerformanceModel) => mixPredictor(fitPerformanceModel(model, counts, world.tags, goldAccuracy), world.tags);
  const quadratic = published("quadratic");
  const linear = published("linear");
  const scale = seedPart.n / n;
  const repaired = learnRepaired(world, data, scores);

  const random = createRandom(deriveSeed(seed, 2));
  const order = permutation(random, n);
  const randomScore = new Float64Array(n);
  order.forEach((row, place) => (randomScore[row] = -place));
  const judge = sources.judge;
  const uncertainty = Float64Array.from({ length: n }, (_, row) => -(data.judge[row] ?? 0) * (judge?.margins[row] ?? 0));
  const byScore: Record<string, Float64Array> = {
    ours: scores.score,
    uplift: scores.gain.expectedGain,
    influence: scores.weightedInfluence ?? scores.score,
    random: randomScore,
    uncertainty,
    "published quadratic, top k": instanceGains(targetTags, quadratic, scale),
    "published linear, top k": instanceGains(targetTags, linear, scale),
    "repaired predictor, top k": instanceGains(targetTags, repaired, 1 / n),
  };
  const performance: Record<string, number[]> = {};
  for (const [method, score] of Object.entries(byScore)) {
    performance[method] = BUDGETS.map((share) => perform(world, firstOf(score, n, Math.round(share * n)), middle));
  }
  performance["published quadratic, simulated"] = BUDGETS.map((share, index) => {
    const best = routeSimulated(targetTags, quadratic, {
      budget: Math.round(share * n),
      draws: SIMULATIONS,
      seed: deriveSeed(seed, 10 + index),
      scale,
    });
    return perform(world, best.routed, middle);
  });

  const replay = replayBudget({
    pairs: data.pairs,
    // Adjudicated rows are the yardstick here and train nothing.
    human: data.people.map((value, row) => (Number.isNaN(data.gold[row] ?? Number.NaN) ? value : Number.NaN)),
    lm: Float64Array.from(data.judge, (side) => (1 + side) / 2),
    gold: data.gold,
    score: scores.score,
    prompt: data.prompt,
    penaltyPerRow: PENALTY,
    seed,
  });
  if (!replay) throw new RangeError("there is gold enough");
  const at = (share: number): number => perform(world, firstOf(scores.score, n, Math.round(share * n)), middle);
  const share = replay.worthwhile ? replay.bestShare : 0;
  const saving = replay.worthwhile ? replay.savingShare : 0;

  const truth = converged.map((theta) => accuracyOn(test, theta));
  const approximate = stepped.map((theta) => accuracyOn(test, theta));
  const fromLm = stepToMixes(mix, fitAnchor(mix, mix.lm), mixes).map((theta) => accuracyOn(test, theta));
  const draws = createRandom(deriveSeed(seed, 3));
  const freshOf = (items: TaggedItems): Uint8Array[] => {
    const lists = itemsOfTags(items);
    return Array.from({ length: FRESH }, () => sampleMix(lists, items.n, 1 + draws.integer(items.n - 1), draws));
  };
  const fresh = freshOf(seedTags);
  const freshFits = stepToMixes(mix, midpoint, fresh).map((start, index) => convergedOn(mix, fresh[index] ?? new Uint8Array(0), start));
  const freshTruth = freshFits.map((theta) => accuracyOn(test, theta));
  const freshCounts = fresh.map((routed) => countTags(seedTags, routed));
  const far = freshOf(targetTags);
  const farMix = mixData(target);
  const farFits = stepToMixes(farMix, fitMidpoint(farMix), far);
  const farTruth = farFits.map((theta) => accuracyOn(test, theta));
  const likelihoods = (fits: Float64Array[]): number[] =>
    fits.map((theta) => scoreMargins(marginsOf(gold, theta), gold.truth).logLikelihood);
  return {
    performance,
    allLm: at(0),
    allHuman: at(1),
    free: { best: at(share), bestShare: share, saving: at(saving), savingShare: saving, worthwhile: replay.worthwhile },
    midpoint: {
      spearman: rank(truth, approximate),
      error: meanGap(truth, approximate),
      fromLm: { spearman: rank(truth, fromLm), error: meanGap(truth, fromLm) },
    },
    predictor: {
      repaired: rank(
        freshTruth,
        freshCounts.map((tagCounts) => repaired(tagCounts.map((value) => value / seedPart.n))),
      ),
      published: rank(freshTruth, freshCounts.map(quadratic)),
      repairedOnTarget: rank(
        farTruth,
        far.map((routed) => repaired(countTags(targetTags, routed).map((value) => value / n))),
      ),
    },
    mixes: {
      candidates: { deviation: deviationOf(truth), byGold: rank(truth, likelihoods(converged)) },
      fresh: { deviation: deviationOf(freshTruth), byGold: rank(freshTruth, likelihoods(freshFits)) },
      target: { deviation: deviationOf(farTruth), byGold: rank(farTruth, likelihoods(farFits)) },
    },
  };
};

const mixedTarget = ({ human, lm }: MixData, routed: Uint8Array): Float64Array =>
  lm.map((value, row) => (routed[row] === 1 ? (human[row] ?? 0) : value));

const convergedOn = (mix: MixData, routed: Uint8Array, start: Float64Array | undefined): Float64Array =>
  fitRidgeBradleyTerry({
    pairs: mix.pairs,
    target: mixedTarget(mix, routed),
    weight: new Float64Array(mix.pairs.n).fill(1),
    penalty: mix.penalty,
    ...(start ? { start } : {}),
  }).theta;
