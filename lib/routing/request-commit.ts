import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import type { RunControl } from "@/lib/jobs/progress";
import { commitPlan } from "@/lib/routing/commit-plan";
import { findPlan, isBeingCommitted, lockPlan } from "@/lib/routing/plan-store";

/** Tasks that one request opens: about a second of it. */
const mostARequest = 5_000;

/**
 * Commits a plan here and now, or asks the worker to where it gives people more than `most` items: nothing of it is open until all is.
 * @throws AppError conflict while the worker commits it
 */
export const requestCommit = async (
  actor: Actor,
  input: { projectId: string; planId: string },
  most = mostARequest,
): Promise<{ tasks: number; slots: number; jobId: string | null }> => {
  const { projectId, planId } = input;
  await guard(actor, "routing:commit", { projectId });
  const plan = await findPlan(db(), projectId, { id: planId });
  if (!plan) throw notFound("plan");
  if (plan.state !== "drawn" || plan.humanItems <= most) return { ...(await commitPlan(actor, input)), jobId: null };
  const jobId = await db().$transaction(async (tx) => {
    // Two who ask at once go one after the other, and the second finds the job of the first.
    await lockPlan(tx, projectId, planId);
    if (await isBeingCommitted(tx, projectId, planId))
      throw new AppError("conflict", {
        userMessage: `Plan ${plan.number} is being committed already. Wait until that has ended, or cancel it.`,
      });
    return enqueue(tx, actor, "commit-plan", { projectId, subjectId: planId });
  });
  return { tasks: 0, slots: 0, jobId };
};

/** Carries a commit out that was asked for. For the worker: a run that begins again finds what one before it had done. */
export const runCommit = async (
  actor: Actor,
  input: { projectId: string; planId: string },
  control: RunControl,
): Promise<{ number: number; tasks: number }> => {
  const { projectId, planId } = input;
  await guard(actor, "routing:commit", { projectId });
  const plan = await findPlan(db(), projectId, { id: planId });
  if (!plan) throw notFound("plan");
  if (plan.state === "committed") return { number: plan.number, tasks: plan.tasksOpened };
  const { tasks } = await commitPlan(actor, input, control);
  return { number: plan.number, tasks };
};
