import { createHash } from "node:crypto";
import { evaluatePairs } from "@/lib/ml/reward/metrics";
import { fitPlateau } from "@/lib/ml/reward/learning-curve";
import { honestFigures } from "@/lib/ml/reward/honesty";
import { tuneAndEvaluate } from "@/lib/onnx/encoders/tune-recipe";
import { trainAndEvaluate } from "@/lib/onnx/lexical/train-and-evaluate";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import { writeHeadFile } from "./head-file";
import { buildHeadScoringModel } from "./head-scoring-graph";
import { proveGraph } from "./prove-graph";
import { marginsOfHead, trainHead } from "./train-head";
import type { Honesty } from "@/lib/ml/reward/honesty";
import type { PairMetrics } from "@/lib/ml/reward/metrics";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { Checkpoint } from "./checkpoint";
import type { TextEncoder } from "./feature-source";
import type { HeadSettings, TrainedHead } from "./train-head";
import type { Groups, RecipeOutcome, VersionOutcome, VersionTraining } from "./version-training";

export interface VersionRun {
  cache: TextCache;
  encoder: TextEncoder | null;
  /** Where the encoder lies; a fine-tuning reads its weights. */
  encoderFolder: string | null;
  onProgress: (progress: { share: number; message: string; loss: number | null }) => void;
  onCheckpoint: (bytes: Uint8Array) => void;
}

/** Between two checkpoints: what a killed training loses at most, beside the round it was in. */
const CHECKPOINT_MS = 2_000;
const ROWS_PROVED = 200;
const CURVE_SIZES = 3;

export const trainVersion = async (input: VersionTraining, run: VersionRun): Promise<VersionOutcome> => {
  const fingerprint = fingerprintOf(input);
  const kept = readCheckpoint(input.checkpoint, fingerprint);
  const pairs = mainPairs(input);
  const stack = input.recipe === "head" ? null : (kept?.stack ?? (await trainWhole(input, pairs, run, fingerprint, kept)));
  if (stack && !kept?.stack) run.onCheckpoint(writeCheckpoint({ fingerprint, stack, heads: null }));
  let last = Number.NEGATIVE_INFINITY;
  const from = stack ? 0.7 : 0;
  const head = await trainHead({
    examples: input.examples,
    settings: stack ? companionOf(input.settings) : input.settings,
    cache: run.cache,
    encoder: run.encoder,
    resume: kept?.heads ?? null,
    onState: (state) => {
      if (performance.now() - last < CHECKPOINT_MS) return;
      last = performance.now();
      run.onCheckpoint(writeCheckpoint({ fingerprint, stack, heads: state() }));
    },
    onProgress: ({ share, message, loss }) =>
      run.onProgress({
        share: from + (0.95 - from) * share,
        message: stack ? `Uncertainty and learning curve: ${message.toLowerCase()}` : message,
        loss: stack ? null : loss,
      }),
  });
  run.onProgress({ share: 0.96, message: "Measuring on prompts that were left out", loss: null });
  const own = stack ?? (await exportHead(head, input, run));
  const honest = (of: readonly LabelledPair[], groups: readonly Groups[], margins: readonly number[], metrics: PairMetrics): Honesty =>
    honestOn(of, groups, margins, metrics, input.settings.seed);
  const margins = own.margins;
  const measured = margins === null ? [] : pairs.flatMap((pair, index) => (margins[index] === null ? [] : [{ pair, index }]));
  return {
    ...own,
    crossHonesty: honest(
      measured.map(({ pair }) => pair),
      measured.map(({ index }) => input.groups[index] ?? {}),
      measured.map(({ index }) => margins?.[index] ?? 0),
      own.crossValidation,
    ),
    testHonesty: own.test && input.test && honest(input.test.pairs, input.test.groups, own.testMargins, own.test),
    deviations: head.deviation && Array.from(head.deviation.subarray(0, pairs.length)),
    curve: { points: head.curve, fit: new Set(head.curve.map(({ size }) => size)).size >= CURVE_SIZES ? fitPlateau(head.curve) : null },
    tieFactor: stack ? null : head.tieFactor,
    resumed: kept !== null,
    spread: stack ? writeHeadFile(head.file) : null,
  };
};

/** The pairs with a winner, as texts with hard labels. */
const mainPairs = ({ examples, groups }: VersionTraining): LabelledPair[] =>
  examples.comparisons.slice(0, groups.length).flatMap(({ first, second, pFirst, pTie, weight }) => {
    const [a, b] = [examples.rows[first], examples.rows[second]];
    const hard = pFirst > (1 - pTie) / 2 ? 1 : 0;
    return a && b ? [{ promptId: a.promptId, prompt: a.prompt, first: a.response, second: b.response, pFirst: hard, weight }] : [];
  });

const trainWhole = (
  input: VersionTraining,
  pairs: readonly LabelledPair[],
  run: VersionRun,
  fingerprint: string,
  kept: Checkpoint | null,
): Promise<RecipeOutcome> => {
  if (input.recipe === "stack") return trainStack(input, pairs, run, fingerprint, kept);
  if (run.encoderFolder === null) throw new RangeError("a fine-tuning needs the folder of its encoder");
  const { folds, seed, threads, provider } = input.settings;
  return tuneAndEvaluate({
    folder: run.encoderFolder,
    pairs,
    test: input.test?.pairs ?? null,
    folds,
    seed,
    threads,
    ...(provider === undefined ? {} : { provider }),
    settings: input.tuning ?? {},
    title: input.title,
    checkpoint: {
      load: () => Promise.resolve(kept?.tuning ?? null),
      save: (tuning) => Promise.resolve(run.onCheckpoint(writeCheckpoint({ fingerprint, stack: null, heads: null, tuning }))),
      clear: () => Promise.resolve(),
    },
    onProgress: ({ share, message, loss }) => run.onProgress({ share: 0.7 * share, message, loss }),
  });
};

const trainStack = async (
  input: VersionTraining,
  pairs: readonly LabelledPair[],
  run: VersionRun,
  fingerprint: string,
  kept: Checkpoint | null,
): Promise<RecipeOutcome> => {
  const { folds, seed, threads, provider } = input.settings;
  const outcome = await trainAndEvaluate({
    pairs,
    test: input.test?.pairs ?? null,
    folds,
    seed,
    threads,
    ...(provider === undefined ? {} : { provider }),
    title: input.title,
    cache: run.cache,
    resume: kept?.lexical ?? null,
    onState: (lexical) => run.onCheckpoint(writeCheckpoint({ fingerprint, stack: null, heads: null, lexical })),
    onProgress: ({ share, message }) => run.onProgress({ share: 0.7 * share, message, loss: null }),
  });
  return { ...outcome, testMargins: outcome.testMargins ?? [] };
};

const exportHead = async (head: TrainedHead, input: VersionTraining, run: VersionRun): Promise<RecipeOutcome> => {
  const pairs = mainPairs(input);
  const { file } = head;
  const graph = buildHeadScoringModel(file, {
    title: input.title,
    encoder: file.source.kind === "lexical" ? "plumbline-lexical-1" : file.source.name,
  });
  const { provider, threads, seed } = input.settings;
  await proveGraph(graph, file, input.examples.rows.slice(0, ROWS_PROVED), run.cache, run.encoder, {
    threads,
    ...(provider === undefined ? {} : { provider }),
  });
  const margins = head.outOfFold && Array.from(head.outOfFold.subarray(0, pairs.length));
  const testMargins = input.test ? await testMarginsOf(head, input, run) : [];
  const test = input.test && evaluatePairs(input.test.pairs, testMargins, seed);
  return {
    provider: head.provider,
    margins,
    crossValidation: evaluatePairs(margins ? pairs : [], margins ?? [], seed),
    test,
    testMargins,
    trainPairs: pairs.length,
    testPairs: test && input.test ? input.test.pairs.length - test.ties - test.identical : 0,
    lossHistory: head.lossHistory,
    converged: head.converged,
    coefficients: null,
    lapse: 0,
    vocabulary: file.source.kind === "lexical" ? file.source.encoder.tfidf.terms.length : 0,
    responses: input.examples.rows.length,
    features: namedFeatures(head),
    graph,
    file: writeHeadFile(file),
  };
};

const testMarginsOf = async (head: TrainedHead, { test, settings }: VersionTraining, run: VersionRun): Promise<number[]> => {
  const pairs = test?.pairs ?? [];
  const rows = pairs.flatMap(({ promptId, prompt, first, second }) => [
    { promptId, prompt, response: first },
    { promptId, prompt, response: second },
  ]);
  const comparisons = pairs.map((pair, index) => ({
    first: 2 * index,
    second: 2 * index + 1,
    aspect: 0,
    pFirst: pair.pFirst,
    pTie: 0,
    strength: null,
    weight: 1,
  }));
  const loss = { kind: settings.loss, planes: settings.options.planes };
  return marginsOfHead(
    head.file,
    loss,
    { rows, aspects: head.file.aspects, comparisons, rankings: [], ratings: [] },
    run.cache,
    run.encoder,
  );
};

const honestOn = (
  pairs: readonly LabelledPair[],
  groups: readonly Groups[],
  margins: readonly number[],
  metrics: PairMetrics,
  seed: number,
): Honesty => {
  const used = pairs.flatMap((pair, index) => (pair.first === pair.second || pair.pFirst === 0.5 ? [] : [{ pair, index }]));
  return honestFigures(
    used.map(({ pair, index }) => ({
      promptId: pair.promptId,
      firstCharacters: pair.first.length,
      secondCharacters: pair.second.length,
      pFirst: pair.pFirst,
      groups: groups[index] ?? {},
    })),
    used.map(({ index }) => margins[index] ?? 0),
    metrics.gain,
    seed,
  );
};

/** The linear Bradley–Terry ensemble that stands beside a stack. */
const companionOf = (settings: HeadSettings): HeadSettings => ({ ...settings, head: "linear", loss: "bradley-terry" });

const FEATURES_NAMED = 20;

/** Weights of the named surface features under the readout of a linear head. */
const namedFeatures = ({ file }: TrainedHead): { name: string; weight: number }[] => {
  if (file.source.kind !== "lexical" || file.shape.spec.head === "mlp") return [];
  const { outputs, dimensions } = file.shape;
  return Array.from({ length: dimensions }, (_, feature) => ({
    name: file.source.kind === "lexical" ? (file.source.encoder.featureNames[feature] ?? "") : "",
    weight: file.readout.reduce((sum, weight, output) => sum + weight * (file.parameters[feature * outputs + output] ?? 0), 0),
  }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, FEATURES_NAMED);
};

/** Same data, same settings, same training: only then does a checkpoint fit. */
const fingerprintOf = ({ recipe, tuning, examples, settings, test }: VersionTraining): string => {
  const hash = createHash("sha256").update(JSON.stringify([recipe, tuning, settings, examples.aspects, test?.pairs.length ?? 0]));
  for (const { promptId, response } of examples.rows) hash.update(promptId).update("\u0000").update(response).update("\u0001");
  hash.update(JSON.stringify([examples.comparisons, examples.rankings, examples.ratings]));
  return hash.digest("hex");
};
