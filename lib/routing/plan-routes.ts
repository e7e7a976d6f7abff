import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { chooseCampaign } from "@/lib/aggregation/read-labels";
import { bulkDb, db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { getProject } from "@/lib/projects/get-project";
import { chooseJudge } from "@/lib/routing/choose-judge";
import { dropIn } from "@/lib/routing/drop-plan";
import { planRound } from "@/lib/routing/plan-round";
import { ownModelArm } from "@/lib/reward-models/schema";
import { readTags } from "@/lib/routing/tag-strategies";
import { readPerformance } from "@/lib/routing/read-performance";
import { describeUnits, readUnits } from "@/lib/routing/read-units";
import { routeUnits } from "@/lib/routing/route-units";
import { goesByTags, planInputSchema } from "@/lib/routing/schema";
import type { PlanInput, PlanRequest, PlanView } from "@/lib/routing/schema";
import { findRequest, insertRequest, markPlanEnded, queuedRoundOf, saveDrawn } from "@/lib/routing/request-store";
import type { DrawnPlan } from "@/lib/routing/request-store";
import { annotatorIdOf, peopleOf } from "@/lib/routing/store";
import { findPlan, lockPlan } from "@/lib/routing/plan-store";

/** Checks what can be told without reading the labels, and chooses the campaign. */
const openRequest = async (actor: Actor, input: PlanInput): Promise<{ wanted: PlanRequest; campaignId: string }> => {
  await guard(actor, "routing:plan", { projectId: input.projectId });
  const wanted = planInputSchema.parse(input);
  const { campaigns } = await getProject(actor, { projectId: wanted.projectId });
  await readPerformance(wanted);
  // Whoever asks must be allowed to see what is learned from: the worker, which draws, may see everything.
  if (wanted.learnFrom !== undefined) await getProject(actor, { slug: wanted.learnFrom });
  return { wanted, campaignId: chooseCampaign(campaigns, wanted.campaignId).id };
};

// 400,000 decisions take minutes where others are at work.
const write = { timeout: 3_600_000 };

export type RequestedPlan = { planId: string; number: number; jobId: string };

/**
 * Asks the worker for a plan; for one that goes on with a committed plan, where `goesOnWith` names it, whose caller has asked for it.
 * @throws AppError conflict where another one that goes on with it waits to be drawn
 */
export const requestPlan = async (actor: Actor, input: PlanInput, goesOnWith: string | null = null): Promise<RequestedPlan> => {
  const { wanted, campaignId } = await openRequest(actor, input);
  const { projectId } = wanted;
  return db().$transaction(async (tx) => {
    if (goesOnWith !== null) {
      // Two who ask at once go one after the other, and the second finds the round of the first.
      await lockPlan(tx, projectId, goesOnWith);
      const other = await queuedRoundOf(tx, projectId, goesOnWith);
      if (other !== null)
        throw new AppError("conflict", {
          userMessage: `What is left is being planned anew already, as plan ${other}. Wait until it is drawn, or cancel it.`,
        });
    }
    const plan = await insertRequest(tx, wanted, { campaignId, createdById: actorUserId(actor), goesOnWith });
    const jobId = await enqueue(tx, actor, "plan-routes", { projectId, subjectId: plan.id });
    await recordRequest(tx, actor, wanted, plan);
    return { planId: plan.id, number: plan.number, jobId };
  });
};

/** Draws a plan here and now: what the command line does. One that is refused leaves nothing. */
export const planRoutes = async (actor: Actor, input: PlanInput, control: RunControl = silentRun()): Promise<PlanView> =>
  drawAndKeep(actor, input, control, (keep) => keep());

/**
 * Draws a plan here and now and lets the caller keep it, with whatever else belongs into the one transaction: before, what makes it
 * needless or must make room for it, and after, what carries it out.
 */
export const drawAndKeep = async (
  actor: Actor,
  input: PlanInput,
  control: RunControl,
  around: (keep: () => Promise<PlanView>, tx: Tx, wanted: PlanRequest) => Promise<PlanView>,
): Promise<PlanView> => {
  const { wanted, campaignId } = await openRequest(actor, input);
  const drawn = await draw(actor, wanted, control);
  const { projectId } = wanted;
  const keepIn = async (tx: Tx): Promise<PlanView> => {
    const keep = async (): Promise<PlanView> => {
      const plan = await insertRequest(tx, wanted, { campaignId, createdById: actorUserId(actor) });
      await saveDrawn(tx, projectId, plan.id, drawn);
      await recordRequest(tx, actor, wanted, plan);
      return readDrawn(tx, projectId, plan.id);
    };
    return around(keep, tx, wanted);
  };
  // What was drawn stays drawn: where somebody else's opening was in the way, only the keeping is done again.
  return withRetries(() => bulkDb().$transaction(keepIn, write));
};

/** Draws a plan that was asked for. Safe to run again: one that is drawn already is returned as it is. */
export const drawPlan = async (
  actor: Actor,
  input: { projectId: string; planId: string },
  control: RunControl = silentRun(),
): Promise<PlanView> => {
  const { projectId, planId } = input;
  await guard(actor, "routing:plan", { projectId });
  const asked = await findRequest(projectId, planId);
  if (!asked) return readDrawn(db(), projectId, planId);
  const { goesOnWith } = asked;
  // People went on with the plan that it goes on with: what is left of that is looked up now.
  const wanted = goesOnWith === null ? asked.wanted : planInputSchema.parse((await planRound(actor, { projectId, id: goesOnWith })).input);
  const drawn = await draw(actor, wanted, control);
  const save = async (tx: Tx): Promise<PlanView> => {
    const saved = await saveDrawn(tx, projectId, planId, drawn, goesOnWith === null ? null : wanted.budget);
    // At once, however many: both plans would be at work on the same items until a job had run.
    if (saved && goesOnWith !== null) await dropIn(tx, actor, { projectId, planId: goesOnWith }, null);
    return readDrawn(tx, projectId, planId);
  };
  return withRetries(() => bulkDb().$transaction(save, write));
};

/** Marks a plan whose job ended without decisions. For the worker alone. */
export const settlePlan = async (input: {
  projectId: string;
  subjectId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => markPlanEnded(input.projectId, input.subjectId, input.outcome, input.message);

const readDrawn = async (tx: Tx, projectId: string, planId: string): Promise<PlanView> => {
  const plan = await findPlan(tx, projectId, { id: planId });
  if (!plan) throw notFound("plan");
  return plan;
};

const recordRequest = async (tx: Tx, actor: Actor, wanted: PlanRequest, plan: { id: string; number: number }): Promise<void> =>
  appendAudit(tx, actor, {
    action: "routing:plan",
    projectId: wanted.projectId,
    subjectId: plan.id,
    detail: { number: plan.number, strategy: wanted.strategy },
  });

/**
 * Draws a plan: which items go to people and which keep a judge's label, within a budget that is never exceeded. Routed are
 * the items that the judge has labelled and no person has; where people have answered every one, all of them, as a rehearsal
 * that shows what routing would have done. Nothing is opened until the plan is committed.
 */
const draw = async (actor: Actor, wanted: PlanRequest, control: RunControl): Promise<DrawnPlan> => {
  const { project, campaigns } = await getProject(actor, { projectId: wanted.projectId });
  const campaign = chooseCampaign(campaigns, wanted.campaignId);
  const teacher = wanted.learnFrom === undefined ? null : await getProject(actor, { slug: wanted.learnFrom });
  const own = await readUnits(project, campaign, teacher === null);
  const lm = chooseJudge(own, wanted.lm, project.name);
  const labelled = own.filter((unit) => unit.judges.has(lm));
  const unanswered = labelled.filter((unit) => unit.people.length === 0);
  const rehearsal = unanswered.length === 0;
  const targets = new Set((rehearsal ? labelled : unanswered).map((unit) => unit.taskId));
  const taught =
    teacher && teacher.project.id !== project.id
      ? (await readUnits(teacher.project, chooseCampaign(teacher.campaigns, undefined), false)).filter((unit) => unit.judges.has(lm))
      : [];
  const sources = [{ project, units: labelled }, ...(teacher ? [{ project: teacher.project, units: taught }] : [])];
  const observed = await describeUnits(sources, wanted.seed, control);
  const items = targets.size;
  control.report({ done: observed.length, total: observed.length, message: `Choosing among ${items} items` });
  const { strategy, budget, overlap, seed, controlShare, spend } = wanted;
  // Labels of the judge are there and cost nothing more; only a rehearsal tells what they cost, unless our own model gave them.
  const prices = rehearsal && lm !== ownModelArm ? wanted.prices : { ...wanted.prices, lmMicros: 0 };
  const tagged = sources.map((source) => ({ projectId: source.project.id, itemIds: source.units.map((unit) => unit.itemId) }));
  const tags = goesByTags(strategy) ? await readTags(actor, tagged, control) : undefined;
  const { arms, adaptive, withinHours } = wanted;
  const measured = await readPerformance(wanted);
  const request = { strategy, budget, prices, overlap, lm, seed, rehearsal, controlShare, spend, arms, adaptive, withinHours, measured };
  const people = arms === undefined ? [] : await peopleOf(project.id, campaign.id);
  const routed = routeUnits(observed, (unit) => targets.has(unit.taskId), request, { tags, people });
  control.signal.throwIfAborted();
  return { prices, lmAnnotatorId: await annotatorIdOf(db(), project.id, lm), items, ...routed };
};
