import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { estimateAgreement } from "@/lib/agreement/estimate-agreement";
import { fitConsensus, labelModelEdition } from "@/lib/aggregation/fit-consensus";
import { chooseCampaign, chooseQuestion, readLabels } from "@/lib/aggregation/read-labels";
import { readPairs } from "@/lib/aggregation/read-pairs";
import { aggregateSchema } from "@/lib/aggregation/schema";
import type { Aggregate, AggregationModel, AggregationView } from "@/lib/aggregation/schema";
import { taskDisagreement } from "@/lib/aggregation/task-disagreement";
import { consensusKey, findAggregation, insertAggregation, saveFit, setAggregationState } from "@/lib/aggregation/store";
import { bulkDb, db } from "@/lib/db";
import { settledNow } from "@/lib/database-now";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { holdWork } from "@/lib/held-work";
import { enqueue } from "@/lib/jobs/enqueue";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { kindOf } from "@/lib/kinds/registry";
import type { Estimate } from "@/lib/ml/estimate";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView } from "@/lib/projects/schema";

const begin = async (
  actor: Actor,
  input: Aggregate,
): Promise<{ wanted: ReturnType<typeof aggregateSchema.parse>; campaignId: string; question: string; main: boolean; model: string }> => {
  await guard(actor, "aggregation:run", { projectId: input.projectId });
  const wanted = aggregateSchema.parse(input);
  const { campaigns } = await getProject(actor, { projectId: wanted.projectId });
  const campaign = chooseCampaign(campaigns, wanted.campaignId, wanted.question);
  const question = chooseQuestion(campaign, wanted.question);
  const main = question === chooseQuestion(campaign, undefined);
  return { wanted, campaignId: campaign.id, question, main, model: chooseModel(campaign, question, wanted.model) };
};

const chooseModel = (campaign: CampaignView, question: string, wanted: AggregationModel | undefined): string => {
  const own = kindOf(campaign.kind).aggregator(campaign.config, question);
  if (!own) return wanted ?? "dawid-skene";
  if (wanted === undefined) return own.model;
  throw new AppError("invalid_input", {
    userMessage: `Answers to “${question}” have no classes that ${wanted} could count. They are aggregated by ${own.model}: name no model.`,
  });
};

/** As plain JSON: null marks what is undefined, with its reason. */
const storableEstimate = (estimate: Estimate) =>
  estimate.value === null ? { value: null, reason: estimate.reason } : { value: estimate.value, ci: estimate.ci, n: estimate.n };

/** Queues an aggregation for the worker. */
export const requestAggregation = async (actor: Actor, input: Aggregate): Promise<{ aggregationId: string; jobId: string }> => {
  const { wanted, campaignId, question, main, model } = await begin(actor, input);
  return db().$transaction(async (tx) => {
    const { projectId, source, seed } = wanted;
    const aggregation = await insertAggregation(tx, { projectId, campaignId, model, source, question, main, seed });
    const jobId = await enqueue(tx, actor, "aggregate-project", { projectId, subjectId: aggregation.id });
    await appendAudit(tx, actor, { action: "aggregation:run", projectId, subjectId: aggregation.id, detail: { model, source } });
    return { aggregationId: aggregation.id, jobId };
  });
};

/** Aggregates here and now: what the command line does. */
export const aggregateProject = async (actor: Actor, input: Aggregate, run: RunControl = silentRun()): Promise<AggregationView> => {
  const { wanted, campaignId, question, main, model } = await begin(actor, input);
  const { projectId, source, seed } = wanted;
  const aggregation = await insertAggregation(db(), { projectId, campaignId, model, source, question, main, seed });
  try {
    // Held: of one whose process is killed nobody would say that it ended, and while one is under way none is made anew.
    return await holdWork(aggregation.id, () => runAggregation(actor, { projectId, aggregationId: aggregation.id }, run));
  } catch (error) {
    await setAggregationState(projectId, aggregation.id, error instanceof AppError && error.code === "cancelled" ? "cancelled" : "failed");
    throw error;
  }
};

// Whoever answers or takes an answer back may wait for others' locks, and is seen only then.
const longestWaitMs = 4_000;

const fitAndSave = async (
  actor: Actor,
  aggregation: NonNullable<Awaited<ReturnType<typeof findAggregation>>>,
  projectId: string,
  run: RunControl,
): Promise<void> => {
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = chooseCampaign(campaigns, aggregation.campaignId);
  run.report({ done: 0, total: 3, message: "Reading labels" });
  const at = await settledNow(db(), projectId, longestWaitMs);
  const { kind, table, decisions } = await readLabels(db(), {
    projectId,
    campaign,
    question: aggregation.question,
    source: aggregation.source,
    at,
  });
  if (table.task.length === 0) {
    const whose = aggregation.source === "all" ? "" : aggregation.source === "human" ? " by people" : " by language models";
    throw new AppError("refused", {
      userMessage: `There are no labels${whose} to aggregate in “${campaign.name}”. Import or collect some first.`,
    });
  }
  run.signal.throwIfAborted();
  const pairs = await readPairs(db(), { projectId, model: aggregation.model, kind, config: campaign.config, table });
  run.signal.throwIfAborted();
  run.report({ done: 1, total: 3, message: `Fitting ${table.task.length} labels of ${table.tasks.length} tasks` });
  const fit = fitConsensus(kind, campaign.config, table, { model: aggregation.model, seed: aggregation.seed, pairs, decisions });
  run.signal.throwIfAborted();
  const level = kind.level(campaign.config, aggregation.question);
  const distance = kind.distance(campaign.config, aggregation.question);
  const metric = distance ? "distance-agreement" : "krippendorff-alpha";
  const disagreement = new Map(
    taskDisagreement(table, distance).flatMap((value, index) => {
      const task = table.tasks[index];
      return value === null || !task ? [] : [[consensusKey(task), value] as const];
    }),
  );
  const agreement = estimateAgreement(table, { metric, level, distance, seed: aggregation.seed });
  run.signal.throwIfAborted();
  run.report({ done: 2, total: 3, message: "Writing posteriors" });
  await bulkDb().$transaction(
    async (tx) => {
      await saveFit(tx, aggregation, {
        consensus: fit.consensus,
        disagreement,
        estimates: fit.estimates,
        summary: {
          readAt: at,
          questionVersion: campaign.questionVersion,
          countsFrom: campaign.countsFrom,
          edition: labelModelEdition,
          converged: fit.converged,
          iterations: fit.iterations,
          tasks: table.tasks.length,
          labels: table.task.length,
          annotators: table.annotators.length,
          agreement: { metric, level, estimate: storableEstimate(agreement) },
        },
      });
    },
    // 400,000 posteriors take minutes where others are at work.
    { timeout: 3_600_000 },
  );
};

/**
 * Fits the label model of a stored aggregation and writes posteriors and annotator estimates in one transaction.
 * Safe to run again: a finished aggregation is returned as it is, an unfinished one is fitted anew.
 */
export const runAggregation = async (
  actor: Actor,
  input: { projectId: string; aggregationId: string },
  run: RunControl = silentRun(),
): Promise<AggregationView> => {
  await guard(actor, "aggregation:run", { projectId: input.projectId });
  const aggregation = await findAggregation(input.projectId, input.aggregationId);
  if (!aggregation) throw notFound("aggregation");
  if (aggregation.state === "done") return aggregation;
  // Labels that were being taken out while they were read leave no task to write to: a second look finds what is there.
  await withRetries(() => fitAndSave(actor, aggregation, input.projectId, run));
  run.report({ done: 3, total: 3, message: "Done" });
  const done = await findAggregation(input.projectId, input.aggregationId);
  if (!done) throw notFound("aggregation");
  return done;
};
