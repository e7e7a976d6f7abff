import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { buffer } from "node:stream/consumers";
import { checkConsensus } from "@/lib/aggregation/check-consensus";
import { ensureConsensus } from "@/lib/aggregation/ensure-consensus";
import { chooseCampaign } from "@/lib/aggregation/read-labels";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound, publicMessage } from "@/lib/errors";
import { holdWork } from "@/lib/held-work";
import { partOf, silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { codePoints } from "@/lib/ml/text/tokens";
import { lengthSlice } from "@/lib/ml/reward/slices";
import { getProject } from "@/lib/projects/get-project";
import { buildTrainingSet, questionsOf } from "@/lib/reward-models/build-training-set";
import { dropScores } from "@/lib/reward-models/candidate-store";
import { checkOptions } from "@/lib/reward-models/check-options";
import { checkTrainingSet } from "@/lib/reward-models/check-training-set";
import { keepLive } from "@/lib/reward-models/keep-live";
import type { TrainingSet } from "@/lib/reward-models/build-training-set";
import type { TrainingPair } from "@/lib/reward-models/told";
import { writeModelCard } from "@/lib/reward-models/model-card";
import { openEngine } from "@/lib/reward-models/open-engine";
import { encoderToKeep, resolveEncoder } from "@/lib/reward-models/resolve-encoder";
import { packEncoder } from "@/lib/reward-models/pack-encoder";
import { recipeOf } from "@/lib/reward-models/recipe-of";
import { checkTuning, tuningOf } from "@/lib/reward-models/tuning-of";
import { trainSchema } from "@/lib/reward-models/schema";
import type { PairText, Train, VersionMetrics, VersionView } from "@/lib/reward-models/schema";
import { scoreMissing } from "@/lib/reward-models/score-candidates";
import { countLiveAnswers, testPromptsOf } from "@/lib/reward-models/registry-store";
import { settleTraining } from "@/lib/reward-models/settle-training";
import { beginTraining, findVersion, insertVersion, lostTraining, saveFinished } from "@/lib/reward-models/store";
import type { TrainingTry } from "@/lib/reward-models/store";
import { cardKey, checkpointKey, encoderKey, graphKey, newTryFolder, packedEncoderKey, spreadKey } from "@/lib/reward-models/version-files";
import { blobSize, deleteBlob, readBlob, writeBlob } from "@/lib/storage";
import type { VersionOutcome } from "@/lib/onnx/heads/version-training";
import packageJson from "@/package.json";

const codeVersion = `plumbline ${packageJson.version}`;

type Extra = { test: PairText[] | null; threads: number | null };

/** Trains here and now: what the command line does. What is refused for its data leaves no version behind. */
export const trainRewardModel = async (actor: Actor, input: Train, extra: Extra, run: RunControl = silentRun()): Promise<VersionView> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const asked = trainSchema.parse(input);
  const settings = { ...asked, encoder: await encoderToKeep(asked.encoder) };
  checkTuning(settings);
  checkOptions(settings);
  const set = await collect(actor, settings.projectId, settings, run);
  checkTrainingSet(set, extra.test);
  const version = await db().$transaction((tx) => insertVersion(tx, settings, { createdById: actorUserId(actor), trigger: "person" }));
  try {
    const { projectId } = settings;
    return await holdWork(version.id, () => runTraining(actor, { projectId, versionId: version.id, ...extra, set }, run));
  } catch (error) {
    const outcome = error instanceof AppError && error.code === "cancelled" ? "cancelled" : "failed";
    await settleTraining({ projectId: settings.projectId, subjectId: version.id, outcome, message: publicMessage(error) });
    throw error;
  }
};

/** The examples, from a consensus that has read every answer. */
const collect = async (
  actor: Actor,
  projectId: string,
  { labels, loss, seed, options }: Pick<VersionView, "labels" | "loss" | "seed" | "options">,
  run: RunControl,
): Promise<TrainingSet> => {
  const campaignId = options.campaignId ?? undefined;
  const questions = options.questions === "all" || options.questions.length > 0 ? options.questions : undefined;
  const planned = labels.startsWith("plan:");
  if (labels === "consensus" || planned) {
    const { campaigns } = await getProject(actor, { projectId });
    const campaign = chooseCampaign(campaigns, campaignId);
    const [question] = questionsOf(campaign, questions, loss);
    const { answered } = await checkConsensus(actor, { projectId, campaignId: campaign.id, aggregationId: null });
    // A plan may keep a judge's labels everywhere: then there is no consensus of people to form.
    if (!planned) await ensureConsensus(actor, { projectId, campaignId, question, seed }, run);
    else if (answered.human) await ensureConsensus(actor, { projectId, campaignId, question, seed, source: "human" }, run);
  }
  return buildTrainingSet(actor, { projectId, labels, loss, campaignId, questions });
};

/** Where of a hundred the labels are together and the model is trained; the rest is its scores. */
const partEnds = { collected: 2, trained: 95 };

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
  const attempt = await beginTraining(input.projectId, version.id);
  if (!attempt) throw lostTraining();
  await dropScores(attempt);
  run.report({ done: 0, total: 100, message: "Collecting the labelled pairs" });
  const { project } = await getProject(actor, { projectId: input.projectId });
  const set = input.set ?? (await collect(actor, input.projectId, version, partOf(run, 0, partEnds.collected)));
  const { options } = version;
  const test = input.test ?? null;
  checkTrainingSet(set, test);
  const answers = await countLiveAnswers(input.projectId);
  const frozen = await testPromptsOf(input.projectId);
  const engine = openEngine();
  const live = keepLive(input.projectId, version.id);
  try {
    const outcome = await engine.train(
      {
        recipe: recipeOf(version),
        tuning: tuningOf(options),
        examples: set.examples,
        groups: set.pairs.map(({ groups }) => groups),
        test: testOf(set, test),
        settings: {
          head: version.head,
          loss: version.loss,
          options,
          folds: version.folds,
          seed: version.seed,
          threads: input.threads ?? Math.min(2, availableParallelism()),
        },
        title: `${project.name} v${version.number}`,
        checkpoint: await readCheckpoint(version.id),
      },
      await resolveEncoder(version.encoder),
      { ...partOf(run, partEnds.collected, partEnds.trained), ...live },
    );
    const metrics = metricsOf(outcome, (performance.now() - started) / 1000);
    await scoreMissing(engine, input.projectId, attempt, partOf(run, partEnds.trained, 100));
    run.signal.throwIfAborted();
    await live.settled();
    await store(input.projectId, attempt, version, project.name, set, outcome, metrics, { answers, frozenPrompts: frozen.size });
    await deleteBlob(checkpointKey(version.id));
  } finally {
    await engine.close();
  }
  const done = await findVersion(input.projectId, input.versionId);
  if (!done) throw notFound("reward model");
  return done;
};

/** What a killed try left; a checkpoint that cannot be read is no reason to fail, only to start over. */
const readCheckpoint = async (versionId: string): Promise<Uint8Array | null> => {
  const key = checkpointKey(versionId);
  return (await blobSize(key)) === null ? null : buffer(readBlob(key));
};

/** A test file given for this run, else the project's frozen prompts. */
const testOf = (
  { testPairs }: TrainingSet,
  file: PairText[] | null,
): { pairs: PairText[]; groups: Readonly<Record<string, string>>[] } | null => {
  if (file)
    return {
      pairs: file,
      groups: file.map(({ first, second }) => ({ "length gap": lengthSlice(codePoints(first).length, codePoints(second).length) })),
    };
  if (testPairs.length === 0) return null;
  return { pairs: testPairs.map(textOf), groups: testPairs.map(({ groups }) => groups) };
};

const textOf = ({ promptId, prompt, first, second, pFirst, weight }: TrainingPair): PairText => ({
  promptId,
  prompt,
  first,
  second,
  pFirst,
  weight,
});

const metricsOf = (outcome: VersionOutcome, seconds: number): VersionMetrics => ({
  ...(outcome.test ?? outcome.crossValidation),
  basis: outcome.test ? "test" : "cross-validation",
  crossValidation: outcome.crossValidation,
  honesty: outcome.testHonesty ?? outcome.crossHonesty,
  curve: outcome.curve,
  temperature: outcome.temperature,
  aspectTemperatures: outcome.aspectTemperatures,
  tieFactor: outcome.tie?.factor ?? null,
  tie: outcome.tie && { ci: outcome.tie.ci, scale: outcome.tie.scale },
  resumed: outcome.resumed,
  lossHistory: outcome.lossHistory,
  converged: outcome.converged,
  coefficients: outcome.coefficients,
  lapse: outcome.lapse,
  vocabulary: outcome.vocabulary,
  responses: outcome.responses,
  seconds,
  features: outcome.features,
});

const store = async (
  projectId: string,
  attempt: TrainingTry,
  version: VersionView,
  projectName: string,
  set: TrainingSet,
  outcome: VersionOutcome,
  metrics: VersionMetrics,
  seen: { answers: number; frozenPrompts: number },
): Promise<void> => {
  const folder = newTryFolder(version.id);
  const graph = await writeBlob(graphKey(folder), outcome.graph);
  const encoder = await writeBlob(encoderKey(folder), outcome.file);
  if (outcome.spread) await writeBlob(spreadKey(folder), outcome.spread);
  if (version.encoder === "lexical") await writeBlob(packedEncoderKey(folder), await packEncoder());
  const dataHash = hashOf(set);
  const card = writeModelCard({
    project: projectName,
    version,
    labels: set.describe,
    trainPairs: outcome.trainPairs,
    testPairs: outcome.testPairs,
    excluded: set.excluded,
    provider: outcome.provider,
    metrics,
    codeVersion,
    dataSha256: dataHash,
    graphSha256: graph.sha256,
    encoderSha256: encoder.sha256,
  });
  const stored = await writeBlob(cardKey(folder), Buffer.from(card, "utf8"));
  const margins = set.pairs.flatMap((pair, index) => {
    const margin = outcome.margins?.[index];
    if (margin === null || margin === undefined) return [];
    return [
      {
        taskId: pair.taskId,
        pair: pair.pair,
        promptHash: pair.promptId,
        marginLogits: -margin,
        pSecond: 1 - pair.pFirst,
        deviation: outcome.deviations?.[index] ?? null,
      },
    ];
  });
  await saveFinished(
    projectId,
    attempt,
    {
      provider: outcome.provider,
      trainPairs: outcome.trainPairs,
      testPairs: outcome.testPairs,
      metrics,
      data: { labels: set.describe, pairs: set.pairs.length, excluded: set.excluded, sha256: dataHash, ...seen },
      codeVersion,
      artifactKey: graph.key,
      artifactSha256: graph.sha256,
      encoderKey: encoder.key,
      encoderSha256: encoder.sha256,
      cardKey: stored.key,
    },
    margins,
  );
};

/** Fingerprint of what was trained on: which texts, and what the answers came to. The same on any database. */
const hashOf = ({ pairs, examples }: TrainingSet): string => {
  const hash = createHash("sha256");
  for (const pair of pairs) hash.update(JSON.stringify([pair.promptId, pair.first, pair.second, pair.pFirst, pair.weight]));
  hash.update(JSON.stringify([examples.rankings.length, examples.ratings, examples.comparisons.slice(pairs.length)]));
  return hash.digest("hex");
};
