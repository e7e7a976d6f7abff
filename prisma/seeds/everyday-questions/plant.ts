import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import type { Actor } from "@/lib/auth/actor";
import { setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { buildDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { silentRun } from "@/lib/jobs/progress";
import { addJudge } from "@/lib/judges/add-judge";
import { log } from "@/lib/log";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { planRoutes } from "@/lib/routing/plan-routes";
import { openTasks } from "@/lib/tasks/open-tasks";
import { importRows } from "../import-rows";
import { openDemoProject } from "../open-demo-project";
import { budgetMicros, everydayQuestions, judge, labelledPairs, openPairs, seedRows } from "./scenario";

type Scope = { projectId: string; campaignId: string };

const { seed } = everydayQuestions;

const bringRows = (actor: Actor, { projectId, campaignId }: Scope): Promise<void> =>
  importRows(actor, { projectId, campaignIds: [campaignId] }, everydayQuestions.slug, seedRows());

/** Some pairs without human labels wait for people, so that the desk has something to show. */
const openSome = async (actor: Actor, scope: Scope): Promise<void> => {
  if ((await db().slot.count({ where: { projectId: scope.projectId } })) > 0) return;
  const ids = seedRows()
    .slice(labelledPairs, labelledPairs + openPairs)
    .map((row) => row.id);
  const tasks = await db().task.findMany({
    where: { ...scope, item: { externalId: { in: ids } } },
    orderBy: { item: { ordinal: "asc" } },
    select: { id: true },
  });
  await openTasks(actor, { ...scope, taskIds: tasks.map((task) => task.id), overlap: 2 });
};

/** The judge's labels are its own, and what it is asked from now on it takes from them. */
const nameJudge = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().judge.count({ where: { projectId } })) > 0) return;
  const { name, priceMicros } = judge;
  await addJudge(actor, { projectId, name, settings: { provider: "replay", annotator: name, priceMicros } });
};

const allowMoney = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().budget.count({ where: { projectId } })) > 0) return;
  await setBudget(actor, { projectId, capMicros: budgetMicros });
};

const aggregate = async (actor: Actor, { projectId, campaignId }: Scope): Promise<void> => {
  if ((await db().aggregation.count({ where: { projectId, state: "done" } })) > 0) return;
  await aggregateProject(actor, { projectId, campaignId, model: "dawid-skene", source: "human", seed });
};

const train = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().rewardModelVersion.count({ where: { projectId, state: "done" } })) > 0) return;
  await trainRewardModel(actor, { projectId, labels: "consensus", seed }, { test: null, threads: 1 });
};

/** A plan is drawn and left for whoever tries the demo to commit. */
const route = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().routePlan.count({ where: { projectId } })) > 0) return;
  await planRoutes(actor, { projectId, budget: { share: 0.5 }, strategy: "best", seed });
};

const exportOnce = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().datasetVersion.count({ where: { projectId, state: "done" } })) > 0) return;
  const { id } = await createDatasetVersion(actor, { projectId, format: "trl-preference", container: "hf", recipe: {}, build: "caller" });
  await buildDatasetVersion(actor, { projectId, versionId: id }, silentRun());
};

/** Each step looks for its own traces first, so that a seed which was broken off goes on where it was. */
export const plantEverydayQuestions = async (actor: Actor): Promise<void> => {
  const { name, slug, description } = everydayQuestions;
  const { projectId, campaigns } = await openDemoProject(actor, { name, slug, description });
  const campaignId = campaigns[0]?.id;
  if (campaignId === undefined) throw new Error(`the project “${slug}” has lost its campaign`);
  for (const [step, take] of Object.entries({ bringRows, openSome, nameJudge, allowMoney, aggregate, train, route, exportOnce })) {
    log.debug({ project: slug, step }, "seeding");
    await take(actor, { projectId, campaignId });
  }
};
