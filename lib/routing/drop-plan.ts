import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { findPlan, isBeingCommitted, movePlan } from "@/lib/routing/plan-store";
import { requestClosing } from "@/lib/tasks/request-change";

// Of 400,000 tasks more than a minute where others are at work.
const longestDropMs = 600_000;

/**
 * Drops a plan. One that was committed is stopped: what nobody has taken up yet is withdrawn, by a job where that are more tasks than
 * `most` (none where null); leases under way may be finished, and every answer stays.
 */
export const dropPlan = async (
  actor: Actor,
  input: { projectId: string; planId: string },
  most?: number | null,
): Promise<{ withdrawn: number; jobId: string | null }> => {
  await guard(actor, "routing:plan", { projectId: input.projectId });
  return withRetries(() => db().$transaction((tx) => dropIn(tx, actor, input, most), { timeout: longestDropMs }));
};

/** The same in a transaction of the caller's, who has asked whether the actor may plan. */
export const dropIn = async (
  tx: Tx,
  actor: Actor,
  { projectId, planId }: { projectId: string; planId: string },
  most?: number | null,
): Promise<{ withdrawn: number; jobId: string | null }> => {
  const plan = await findPlan(tx, projectId, { id: planId });
  if (!plan) throw notFound("plan");
  if (plan.state === "dropped") throw new AppError("conflict", { userMessage: `Plan ${plan.number} was dropped already.` });
  if (await isBeingCommitted(tx, projectId, planId))
    throw new AppError("conflict", { userMessage: `Plan ${plan.number} is being committed. Wait until that has ended, or cancel it.` });
  const from = plan.state;
  if (from === "committed") await guard(actor, "routing:commit", { projectId }, tx);
  if (!(await movePlan(tx, projectId, planId, from, { state: "dropped" }))) {
    throw new AppError("conflict", { userMessage: `Plan ${plan.number} changed meanwhile. Load the page again.` });
  }
  await appendAudit(tx, actor, { action: "routing:plan", projectId, subjectId: planId, detail: { number: plan.number, dropped: from } });
  if (from === "drawn") return { withdrawn: 0, jobId: null };
  const tasks = { projectId, campaignId: plan.campaignId, routePlanId: planId, taskIds: "all" as const };
  const { slots, jobId } = await requestClosing(actor, tasks, { within: tx, ...(most === undefined ? {} : { most }) });
  return { withdrawn: slots, jobId };
};
