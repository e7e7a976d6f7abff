import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound, publicMessage } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { getProject } from "@/lib/projects/get-project";
import { buildTrainingSet } from "@/lib/reward-models/build-training-set";
import type { TrainingSet } from "@/lib/reward-models/build-training-set";
import { writeModelCard } from "@/lib/reward-models/model-card";
import { openEngine } from "@/lib/reward-models/open-engine";
import { checkBuilt } from "@/lib/reward-models/check-built";
import { trainSchema } from "@/lib/reward-models/schema";
import type { PairText, Train, VersionMetrics, VersionView } from "@/lib/reward-models/schema";
import { scoreMissing } from "@/lib/reward-models/score-candidates";
import { findVersion, insertVersion, markEnded, markRunning, saveFinished } from "@/lib/reward-models/store";
import { writeBlob } from "@/lib/storage";
import type { TrainingOutcome } from "@/lib/onnx/lexical/train-and-evaluate";

/** A training set below this says nothing that its interval would not deny. */
const leastPairs = 10;

type Extra = { test: PairText[] | null; threads: number | null };

/** Trains here and now: what the command line does. What is refused for its data leaves no version behind. */
export const trainRewardModel = async (actor: Actor, input: Train, extra: Extra, run: RunControl = silentRun()): Promise<VersionView> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const settings = trainSchema.parse(input);
  checkBuilt(settings);
  const set = await buildTrainingSet(actor, { projectId: settings.projectId, labels: settings.labels });
  checkSet(set, extra.test);
  const version = await db().$transaction((tx) => insertVersion(tx, settings, actorUserId(actor)));
  try {
    return await runTraining(actor, { projectId: settings.projectId, versionId: version.id, ...extra, set }, run);
  } catch (error) {
    const cancelled = error instanceof AppError && error.code === "cancelled";
    await markEnded(settings.projectId, version.id, cancelled ? "cancelled" : "failed", publicMessage(error));
    throw error;
  }
};

/** Trains a stored version, scores every candidate with it, and keeps its files. Safe to run again: a finished version is returned as it is. */
export const runTraining = async (
  actor: Actor,
  input: { projectId: string; versionId: string; set?: TrainingSet } & Partial<Extra>,
  run: RunControl = silentRun(),
): Promise<VersionView> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const version = await findVersion(input.projectId, input.versionId);
  if (!version) throw notFound("reward model");
  if (version.state === "done") return version;
  const started = performance.now();
  await markRunning(input.projectId, version.id);
  run.report({ done: 0, total: 100, message: "Collecting the labelled pairs" });
  const { project } = await getProject(actor, { projectId: input.projectId });
  const set = input.set ?? (await buildTrainingSet(actor, { projectId: input.projectId, labels: version.labels }));
  checkSet(set, input.test ?? null);
  const engine = openEngine();
  try {
    const threads = input.threads ?? Math.min(2, availableParallelism());
    const title = `${project.name} v${version.number}`;
    const pairs = set.pairs.map(({ taskId: _taskId, ...pair }) => pair);
    const outcome = await engine.train({ pairs, test: input.test ?? null, folds: version.folds, seed: version.seed, threads, title }, run);
    const metrics = metricsOf(outcome, (performance.now() - started) / 1000);
    await scoreMissing(engine, input.projectId, version.id, run);
    run.signal.throwIfAborted();
    await store(input.projectId, version, project.name, set, outcome, metrics);
  } finally {
    await engine.close();
  }
  const done = await findVersion(input.projectId, input.versionId);
  if (!done) throw notFound("reward model");
  return done;
};

const checkSet = ({ pairs, describe }: TrainingSet, test: PairText[] | null): void => {
  const prompts = new Set(pairs.map((pair) => pair.promptId)).size;
  if (pairs.length < leastPairs || prompts < 2) {
    throw new AppError("refused", {
      userMessage: `There are ${pairs.length} comparisons with a winner on ${prompts} prompts (from ${describe}); a reward model needs at least ${leastPairs} on 2. Collect more labels first.`,
    });
  }
  if (!test) return;
  const trained = new Set(pairs.map((pair) => pair.prompt));
  const shared = new Set(test.filter((pair) => trained.has(pair.prompt)).map((pair) => pair.prompt)).size;
  if (shared > 0) {
    throw new AppError("refused", {
      userMessage: `${shared} prompts of the test file are in the training data. A test set must hold other prompts: take those items out of the project or out of the file.`,
    });
  }
  if (!test.some((pair) => pair.pFirst !== 0.5))
    throw new AppError("refused", { userMessage: "The test file holds no pair on which people prefer one response." });
};

const metricsOf = (outcome: TrainingOutcome, seconds: number): VersionMetrics => ({
  ...(outcome.test ?? outcome.crossValidation),
  basis: outcome.test ? "test" : "cross-validation",
  crossValidation: outcome.crossValidation,
  lossHistory: outcome.lossHistory,
  converged: outcome.converged,
  coefficients: outcome.coefficients,
  vocabulary: outcome.vocabulary,
  responses: outcome.responses,
  seconds,
  features: outcome.features,
});

const store = async (
  projectId: string,
  version: VersionView,
  projectName: string,
  set: TrainingSet,
  outcome: TrainingOutcome,
  metrics: VersionMetrics,
): Promise<void> => {
  const folder = `reward-models/${version.id}`;
  const graph = await writeBlob(`${folder}/model.onnx`, outcome.graph);
  const encoder = await writeBlob(`${folder}/encoder.json.gz`, outcome.file);
  const card = writeModelCard({
    project: projectName,
    number: version.number,
    labels: set.describe,
    trainPairs: outcome.trainPairs,
    testPairs: outcome.testPairs,
    excluded: set.excluded,
    seed: version.seed,
    folds: version.folds,
    provider: outcome.provider,
    metrics,
    graphSha256: graph.sha256,
    encoderSha256: encoder.sha256,
  });
  const stored = await writeBlob(`${folder}/card.md`, Buffer.from(card, "utf8"));
  const margins = set.pairs.flatMap((pair, index) => {
    const margin = outcome.margins?.[index];
    return margin === null || margin === undefined ? [] : [{ taskId: pair.taskId, marginLogits: -margin, pSecond: 1 - pair.pFirst }];
  });
  const dataHash = createHash("sha256");
  for (const pair of set.pairs) dataHash.update(`${pair.taskId} ${pair.pFirst}\n`);
  await saveFinished(
    projectId,
    version.id,
    {
      provider: outcome.provider,
      trainPairs: outcome.trainPairs,
      testPairs: outcome.testPairs,
      metrics,
      data: { labels: set.describe, pairs: set.pairs.length, excluded: set.excluded, sha256: dataHash.digest("hex") },
      artifactKey: graph.key,
      artifactSha256: graph.sha256,
      encoderKey: encoder.key,
      cardKey: stored.key,
    },
    margins,
  );
};
