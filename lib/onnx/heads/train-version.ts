import { createHash } from "node:crypto";
import { fitPlateau } from "@/lib/ml/reward/learning-curve";
import { honestFigures } from "@/lib/ml/reward/honesty";
import { tuneAndEvaluate } from "@/lib/onnx/encoders/tune-recipe";
import { createReader } from "@/lib/onnx/lexical/read-rows";
import { codePoints } from "@/lib/ml/text/tokens";
import { trainAndEvaluate } from "@/lib/onnx/lexical/train-and-evaluate";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import { exportHead } from "./export-head";
import { writeHeadFile } from "./head-file";
import { trainHead } from "./train-head";
import type { Honesty } from "@/lib/ml/reward/honesty";
import type { PairMetrics } from "@/lib/ml/reward/metrics";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { ReadRows } from "@/lib/onnx/lexical/read-rows";
import type { LexicalProgress } from "@/lib/onnx/lexical/fit-lexical-model";
import type { Checkpoint } from "./checkpoint";
import type { HeadsState } from "./fit-heads";
import type { HeadSettings } from "./head-settings";
import type { Groups, RecipeOutcome, VersionOutcome, VersionRun, VersionTraining } from "./version-training";

/** Least time between two checkpoints: what a killed training loses, beside the round it was in. */
const CHECKPOINT_MS = 2_000;
/** Checkpoints of many pairs are tens of megabytes: where one takes long, the next waits for so many times as long. */
const CHECKPOINT_PAUSE = 20;
const CURVE_SIZES = 3;

export const trainVersion = async (input: VersionTraining, run: VersionRun): Promise<VersionOutcome> => {
  const fingerprint = fingerprintOf(input);
  const kept = readCheckpoint(input.checkpoint, fingerprint);
  const pairs = mainPairs(input);
  const read = createReader(run.cache);
  const stack = input.recipe === "head" ? null : (kept?.stack ?? (await trainWhole(input, pairs, run, read, fingerprint, kept)));
  if (stack && !kept?.stack) await run.onCheckpoint(writeCheckpoint({ fingerprint, stack, heads: null }));
  const from = stack ? 0.7 : 0;
  const keepHeads = keepStates(run, (heads: HeadsState) => ({ fingerprint, stack, heads }));
  const head = await trainHead({
    examples: input.examples,
    settings: stack ? companionOf(input.settings) : input.settings,
    read,
    encoder: run.encoder,
    memoryMb: run.memoryMb,
    leads: stack?.margins ?? null,
    resume: kept?.heads ?? null,
    onState: keepHeads,
    onProgress: ({ share, message, loss }) =>
      run.onProgress({
        share: from + (0.95 - from) * share,
        message: stack ? `Uncertainty and learning curve: ${message.toLowerCase()}` : message,
        loss: stack ? null : loss,
      }),
  });
  run.onProgress({ share: 0.96, message: "Measuring on prompts that were left out", loss: null });
  const own = stack ?? (await exportHead(head, input, pairs, run));
  const honest = (of: readonly LabelledPair[], groups: readonly Groups[], margins: readonly number[], metrics: PairMetrics): Honesty =>
    // One model of a fine-tuning judges all that was kept out of it: no labels are shared between models.
    honestOn(of, groups, margins, metrics, {
      seed: input.settings.seed,
      crossValidated: metrics === own.crossValidation && input.recipe !== "tuned",
    });
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
    tie: stack ? null : head.tie,
    resumed: kept !== null,
    spread: stack ? writeHeadFile(head.file) : null,
  };
};

/** Writes what a part has finished at once, and where an unfinished one stands as often as it costs little. */
const keepStates = <State>(run: VersionRun, checkpointOf: (state: State) => Checkpoint) => {
  let due = Number.NEGATIVE_INFINITY;
  return async (state: () => State, after: "round" | "batch"): Promise<void> => {
    const now = performance.now();
    if (after === "round" && now < due) return;
    await run.onCheckpoint(writeCheckpoint(checkpointOf(state())));
    due = now + Math.max(CHECKPOINT_MS, CHECKPOINT_PAUSE * (performance.now() - now));
  };
};

/** The pairs with a winner, as texts with hard labels. */
const mainPairs = ({ examples, groups }: VersionTraining): LabelledPair[] =>
  examples.comparisons.slice(0, groups.length).flatMap(({ first, second, pFirst, pTie, weight }) => {
    const [a, b] = [examples.rows[first], examples.rows[second]];
    const hard = pFirst > (1 - pTie) / 2 ? 1 : 0;
    return a && b ? [{ promptId: a.promptId, prompt: a.prompt, first: a.response, second: b.response, pFirst: hard, weight }] : [];
  });

const trainWhole = async (
  input: VersionTraining,
  pairs: readonly LabelledPair[],
  run: VersionRun,
  read: ReadRows,
  fingerprint: string,
  kept: Checkpoint | null,
): Promise<RecipeOutcome> => {
  if (input.recipe === "stack") return trainStack(input, pairs, run, read, fingerprint, kept);
  if (run.encoderFolder === null) throw new RangeError("a fine-tuning needs the folder of its encoder");
  const { folds, seed, threads, provider } = input.settings;
  const outcome = await tuneAndEvaluate({
    ...run.encoderFolder,
    pairs,
    test: input.test?.pairs ?? null,
    folds,
    seed,
    threads,
    ...(provider === undefined ? {} : { provider }),
    settings: input.tuning ?? {},
    memoryLimitMb: run.memoryMb,
    title: input.title,
    checkpoint: {
      load: () => Promise.resolve(kept?.tuning ?? null),
      save: (tuning) => run.onCheckpoint(writeCheckpoint({ fingerprint, stack: null, heads: null, tuning })),
      clear: () => Promise.resolve(),
    },
    onProgress: ({ share, message, loss }) => run.onProgress({ share: 0.7 * share, message, loss }),
  });
  return { ...outcome, temperature: 1, aspectTemperatures: [] };
};

const trainStack = async (
  input: VersionTraining,
  pairs: readonly LabelledPair[],
  run: VersionRun,
  read: ReadRows,
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
    memoryMb: run.memoryMb,
    cache: run.cache,
    read,
    resume: kept?.lexical ?? null,
    onState: keepStates(run, (lexical: LexicalProgress) => ({ fingerprint, stack: null, heads: null, lexical })),
    onProgress: ({ share, message, loss }) => run.onProgress({ share: 0.7 * share, message, loss }),
  });
  return { ...outcome, temperature: 1, aspectTemperatures: [], testMargins: outcome.testMargins ?? [] };
};

const honestOn = (
  pairs: readonly LabelledPair[],
  groups: readonly Groups[],
  margins: readonly number[],
  metrics: PairMetrics,
  settings: { seed: number; crossValidated: boolean },
): Honesty => {
  const used = pairs.flatMap((pair, index) => (pair.first === pair.second || pair.pFirst === 0.5 ? [] : [{ pair, index }]));
  return honestFigures(
    used.map(({ pair, index }) => ({
      promptId: pair.promptId,
      firstCharacters: codePoints(pair.first).length,
      secondCharacters: codePoints(pair.second).length,
      pFirst: pair.pFirst,
      groups: groups[index] ?? {},
    })),
    used.map(({ index }) => margins[index] ?? 0),
    metrics.gain,
    settings,
  );
};

/** The linear Bradley–Terry head beside a stack, whose posterior is the stack's uncertainty. */
const companionOf = (settings: HeadSettings): HeadSettings => ({ ...settings, head: "linear", loss: "bradley-terry" });

/** Counted up where what a checkpoint holds comes to mean something else: since 2 heads lie in coordinates of their own (`conditionHead`), since 3 those
 * whose posterior tells their uncertainty have no ensemble, since 4 those on words neither. */
const checkpointEdition = 4;

/** Same data, same settings, same training: only then does a checkpoint fit. */
const fingerprintOf = ({ recipe, tuning, examples, settings, test }: VersionTraining): string => {
  const hash = createHash("sha256").update(
    JSON.stringify([checkpointEdition, recipe, tuning, settings, examples.aspects, test?.pairs ?? null]),
  );
  for (const { promptId, response } of examples.rows) hash.update(promptId).update("\u0000").update(response).update("\u0001");
  hash.update(JSON.stringify([examples.comparisons, examples.rankings, examples.ratings]));
  return hash.digest("hex");
};
