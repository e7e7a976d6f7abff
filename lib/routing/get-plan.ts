import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { db } from "@/lib/db";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import type { JobView } from "@/lib/jobs/schema";
import { explainRoute } from "@/lib/routing/explain-route";
import type { DecisionView, PendingPlan, PlanView } from "@/lib/routing/schema";
import { findPending, pendingOf } from "@/lib/routing/request-store";
import { decisionsOf, findPlan, plansOf, progressOf } from "@/lib/routing/plan-store";

export const listPlans = async (actor: Actor, input: { projectId: string }): Promise<PlanView[]> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  return plansOf(input.projectId);
};

/** Plans that wait, are being drawn, or came to nothing, the newest first. */
export const listPendingPlans = async (actor: Actor, input: { projectId: string }): Promise<PendingPlan[]> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  return pendingOf(input.projectId);
};

/** Such a plan with the job that draws it; null where the plan has its decisions, or is not there. */
export const getPendingPlan = async (
  actor: Actor,
  input: { projectId: string; number: number },
): Promise<{ plan: PendingPlan; job: JobView | null } | null> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  const plan = await findPending(input.projectId, input.number);
  return plan && { plan, job: await findLatestJob(actor, { projectId: input.projectId, subjectId: plan.id }) };
};

export type PlanDetail = { plan: PlanView; decisions: DecisionView[]; progress: { done: number; open: number } };

/** A plan with its decisions in the order of asking; `take` bounds them, null gives all. */
export const getPlan = async (
  actor: Actor,
  input: { projectId: string; number: number; take: number | null; arm?: "human" },
): Promise<PlanDetail> => {
  const { projectId, number, take, arm } = input;
  await guard(actor, "routing:see", { projectId });
  const plan = await findPlan(db(), projectId, { number });
  if (!plan) throw notFound("plan");
  const decisions = await decisionsOf(projectId, plan.id, take, arm);
  return {
    plan,
    progress: await progressOf(projectId, plan.id),
    decisions: decisions.map(({ why, ...decision }) => ({ ...decision, why: explainRoute(decision.arm, why) })),
  };
};
