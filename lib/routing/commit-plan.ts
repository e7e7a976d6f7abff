import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { findPlan, movePlan, tasksToOpen } from "@/lib/routing/store";
import { openTasks } from "@/lib/tasks/open-tasks";

// Enough steps that what gains most is asked first, few enough that opening stays a handful of statements.
const prioritySteps = 20;

/**
 * Carries a plan out: its human items are opened for people, those that gain most first, all in one step; the rest keep the
 * judge's label. Committing twice opens nothing twice.
 */
export const commitPlan = async (actor: Actor, input: { projectId: string; planId: string }): Promise<{ tasks: number; slots: number }> => {
  const { projectId, planId } = input;
  await guard(actor, "routing:commit", { projectId });
  return db().$transaction(
    async (tx) => {
      const plan = await findPlan(tx, projectId, { id: planId });
      if (!plan) throw notFound("plan");
      const taskIds = await tasksToOpen(tx, projectId, planId);
      if (plan.state === "drawn" && taskIds.length === 0) {
        throw new AppError("refused", {
          userMessage: `Plan ${plan.number} has nothing to open: people have answered every item that it gives them.`,
        });
      }
      if (!(await movePlan(tx, projectId, planId, "drawn", { state: "committed", tasksOpened: taskIds.length }))) {
        throw new AppError("conflict", { userMessage: `Plan ${plan.number} is ${plan.state} already. Nothing was opened again.` });
      }
      const step = Math.ceil(taskIds.length / prioritySteps);
      let slots = 0;
      for (let start = 0; start < taskIds.length; start += step) {
        const priority = 1 - start / taskIds.length;
        const part = {
          projectId,
          campaignId: plan.campaignId,
          taskIds: taskIds.slice(start, start + step),
          overlap: plan.overlap,
          priority,
          routePlanId: planId,
        };
        slots += (await openTasks(actor, part, tx)).slots;
      }
      await appendAudit(tx, actor, {
        action: "routing:commit",
        projectId,
        subjectId: planId,
        detail: { number: plan.number, tasks: taskIds.length, slots },
      });
      return { tasks: taskIds.length, slots };
    },
    { timeout: 120_000 },
  );
};
