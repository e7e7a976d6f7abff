import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { closeDb, db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { buildDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { closeQueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { createProject } from "@/lib/projects/create-project";
import { getProject } from "@/lib/projects/get-project";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { planRoutes } from "@/lib/routing/plan-routes";
import { openTasks } from "@/lib/tasks/open-tasks";
import { ensureDemoAnnotator } from "./seeds/demo-annotator";
import { everydayQuestions, labelledPairs, openPairs, seedRows } from "./seeds/everyday-questions/scenario";

/**
 * Plants the demo project through the same use cases as everybody else. Each step looks for its own traces first, so a seed
 * that was broken off can be run again. The last line of output is read by the start command.
 */

type Scope = { projectId: string; campaignId: string };

const openDemoProject = async (actor: Actor): Promise<Scope> => {
  const { name, slug, description } = everydayQuestions;
  try {
    const { project, campaigns } = await getProject(actor, { slug });
    const campaignId = campaigns[0]?.id;
    if (campaignId) return { projectId: project.id, campaignId };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  }
  const { project, campaign } = await createProject(actor, { name, slug, description });
  return { projectId: project.id, campaignId: campaign.id };
};

const importRows = async (actor: Actor, scope: Scope): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-seed-"));
  const file = path.join(folder, "everyday-questions.jsonl");
  try {
    const rows = seedRows();
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    if ((await db().item.count({ where: { projectId: scope.projectId } })) >= rows.length) return;
    const { failure } = await importFiles(
      actor,
      { projectId: scope.projectId, campaignIds: [scope.campaignId], paths: [file], format: "jsonl", onError: "stop" },
      silentRun(),
    );
    if (failure !== null) throw new Error(`the demo's rows were refused: ${failure}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

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

const aggregate = async (actor: Actor, { projectId, campaignId }: Scope): Promise<void> => {
  if ((await db().aggregation.count({ where: { projectId, state: "done" } })) > 0) return;
  const { seed } = everydayQuestions;
  await aggregateProject(actor, { projectId, campaignId, model: "dawid-skene", source: "human", seed });
};

const train = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().rewardModelVersion.count({ where: { projectId, state: "done" } })) > 0) return;
  await trainRewardModel(actor, { projectId, labels: "consensus", seed: everydayQuestions.seed }, { test: null, threads: 1 });
};

/** A plan is drawn and left for whoever tries the demo to commit. */
const route = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().routePlan.count({ where: { projectId } })) > 0) return;
  await planRoutes(actor, { projectId, budget: { share: 0.5 }, strategy: "best", seed: everydayQuestions.seed });
};

const exportOnce = async (actor: Actor, { projectId }: Scope): Promise<void> => {
  if ((await db().datasetVersion.count({ where: { projectId, state: "done" } })) > 0) return;
  const { id } = await createDatasetVersion(actor, { projectId, format: "trl-preference", container: "hf", recipe: {}, build: "caller" });
  await buildDatasetVersion(actor, { projectId, versionId: id }, silentRun());
};

const actor = await systemActor("seed");
const annotator = await ensureDemoAnnotator(actor);
const scope = await openDemoProject(actor);
for (const [name, step] of Object.entries({ importRows, openSome, aggregate, train, route, exportOnce })) {
  log.debug({ step: name }, "seeding");
  await step(actor, scope);
}
process.stdout.write(`${JSON.stringify({ project: everydayQuestions.slug, signIns: [annotator] })}\n`);
await closeQueue(false);
await closeDb();
