import { readFileSync } from "node:fs";
import { forkScript } from "@/lib/fork-script";
import { createRandom, deriveSeed } from "@/lib/ml/random/random";
import { indexPairs } from "@/lib/ml/reward/pairs";
import type { RandomStream } from "@/lib/ml/random/random";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { VersionOutcome, VersionTraining } from "@/lib/onnx/heads/version-training";
import type { CacheAnswer, CacheRequest, EngineReply, EngineRequest } from "@/lib/reward-models/engine-messages";

/**
 * A whole training of the built-in recipe on many made-up pairs, in the very process that the worker starts for it and with the
 * settings of `plumbline train`: seconds and the most memory it held, part by part. `--only N` for another number of pairs.
 */

const PAIRS = 50_000;
const TARGET_SECONDS = 600;
const TARGET_MB = 2_048;

export async function* rewardScale({
  seed,
  threads,
  only,
}: {
  seed: number;
  threads: number;
  only?: string;
}): AsyncGenerator<Record<string, unknown>> {
  const pairs = makePairs(only === undefined ? PAIRS : Number(only), seed);
  const training = trainingOf(pairs, seed, threads);
  const parts: Part[] = [];
  const { outcome, spent } = await train(training, (message, spentNow) => {
    const name = message.replace(/[\d,]+.*$/, "").trim();
    const last = parts.at(-1);
    if (last?.name !== name) parts.push({ name, from: spentNow, messages: 1 });
    else last.messages += 1;
  });
  for (const [place, { name, from, messages }] of parts.entries()) {
    const to = parts[place + 1]?.from ?? spent;
    const cpuSeconds = to.cpuSeconds - from.cpuSeconds;
    yield {
      bench: "reward-scale",
      row: "part",
      name,
      messages,
      seconds: to.seconds - from.seconds,
      cpuSeconds,
      peakMb: Math.round(to.peakMb),
    };
  }
  yield {
    bench: "reward-scale",
    row: "training",
    ...{ pairs: pairs.length, responses: training.examples.rows.length, vocabulary: outcome.vocabulary, threads, ...spent },
    ...{ targetSeconds: TARGET_SECONDS, targetMb: TARGET_MB, met: spent.seconds <= TARGET_SECONDS && spent.peakMb <= TARGET_MB },
    ...{ accuracy: outcome.crossValidation.accuracy, logLoss: outcome.crossValidation.logLoss, converged: outcome.converged },
    curve: outcome.curve.points,
  };
}

/** What the process had taken by then. Seconds tell little beside other programs; those of the processor are its own. */
type Spent = { seconds: number; cpuSeconds: number; peakMb: number };
type Part = { name: string; from: Spent; messages: number };

/** Words by Zipf's law, answers of log-normal length; every word has a worth, which a noisy reader adds up. */
const makePairs = (count: number, seed: number): LabelledPair[] => {
  const random = createRandom(deriveSeed(seed, 50));
  const vocabulary = Array.from({ length: 40_000 }, () => syllables(random));
  const worth = vocabulary.map(() => random.normal());
  const logRanks = Math.log(vocabulary.length);
  const answer = (): { text: string; worth: number } => {
    const words = Array.from({ length: Math.max(8, Math.round(Math.exp(4.3 + 0.5 * random.normal()))) }, () =>
      Math.min(vocabulary.length - 1, Math.floor(Math.exp(random.uniform() * logRanks)) - 1),
    );
    const total = words.reduce((sum, word) => sum + (worth[word] ?? 0), 0) / Math.sqrt(words.length);
    return { text: words.map((word, place) => `${vocabulary[word]}${place % 13 === 12 ? "." : ""}`).join(" "), worth: total };
  };
  return Array.from({ length: count }, (_, pair) => {
    const [first, second] = [answer(), answer()];
    // Two pairs a prompt, as a project has that asks about some prompts again.
    const prompt = Math.floor(pair / 2);
    const pFirst = random.uniform() < 1 / (1 + Math.exp(1.5 * (second.worth - first.worth))) ? 1 : 0;
    return { promptId: `p${prompt}`, prompt: `Question ${prompt}`, first: first.text, second: second.text, pFirst, weight: 1 };
  });
};

const syllables = (random: RandomStream): string =>
  Array.from({ length: 1 + random.integer(4) }, () => `${"bdfgklmnprstvz"[random.integer(14)]}${"aeiou"[random.integer(5)]}`).join("");

const trainingOf = (pairs: LabelledPair[], seed: number, threads: number): VersionTraining => {
  const { rows, first, second, pFirst } = indexPairs(pairs);
  const comparisons = pairs.map((_, pair) => ({
    ...{ first: first[pair] ?? 0, second: second[pair] ?? 0, aspect: 0 },
    ...{ pFirst: pFirst[pair] ?? 0, pTie: 0, strength: null, weight: 1 },
  }));
  return {
    recipe: "stack",
    tuning: null,
    examples: { rows, aspects: ["overall"], comparisons, rankings: [], ratings: [] },
    groups: pairs.map(() => ({})),
    test: null,
    settings: {
      ...{ head: "linear", loss: "bradley-terry", folds: 5, seed, threads },
      options: {
        ...{ targets: "hard", margin: 0, smoothing: 0, gapWeights: false, planes: 2 },
        ...{ hidden: 32, rank: 8, penalty: 2, ensemble: 5 },
      },
    },
    title: "bench",
    checkpoint: null,
  };
};

const train = (
  training: VersionTraining,
  onPart: (message: string, spent: Spent) => void,
): Promise<{ outcome: VersionOutcome; spent: Spent }> =>
  new Promise((resolve, reject) => {
    const child = forkScript("workers/threads/reward-engine.ts", { maxHeapMb: 4096 });
    const started = performance.now();
    const spent = (): Spent => ({
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: processorSeconds(readFileSync(`/proc/${child.pid}/stat`, "utf8")),
      peakMb: Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
    });
    const say = (message: EngineRequest | CacheAnswer): boolean => child.send(message);
    child.on("message", (message: EngineReply | CacheRequest) => {
      // No text was seen before: the cache is empty and stays so.
      if (message.kind === "recall") say({ op: "recalled", id: message.id, vectors: new Map() });
      if (message.kind === "remember") say({ op: "remembered", id: message.id });
      if (message.kind === "progress") onPart(message.message, spent());
      if (message.kind === "failed") reject(new Error(message.message));
      if (message.kind !== "trained") return;
      resolve({ outcome: message.outcome, spent: spent() });
      child.disconnect();
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`the training ended with ${code ?? signal}`)));
    say({ op: "train", training, encoder: null });
  });

/** User and system time, in hundredths of a second on Linux, after the name of the program, which may hold blanks. */
const processorSeconds = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
