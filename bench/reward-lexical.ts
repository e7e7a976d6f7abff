import { gunzipSync } from "node:zlib";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { createRandom, shuffled } from "@/lib/ml/random/random";
import { createRowEncoder, responsesByPrompt } from "@/lib/ml/reward/lexical-encoder";
import { scoreRows } from "@/lib/ml/reward/lexical-model";
import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { indexPairs } from "@/lib/ml/reward/pairs";
import { deflatedBytes, fitLexicalModel } from "@/lib/onnx/lexical/fit-lexical-model";
import type { LabelledPair } from "@/lib/ml/reward/pairs";

/**
 * The built-in lexical reward model on public preference sets, a third of the prompts held out, against the human majority.
 * The peer is "the longer response wins" on the same pairs. One JSON object a row.
 */

const rowSchema = z.object({
  prompt: z.union([z.string(), z.array(z.object({ content: z.string() }))]),
  responses: z.array(z.object({ text: z.string() })),
  labels: z.array(z.object({ kind: z.string(), choice: z.union([z.number(), z.literal("tie")]).nullish(), pair: z.array(z.number()).nullish() })),
});

const sets = ["pandalm", "ukpconvarg1", "llmbar", "hh_rlhf_dual"];

export interface RewardBenchRow {
  bench: "reward-lexical";
  set: string;
  seed: number;
  trainPairs: number;
  testPairs: number;
  peer: { name: string; accuracy: unknown };
  ours: { accuracy: unknown; logLoss: unknown; ece: unknown; gain: unknown };
  ratio: number | null;
  seconds: number;
}

/** Runs each set that is there; a missing one yields a row that says so. */
export async function* rewardLexical(settings: { seed: number; threads: number; only?: string }): AsyncGenerator<RewardBenchRow | { bench: string; set: string; skipped: string }> {
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

const benchSet = async (set: string, pairs: readonly LabelledPair[], { seed, threads }: { seed: number; threads: number }): Promise<RewardBenchRow> => {
  const prompts = shuffled(createRandom(seed), [...new Set(pairs.map((pair) => pair.promptId))].sort());
  const held = new Set(prompts.slice(0, Math.round(prompts.length / 3)));
  const started = performance.now();
  const fit = await fitLexicalModel({ pairs: pairs.filter((pair) => !held.has(pair.promptId)), folds: 5, seed, threads });
  const seconds = (performance.now() - started) / 1000;
  const test = pairs.filter((pair) => held.has(pair.promptId));
  const indexed = indexPairs(test);
  const training = responsesByPrompt(indexPairs(fit.pairs).rows);
  const scores = scoreRows(fit.model, createRowEncoder(fit.model.encoder, deflatedBytes, training)(indexed.rows));
  const margins = Array.from(indexed.first, (first, pair) => (scores[first] ?? 0) - (scores[indexed.second[pair] ?? 0] ?? 0));
  const metrics = evaluatePairs(test, margins, seed);
  const ratio = metrics.accuracy.value !== null && metrics.longerWins.value ? metrics.accuracy.value / metrics.longerWins.value : null;
  return {
    bench: "reward-lexical",
    set,
    seed,
    trainPairs: fit.pairs.length,
    testPairs: test.length - metrics.ties - metrics.identical,
    peer: { name: "longer response wins", accuracy: metrics.longerWins },
    ours: { accuracy: metrics.accuracy, logLoss: metrics.logLoss, ece: metrics.ece, gain: metrics.gain },
    ratio,
    seconds,
  };
};

/** Two-response rows with the share of human votes for the first as their label; a vote for a tie counts for both. */
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
      const forFirst = votes.filter((vote) => vote === 0).length;
      const forSecond = votes.filter((vote) => vote === 1).length;
      if (forFirst + forSecond === 0) return [];
      const text = typeof prompt === "string" ? prompt : prompt.map((message) => message.content).join("\n");
      const pFirst = forFirst === forSecond ? 0.5 : forFirst > forSecond ? 1 : 0;
      return [{ promptId: text, prompt: text, first: first.text, second: second.text, pFirst, weight: 1 }];
    });
