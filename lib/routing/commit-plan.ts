import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { armKey, laneOfArm } from "@/lib/routing/arms-schema";
import { requestOf } from "@/lib/routing/request-store";
import { findPlan, movePlan, tasksToOpen } from "@/lib/routing/plan-store";
import type { TaskToOpen } from "@/lib/routing/plan-store";
import { openTasks } from "@/lib/tasks/open-tasks";
import type { Asking } from "@/lib/tasks/schema";

// Enough steps that what gains most is asked first, few enough that opening stays a handful of statements.
const prioritySteps = 20;

/** Tasks of each arm, in the order of their first, as many as are opened at once. */
const partsOf = (tasks: readonly TaskToOpen[]): { arm: string; tasks: TaskToOpen[]; asking: { taskId: string; asking: Asking }[] }[] =>
  [...new Set(tasks.map(({ arm }) => arm))].flatMap((arm) => {
    const own = tasks.filter((task) => task.arm === arm);
    return Array.from({ length: Math.ceil(own.length / tasksAtOnce) }, (_, index) => {
      const part = own.slice(index * tasksAtOnce, (index + 1) * tasksAtOnce);
      return { arm, tasks: part, asking: part.flatMap(({ taskId, asking }) => (asking ? [{ taskId, asking }] : [])) };
    });
  });

/** Tasks opened between two looks at a cancellation. */
const tasksAtOnce = 2_000;

// Of 400,000 tasks some minutes, more where others are at work.
const longestCommitMs = 1_800_000;

/**
 * Carries a plan out: its human items are opened for people, each for the arm that it was given to, those that gain most first, all
 * in one step; the rest keep the judge's label. Committing twice opens nothing twice. Stopped, it leaves the plan as it was.
 */
export const commitPlan = async (
  actor: Actor,
  input: { projectId: string; planId: string },
  { signal, report }: RunControl = silentRun(),
): Promise<{ tasks: number; slots: number }> => {
  const { projectId, planId } = input;
  await guard(actor, "routing:commit", { projectId });
  return db().$transaction(
    async (tx) => {
      const plan = await findPlan(tx, projectId, { id: planId });
      if (!plan) throw notFound("plan");
      const tasks = await tasksToOpen(tx, projectId, planId);
      if (plan.state === "drawn" && tasks.length === 0) {
        throw new AppError("refused", {
          userMessage: `Plan ${plan.number} has nothing to open: people have answered every item that it gives them.`,
        });
      }
      const change = { state: "committed" as const, tasksOpened: tasks.length, extraMicros: plan.outlook.adaptive?.extraMicros ?? 0 };
      if (!(await movePlan(tx, projectId, planId, "drawn", change))) {
        throw new AppError("conflict", { userMessage: `Plan ${plan.number} is ${plan.state} already. Nothing was opened again.` });
      }
      const arms = (await requestOf(projectId, planId))?.arms ?? [];
      const step = Math.ceil(tasks.length / prioritySteps);
      let [slots, done] = [0, 0];
      for (let start = 0; start < tasks.length; start += step) {
        const priority = 1 - start / tasks.length;
        for (const group of partsOf(tasks.slice(start, start + step))) {
          signal.throwIfAborted();
          const arm = arms.find((own) => armKey(own) === group.arm);
          const part = {
            projectId,
            campaignId: plan.campaignId,
            taskIds: group.tasks.map(({ taskId }) => taskId),
            // Whose number of answers hangs on the answers begins with one.
            overlap: group.asking.length > 0 ? 1 : (arm?.labels ?? plan.overlap),
            priority,
            routePlanId: planId,
            ...(arm && laneOfArm(arm.who) !== "" ? { lane: laneOfArm(arm.who) } : {}),
            ...(group.asking.length > 0 ? { asking: group.asking } : {}),
          };
          slots += (await openTasks(actor, part, tx)).slots;
          done += group.tasks.length;
          report({ done, total: tasks.length, message: `Opening the tasks of plan ${plan.number}` });
        }
      }
      await appendAudit(tx, actor, {
        action: "routing:commit",
        projectId,
        subjectId: planId,
        detail: { number: plan.number, tasks: tasks.length, slots },
      });
      return { tasks: tasks.length, slots };
    },
    { timeout: longestCommitMs },
  );
};
