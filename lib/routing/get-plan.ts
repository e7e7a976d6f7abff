import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { db } from "@/lib/db";
import { explainRoute } from "@/lib/routing/explain-route";
import type { DecisionView, PlanView } from "@/lib/routing/schema";
import { decisionsOf, findPlan, plansOf, progressOf } from "@/lib/routing/store";

export const listPlans = async (actor: Actor, input: { projectId: string }): Promise<PlanView[]> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  return plansOf(input.projectId);
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
