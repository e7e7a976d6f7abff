import type { Actor } from "@/lib/auth/actor";
import { notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { commitIn } from "@/lib/routing/commit-plan";
import { dropIn } from "@/lib/routing/drop-plan";
import { planRound } from "@/lib/routing/plan-round";
import { drawAndKeep, requestPlan } from "@/lib/routing/plan-routes";
import type { RequestedPlan } from "@/lib/routing/plan-routes";
import type { PlanView } from "@/lib/routing/schema";
import { findPlan } from "@/lib/routing/plan-store";

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
  // Drawn before anything is withdrawn, and kept, withdrawn and opened as one: a round that cannot be, or that another one was quicker
  // than, leaves the plan as it was and nothing beside it.
  return drawAndKeep(actor, round.input, control, async (keep, tx) => {
    // At once, however many: there may be no worker beside a command.
    await dropIn(tx, actor, { projectId, planId: round.planId }, null);
    const next = await keep();
    if (next.humanItems === 0) return next;
    await commitIn(tx, actor, { projectId, planId: next.id }, control);
    const committed = await findPlan(tx, projectId, { id: next.id });
    if (!committed) throw notFound("plan");
    return committed;
  });
};

/**
 * The same, drawn by the worker and left for a person to look at and commit: what a page asks for. The plan is carried on with until
 * the round is drawn, which drops it: one that cannot be drawn leaves everything as it was.
 */
export const requestRound = async (actor: Actor, input: { projectId: string; planId: string }): Promise<RequestedPlan> => {
  const { projectId } = input;
  const { planId, input: wanted } = await planRound(actor, { projectId, id: input.planId });
  return requestPlan(actor, wanted, planId);
};
