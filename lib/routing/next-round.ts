import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { commitPlan } from "@/lib/routing/commit-plan";
import { dropPlan } from "@/lib/routing/drop-plan";
import { planRoutes, requestPlan } from "@/lib/routing/plan-routes";
import { priceAnItem } from "@/lib/routing/price-a-label";
import { requestOf } from "@/lib/routing/request-store";
import type { Budget, PlanInput, PlanView } from "@/lib/routing/schema";
import { findPlan, humanItemsAnswered } from "@/lib/routing/store";

type Round = { planId: string; input: PlanInput };

/** What the next round of a committed plan asks for; the plan itself is not touched. */
const planRound = async (actor: Actor, input: { projectId: string } & ({ number: number } | { id: string })): Promise<Round> => {
  const { projectId } = input;
  await guard(actor, "routing:commit", { projectId });
  const plan = await findPlan(db(), projectId, "id" in input ? { id: input.id } : { number: input.number });
  if (!plan) throw notFound("plan");
  const { number } = plan;
  if (plan.state !== "committed") {
    throw new AppError("conflict", { userMessage: `Plan ${number} is ${plan.state}. Only a committed plan has a next round.` });
  }
  const answered = await humanItemsAnswered(projectId, plan.id);
  const left = (plan.outlook.ceiling?.allowedItems ?? plan.humanItems) - answered;
  const open = plan.items - answered;
  if (left <= 0 || open <= 0) {
    throw new AppError("refused", {
      userMessage: `Plan ${number} is done: people have answered the ${answered} items that its budget pays for.`,
    });
  }
  const request = await requestOf(projectId, plan.id);
  if (!request) throw notFound("plan");
  const next = { ...request, budget: leftOf(plan, answered, left, open), lm: plan.outlook.lm, follows: number };
  return { planId: plan.id, input: next };
};

/**
 * The next round of a committed plan: what people have answered meanwhile is learned from, and the items that nobody has taken up are
 * routed anew with what is left of the budget. The first plan ends with the items that were answered; nothing is asked twice.
 */
export const nextRound = async (
  actor: Actor,
  input: { projectId: string; number: number },
  control: RunControl = silentRun(),
): Promise<PlanView> => {
  const { projectId } = input;
  const round = await planRound(actor, input);
  await dropPlan(actor, { projectId, planId: round.planId });
  const next = await planRoutes(actor, round.input, control);
  if (next.humanItems > 0) await commitPlan(actor, { projectId, planId: next.id });
  const committed = await findPlan(db(), projectId, { id: next.id });
  if (!committed) throw notFound("plan");
  return committed;
};

/** The same, drawn by the worker and left for a person to look at and commit: what a page asks for. */
export const requestRound = async (actor: Actor, input: { projectId: string; planId: string }): Promise<{ number: number }> => {
  const round = await planRound(actor, { projectId: input.projectId, id: input.planId });
  await dropPlan(actor, { projectId: input.projectId, planId: round.planId });
  return requestPlan(actor, round.input);
};

/** What the first plan's budget still allows: items for people, or money once those who answered are paid. */
const leftOf = (plan: PlanView, answered: number, left: number, open: number): Budget => {
  if ("share" in plan.budget) return { share: Math.min(1, left / open) };
  return { micros: plan.budget.micros - answered * priceAnItem(plan.prices, plan.overlap).humanMicros };
};
