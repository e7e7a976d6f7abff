import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { chooseCampaign, chooseQuestion } from "@/lib/aggregation/read-labels";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";
import { describeTexts } from "@/lib/routing/judge-features";
import { observeUnits, ownModelArm, withOwnModel } from "@/lib/routing/observe-units";
import { routeUnits } from "@/lib/routing/route-units";
import type { Observed } from "@/lib/routing/route-units";
import { planInputSchema } from "@/lib/routing/schema";
import type { PlanInput, PlanView } from "@/lib/routing/schema";
import { annotatorIdOf, answersOf, insertPlan, marginsOf, newestModel, textsOf } from "@/lib/routing/store";

const itemsAtOnce = 500;

/** Everything that a project's campaign says of its units, with what the texts look like. */
const observe = async (project: ProjectView, campaign: CampaignView, withModel: boolean, control: RunControl): Promise<Observed[]> => {
  const kind = kindOf(campaign.kind);
  const model = withModel ? await newestModel(db(), project.id) : null;
  const margins = model === null ? null : await marginsOf(db(), project.id, model);
  const units = withOwnModel(
    observeUnits(kind, chooseQuestion(campaign, undefined), await answersOf(db(), project.id, campaign.id), margins),
  );
  const observed: Observed[] = [];
  for (let start = 0; start < units.length; start += itemsAtOnce) {
    control.signal.throwIfAborted();
    control.report({ done: start, total: units.length, message: `Reading ${project.name}` });
    const part = units.slice(start, start + itemsAtOnce);
    const texts = await textsOf(db(), project.id, [...new Set(part.map((unit) => unit.itemId))]);
    for (const unit of part) {
      observed.push({
        unit,
        project: project.slug,
        text: describeTexts(texts.get(unit.itemId) ?? { prompt: "", responses: [] }, unit.ordinals),
      });
    }
  }
  return observed;
};

/** The judge named, else the one with most labels here. */
const chooseJudge = (observed: Observed[], name: string | undefined, project: ProjectView): string => {
  const counts = new Map<string, number>();
  for (const { unit } of observed) for (const judge of unit.judges.keys()) counts.set(judge, (counts.get(judge) ?? 0) + 1);
  const known = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([judge]) => judge);
  const [first] = known;
  if (first === undefined) {
    throw new AppError("refused", {
      userMessage: `“${project.name}” has no labels by a language model and no reward model of its own, so nothing could be left to a machine. Import labels or train a model first.`,
    });
  }
  if (name !== undefined && !counts.has(name)) {
    throw new AppError("invalid_input", { userMessage: `No language model “${name}” has labelled here. Known: ${known.join(", ")}.` });
  }
  return name ?? first;
};

/**
 * Draws a plan: which items go to people and which keep a judge's label, within a budget that is never exceeded. Routed are
 * the items that the judge has labelled and no person has; where people have answered every one, all of them, as a rehearsal
 * that shows what routing would have done. Nothing is opened until the plan is committed.
 */
export const planRoutes = async (actor: Actor, input: PlanInput, control: RunControl = silentRun()): Promise<PlanView> => {
  await guard(actor, "routing:plan", { projectId: input.projectId });
  const wanted = planInputSchema.parse(input);
  const { project, campaigns } = await getProject(actor, { projectId: wanted.projectId });
  const campaign = chooseCampaign(campaigns, wanted.campaignId);
  const teacher = wanted.learnFrom === undefined ? null : await getProject(actor, { slug: wanted.learnFrom });
  const own = await observe(project, campaign, teacher === null, control);
  const lm = chooseJudge(own, wanted.lm, project);
  const labelled = own.filter(({ unit }) => unit.judges.has(lm));
  const unanswered = labelled.filter(({ unit }) => unit.people.length === 0);
  const rehearsal = unanswered.length === 0;
  const targets = new Set((rehearsal ? labelled : unanswered).map(({ unit }) => unit.taskId));
  const taught =
    teacher && teacher.project.id !== project.id
      ? (await observe(teacher.project, chooseCampaign(teacher.campaigns, undefined), false, control)).filter(({ unit }) =>
          unit.judges.has(lm),
        )
      : [];
  control.report({ done: 1, total: 2, message: `Routing ${targets.size} items` });
  const { strategy, budget, overlap, seed } = wanted;
  // Our own model's answers cost nothing more: it is trained and its scores are stored.
  const prices = lm === ownModelArm ? { ...wanted.prices, lmMicros: 0 } : wanted.prices;
  const routed = routeUnits([...labelled, ...taught], (unit) => targets.has(unit.taskId), {
    strategy,
    budget,
    prices,
    overlap,
    lm,
    seed,
    rehearsal,
  });
  control.signal.throwIfAborted();
  return db().$transaction(
    async (tx) => {
      const plan = await insertPlan(tx, project.id, {
        campaignId: campaign.id,
        strategy,
        seed,
        budget,
        prices,
        overlap,
        lmAnnotatorId: await annotatorIdOf(tx, project.id, lm),
        items: targets.size,
        createdById: actorUserId(actor),
        ...routed,
      });
      await appendAudit(tx, actor, {
        action: "routing:plan",
        projectId: project.id,
        subjectId: plan.id,
        detail: { number: plan.number, strategy },
      });
      return plan;
    },
    { timeout: 120_000 },
  );
};
