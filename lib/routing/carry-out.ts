import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { commitPlan } from "@/lib/routing/commit-plan";
import { planRoutes } from "@/lib/routing/plan-routes";
import { findCommitted } from "@/lib/routing/request-store";
import { planInputSchema } from "@/lib/routing/schema";
import type { PlanInput, PlanView } from "@/lib/routing/schema";
import { findPlan } from "@/lib/routing/plan-store";

/** The plan as it stands now. */
const readPlan = async (projectId: string, where: { id: string } | { number: number }): Promise<PlanView> => {
  const plan = await findPlan(db(), projectId, where);
  if (!plan) throw notFound("plan");
  return plan;
};

/**
 * Draws a plan and commits it in one call. Asked for the same again it returns the plan that is committed already, so that a script
 * may be run twice; what is left of it goes on by its next round. A plan that gives people nothing has nothing to open and stays drawn.
 */
export const carryOut = async (actor: Actor, input: PlanInput, control: RunControl = silentRun()): Promise<PlanView> => {
  const { projectId } = input;
  await guard(actor, "routing:commit", { projectId });
  const standing = await findCommitted(planInputSchema.parse(input));
  if (standing !== null) return readPlan(projectId, { number: standing });
  const plan = await planRoutes(actor, input, control);
  if (plan.humanItems === 0) return plan;
  await commitPlan(actor, { projectId, planId: plan.id }, control);
  return readPlan(projectId, { id: plan.id });
};
