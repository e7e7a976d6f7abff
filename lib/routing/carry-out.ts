import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { commitIn } from "@/lib/routing/commit-plan";
import { drawAndKeep } from "@/lib/routing/plan-routes";
import { findCommitted, lockPlans } from "@/lib/routing/request-store";
import { planInputSchema } from "@/lib/routing/schema";
import type { PlanInput, PlanRequest, PlanView } from "@/lib/routing/schema";
import { findPlan } from "@/lib/routing/plan-store";

/** The plan as it stands now. */
const readPlan = async (tx: Tx, projectId: string, where: { id: string } | { number: number }): Promise<PlanView> => {
  const plan = await findPlan(tx, projectId, where);
  if (!plan) throw notFound("plan");
  return plan;
};

const standingPlan = async (tx: Tx, wanted: PlanRequest): Promise<PlanView | null> => {
  const number = await findCommitted(tx, wanted);
  return number === null ? null : readPlan(tx, wanted.projectId, { number });
};

/**
 * Draws a plan and commits it in one step. Asked for the same again, or by two at once, it returns the plan that is committed already,
 * so that a script may be run twice; what is left of it goes on by its next round. A plan that gives people nothing, or nothing that
 * they have not answered, has nothing to open and stays drawn.
 */
export const carryOut = async (actor: Actor, input: PlanInput, control: RunControl = silentRun()): Promise<PlanView> => {
  const { projectId } = input;
  await guard(actor, "routing:commit", { projectId });
  const before = await standingPlan(db(), planInputSchema.parse(input));
  if (before) return before;
  return drawAndKeep(actor, input, control, async (keep, tx, wanted) => {
    // Somebody may have asked for the same while this one was being drawn: one after the other, and the second finds what the first left.
    await lockPlans(tx, projectId);
    const standing = await standingPlan(tx, wanted);
    if (standing) return standing;
    const plan = await keep();
    if (plan.humanItems === 0 || plan.outlook.rehearsal) return plan;
    await commitIn(tx, actor, { projectId, planId: plan.id }, control);
    return readPlan(tx, projectId, { id: plan.id });
  });
};
