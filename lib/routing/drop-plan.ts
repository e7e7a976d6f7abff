import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { findPlan, movePlan, tasksOpenedBy } from "@/lib/routing/store";
import { closeTasks } from "@/lib/tasks/close-tasks";

/**
 * Drops a plan. One that was committed is stopped: what nobody has taken up yet is withdrawn; leases under way may be
 * finished, and every answer stays.
 */
export const dropPlan = async (actor: Actor, input: { projectId: string; planId: string }): Promise<{ withdrawn: number }> => {
  const { projectId, planId } = input;
  await guard(actor, "routing:plan", { projectId });
  const plan = await findPlan(db(), projectId, { id: planId });
  if (!plan) throw notFound("plan");
  if (plan.state === "dropped") throw new AppError("conflict", { userMessage: `Plan ${plan.number} was dropped already.` });
  const from = plan.state;
  if (from === "committed") await guard(actor, "routing:commit", { projectId });
  await db().$transaction(async (tx) => {
    if (!(await movePlan(tx, projectId, planId, from, { state: "dropped" }))) {
      throw new AppError("conflict", { userMessage: `Plan ${plan.number} changed meanwhile. Load the page again.` });
    }
    await appendAudit(tx, actor, { action: "routing:plan", projectId, subjectId: planId, detail: { number: plan.number, dropped: from } });
  });
  if (from === "drawn") return { withdrawn: 0 };
  const taskIds = await tasksOpenedBy(db(), projectId, planId);
  if (taskIds.length === 0) return { withdrawn: 0 };
  return { withdrawn: (await closeTasks(actor, { projectId, campaignId: plan.campaignId, taskIds })).slots };
};
