import { gunzipSync } from "node:zlib";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { createRandom, shuffled } from "@/lib/ml/random/random";
import { createRowEncoder, encodeTextFeatures } from "@/lib/ml/reward/lexical-encoder";
import { scoreRows } from "@/lib/ml/reward/lexical-model";
import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { indexPairs } from "@/lib/ml/reward/pairs";
import { deflatedBytes } from "@/lib/onnx/lexical/encode-texts";
import { fitLexicalModel } from "@/lib/onnx/lexical/fit-lexical-model";
import type { Estimate } from "@/lib/ml/estimate";
import type { LabelledPair } from "@/lib/ml/reward/pairs";

/**
 * The built-in lexical reward model on public preference sets, a third of the prompts held out in turn, against the human majority.
 * The peer is "the longer response wins" on the same pairs. One JSON object a row.
 */

const rowSchema = z.object({
  prompt: z.union([z.string(), z.array(z.object({ content: z.string() }))]),
  responses: z.array(z.object({ text: z.string() })),
  labels: z.array(
    z.object({ kind: z.string(), choice: z.union([z.number(), z.literal("tie")]).nullish(), pair: z.array(z.number()).nullish() }),
  ),
});

const HELD_OUT_PARTS = 3;
const sets = ["pandalm", "ukpconvarg1", "llmbar", "hh_rlhf_dual"];

/** An estimate as plain data, the form in which rows are printed. */
const figure = (estimate: Estimate) => ({ ...estimate });
type Figure = ReturnType<typeof figure>;

export type RewardBenchRow = {
  bench: "reward-lexical";
  set: string;
  seed: number;
  /** Pairs trained on in each of the three fits. */
  trainPairs: number[];
  testPairs: number;
  peer: { name: string; accuracy: Figure };
  ours: { accuracy: Figure; logLoss: Figure; ece: Figure; eceNoiseFloor: { mean: number; high: number } | null; gain: Figure };
  ratio: number | null;
  seconds: number;
};

/** Runs each set that is there; a missing one yields a row that says so. */
export async function* rewardLexical(settings: {
  seed: number;
  threads: number;
  only?: string;
}): AsyncGenerator<RewardBenchRow | { bench: string; set: string; skipped: string }> {
  const folder = process.env.PLUMBLINE_DATA ?? path.resolve("../shared/data");
  for (const set of sets.filter((name) => settings.only === undefined || settings.only === name)) {
    const file = path.join(folder, set, "train.jsonl.gz");
    if (!existsSync(file)) {
      yield { bench: "reward-lexical", set, skipped: "The file is absent; PLUMBLINE_DATA names the folder of reference data." };
      continue;
    }
    yield await benchSet(set, readPairs(file), settings);
  }
}

/** Each third of the prompts is held out once, so that every pair is judged by a model that never saw its prompt. */
const benchSet = async (
  set: string,
  pairs: readonly LabelledPair[],
  { seed, threads }: { seed: number; threads: number },
): Promise<RewardBenchRow> => {
  const prompts = shuffled(createRandom(seed), [...new Set(pairs.map((pair) => pair.promptId))].sort());
  const third = new Map(prompts.map((prompt, position) => [prompt, position % HELD_OUT_PARTS]));
  const judged: { pair: LabelledPair; margin: number }[] = [];
  const trainPairs: number[] = [];
  const started = performance.now();
  for (let part = 0; part < HELD_OUT_PARTS; part += 1) {
    const fit = await fitLexicalModel({ pairs: pairs.filter((pair) => third.get(pair.promptId) !== part), folds: 5, seed, threads });
    trainPairs.push(fit.pairs.length);
    const held = pairs.filter((pair) => third.get(pair.promptId) === part);
    const { rows, first, second } = indexPairs(held);
    const scores = scoreRows(fit.model, createRowEncoder(fit.model.encoder, new Map())(rows, encodeTextFeatures(rows, deflatedBytes)));
    for (const [index, pair] of held.entries())
      judged.push({ pair, margin: (scores[first[index] ?? 0] ?? 0) - (scores[second[index] ?? 0] ?? 0) });
  }
  const seconds = (performance.now() - started) / 1000;
  const metrics = evaluatePairs(
    judged.map(({ pair }) => pair),
    judged.map(({ margin }) => margin),
    seed,
  );
  return {
    bench: "reward-lexical",
    set,
    seed,
    trainPairs,
    testPairs: judged.length - metrics.ties - metrics.identical,
    peer: { name: "longer response wins", accuracy: figure(metrics.longerWins) },
    ours: {
      accuracy: figure(metrics.accuracy),
      logLoss: figure(metrics.logLoss),
      ece: figure(metrics.ece),
      eceNoiseFloor: metrics.eceNoiseFloor,
      gain: figure(metrics.gain),
    },
    ratio: metrics.accuracy.value !== null && metrics.longerWins.value ? metrics.accuracy.value / metrics.longerWins.value : null,
    seconds,
  };
};

/** Two-response rows with the most frequent human answer as their label; where that is "tie", or two answers share the lead, a tie. */
const readPairs = (file: string): LabelledPair[] =>
  gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const { prompt, responses, labels } = rowSchema.parse(JSON.parse(line));
      const [first, second] = responses;
      if (!first || !second || responses.length !== 2) return [];
      const votes = labels.filter((label) => label.kind === "human").map((label) => label.choice);
      const count = (choice: number | "tie"): number => votes.filter((vote) => vote === choice).length;
      const text = typeof prompt === "string" ? prompt : prompt.map((message) => message.content).join("\n");
      const [forFirst, forSecond, forTie] = [count(0), count(1), count("tie")];
      const pFirst = forFirst > Math.max(forSecond, forTie) ? 1 : forSecond > Math.max(forFirst, forTie) ? 0 : 0.5;
      return [{ promptId: text, prompt: text, first: first.text, second: second.text, pFirst, weight: 1 }];
    });
