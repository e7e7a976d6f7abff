import { createRandom, shuffled } from "@/lib/ml/random/random";
import { createRowEncoder } from "@/lib/ml/reward/lexical-encoder";
import { lapsedMargin } from "@/lib/ml/reward/lapse";
import { scoreRows } from "@/lib/ml/reward/lexical-model";
import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { indexPairs } from "@/lib/ml/reward/pairs";
import { encodeTexts } from "@/lib/onnx/lexical/encode-texts";
import { fitLexicalModel } from "@/lib/onnx/lexical/fit-lexical-model";
import { readReferenceSet, referenceSets } from "./reward-sets";
import type { Estimate } from "@/lib/ml/estimate";
import type { PairMetrics } from "@/lib/ml/reward/metrics";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";

/**
 * The built-in lexical reward model on unseen prompts of public preference sets: each third of the prompts is held out once, for
 * several seeds of both split and fit. One default for all sets. The peer is "the longer response wins" on the same pairs.
 */

const HELD_OUT_PARTS = 3;
const SEEDS = 3;

/** What the model has to reach on unseen prompts. Where text carries next to nothing, it must be no worse than a coin. */
const targets: Readonly<Record<string, { accuracy?: number; logLoss?: number }>> = {
  ukpconvarg1: { accuracy: 0.775, logLoss: 0.47 },
  pandalm: { accuracy: 0.71 },
  "mqm:zh-en": { accuracy: 0.695 },
  "oasst:zh": { accuracy: 0.768 },
  hh_rlhf_dual: { logLoss: 0.693 },
  llmbar: { logLoss: 0.693 },
  finegrained_qa: { logLoss: 0.693 },
};

/** An estimate as plain data, the form in which rows are printed. */
const figure = (estimate: Estimate) => ({ ...estimate });
type Figure = ReturnType<typeof figure>;

export type RewardBenchRow = {
  bench: "reward-lexical";
  set: string;
  seeds: number[];
  prompts: number;
  pairs: number;
  /** Pairs trained on in a fit, on average. */
  trainPairs: number;
  peer: { name: string; accuracy: Figure };
  /** Accuracy, log loss and gain over all pairs and seeds; intervals resample prompts. */
  ours: {
    accuracy: Figure;
    logLoss: Figure;
    gain: Figure;
    /** Means over seeds of the calibration error and of what an exactly calibrated model would show. */
    ece: number | null;
    eceNoiseFloor: { mean: number; high: number };
  };
  ratio: number | null;
  target: { accuracy?: number; logLoss?: number } | null;
  met: boolean | null;
  seconds: number;
};

type Judged = { pair: LabelledPair; margin: number };

/** Runs each set that is there; a missing one yields a row that says so. */
export async function* rewardLexical(settings: {
  seed: number;
  threads: number;
  only?: string;
}): AsyncGenerator<RewardBenchRow | { bench: string; set: string; skipped: string }> {
  for (const set of referenceSets) {
    if (settings.only !== undefined && settings.only !== set.name) continue;
    const pairs = readReferenceSet(set);
    if (pairs) yield await benchSet(set.name, pairs, settings);
    else
      yield { bench: "reward-lexical", set: set.name, skipped: "The file is absent; PLUMBLINE_DATA names the folder of reference data." };
  }
}

const benchSet = async (
  set: string,
  pairs: readonly LabelledPair[],
  { seed, threads }: { seed: number; threads: number },
): Promise<RewardBenchRow> => {
  const started = performance.now();
  const cache = memoryCache();
  const seeds = Array.from({ length: SEEDS }, (_, k) => seed + k);
  const runs: { judged: Judged[]; trainPairs: number }[] = [];
  for (const own of seeds) runs.push(await judgeUnseen(pairs, own, threads, cache));
  const evaluate = (judged: readonly Judged[]): PairMetrics =>
    evaluatePairs(
      judged.map(({ pair }) => pair),
      judged.map(({ margin }) => margin),
      seed,
    );
  const whole = evaluate(runs.flatMap(({ judged }) => judged));
  const bySeed = runs.map(({ judged }) => evaluate(judged));
  const mean = (of: (metrics: PairMetrics) => number): number => bySeed.reduce((sum, metrics) => sum + of(metrics), 0) / bySeed.length;
  const target = targets[set] ?? null;
  return {
    bench: "reward-lexical",
    set,
    seeds,
    prompts: new Set(pairs.map((pair) => pair.promptId)).size,
    pairs: pairs.length,
    trainPairs: Math.round(runs.reduce((sum, run) => sum + run.trainPairs, 0) / (SEEDS * HELD_OUT_PARTS)),
    peer: { name: "longer response wins", accuracy: figure(whole.longerWins) },
    ours: {
      accuracy: figure(whole.accuracy),
      logLoss: figure(whole.logLoss),
      gain: figure(whole.gain),
      ece: mean((metrics) => metrics.ece.value ?? Number.NaN),
      eceNoiseFloor: {
        mean: mean((metrics) => metrics.eceNoiseFloor?.mean ?? 0),
        high: mean((metrics) => metrics.eceNoiseFloor?.high ?? 0),
      },
    },
    ratio: whole.accuracy.value !== null && whole.longerWins.value ? whole.accuracy.value / whole.longerWins.value : null,
    target,
    met: target && reaches(whole, target),
    seconds: (performance.now() - started) / 1000,
  };
};

/** Every pair, judged by a model that never saw its prompt. */
const judgeUnseen = async (
  pairs: readonly LabelledPair[],
  seed: number,
  threads: number,
  cache: TextCache,
): Promise<{ judged: Judged[]; trainPairs: number }> => {
  const prompts = shuffled(createRandom(seed), [...new Set(pairs.map((pair) => pair.promptId))].sort());
  const third = new Map(prompts.map((prompt, position) => [prompt, position % HELD_OUT_PARTS]));
  const judged: Judged[] = [];
  let trainPairs = 0;
  for (let part = 0; part < HELD_OUT_PARTS; part += 1) {
    const train = pairs.filter((pair) => third.get(pair.promptId) !== part);
    const { model } = await fitLexicalModel({ pairs: train, folds: 5, seed, threads, cache });
    trainPairs += train.length;
    const held = pairs.filter((pair) => third.get(pair.promptId) === part);
    const { rows, first, second } = indexPairs(held);
    const { features } = await encodeTexts(rows, cache);
    const scores = scoreRows(model, createRowEncoder(model.encoder, new Map())(rows, features));
    for (const [index, pair] of held.entries())
      judged.push({ pair, margin: lapsedMargin((scores[first[index] ?? 0] ?? 0) - (scores[second[index] ?? 0] ?? 0), model.lapse) });
  }
  return { judged, trainPairs };
};

const reaches = ({ accuracy, logLoss }: PairMetrics, target: { accuracy?: number; logLoss?: number }): boolean =>
  (target.accuracy === undefined || (accuracy.value ?? 0) >= target.accuracy) &&
  (target.logLoss === undefined || (logLoss.value ?? Number.POSITIVE_INFINITY) <= target.logLoss);

/** Text features do not depend on the split, so nine fits share them. */
const memoryCache = (): TextCache => {
  const kept = new Map<string, Uint8Array>();
  return {
    read: (_encoder, hashes) =>
      Promise.resolve(
        new Map(
          hashes.flatMap((hash) => {
            const vector = kept.get(hash);
            return vector ? [[hash, vector] as const] : [];
          }),
        ),
      ),
    write: (_encoder, entries) => {
      for (const { hash, vector } of entries) kept.set(hash, vector);
      return Promise.resolve();
    },
  };
};
