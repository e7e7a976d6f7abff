import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { armKey, laneOfArm } from "@/lib/routing/arms-schema";
import { requestOf } from "@/lib/routing/request-store";
import { findPlan, movePlan, setTasksOpened, tasksToOpen } from "@/lib/routing/plan-store";
import type { TaskToOpen } from "@/lib/routing/plan-store";
import { openTasks } from "@/lib/tasks/open-tasks";

// Enough steps that what gains most is asked first, few enough that a handful of priorities tell the order.
const prioritySteps = 20;

/** Tasks opened between two looks at a cancellation, and read at a time. */
const tasksAtOnce = 2_000;

/** Tasks that are opened in one call, in the order of their first: of one arm, with as many places spent. */
const partsOf = (tasks: readonly TaskToOpen[]): { arm: string; spent: number; tasks: TaskToOpen[] }[] => {
  const parts = new Map<string, { arm: string; spent: number; tasks: TaskToOpen[] }>();
  for (const task of tasks) {
    const key = `${task.spent} ${task.arm}`;
    const part = parts.get(key) ?? { arm: task.arm, spent: task.spent, tasks: [] };
    parts.set(key, part);
    part.tasks.push(task);
  }
  return [...parts.values()];
};

/** What a plan gives people and nobody has answered, by rank, in stretches that share a priority. */
async function* stretchesOf(tx: Tx, named: { projectId: string; planId: string }, humanItems: number): AsyncGenerator<TaskToOpen[]> {
  // Those for people come first in the ranks.
  const step = Math.max(1, Math.ceil(humanItems / prioritySteps));
  let after = -1;
  for (;;) {
    const tasks = await tasksToOpen(tx, named, { after, take: tasksAtOnce });
    if (tasks.length === 0) return;
    after = tasks.at(-1)?.rank ?? after;
    for (let start = 0; start < tasks.length;) {
      const own = Math.floor((tasks[start]?.rank ?? 0) / step);
      let end = start;
      while (end < tasks.length && Math.floor((tasks[end]?.rank ?? 0) / step) === own) end += 1;
      yield tasks.slice(start, end);
      start = end;
    }
  }
}

// Of 400,000 tasks some minutes, more where others are at work.
const longestCommitMs = 1_800_000;

/**
 * Carries a plan out: its human items are opened for people, each for the arm that it was given to, those that gain most first, all
 * in one step; the rest keep the judge's label. Committing twice opens nothing twice. Stopped, it leaves the plan as it was.
 */
export const commitPlan = async (
  actor: Actor,
  input: { projectId: string; planId: string },
  control: RunControl = silentRun(),
): Promise<{ tasks: number; slots: number }> => {
  await guard(actor, "routing:commit", { projectId: input.projectId });
  return withRetries(() => db().$transaction((tx) => commitIn(tx, actor, input, control), { timeout: longestCommitMs }));
};

/** The same in a transaction of the caller's, who has asked whether the actor may. */
export const commitIn = async (
  tx: Tx,
  actor: Actor,
  { projectId, planId }: { projectId: string; planId: string },
  { signal, report }: RunControl,
): Promise<{ tasks: number; slots: number }> => {
  const named = { projectId, planId };
  const plan = await findPlan(tx, projectId, { id: planId });
  if (!plan) throw notFound("plan");
  const { number, humanItems } = plan;
  const change = { state: "committed" as const, extraMicros: plan.outlook.adaptive?.extraMicros ?? 0 };
  // First of all: of two who commit at once the second waits here, and finds it committed.
  if (!(await movePlan(tx, projectId, planId, "drawn", change))) {
    const { state } = (await findPlan(tx, projectId, { id: planId })) ?? plan;
    throw new AppError("conflict", { userMessage: `Plan ${number} is ${state} already. Nothing was opened again.` });
  }
  const arms = (await requestOf(tx, projectId, planId))?.arms ?? [];
  let [slots, done] = [0, 0];
  for await (const tasks of stretchesOf(tx, named, humanItems)) {
    const priority = 1 - (tasks[0]?.rank ?? 0) / humanItems;
    for (const group of partsOf(tasks)) {
      signal.throwIfAborted();
      const arm = arms.find((own) => armKey(own) === group.arm);
      const asking = group.tasks.flatMap(({ taskId, asking: when }) => (when ? [{ taskId, asking: when }] : []));
      const part = {
        projectId,
        campaignId: plan.campaignId,
        taskIds: group.tasks.map(({ taskId }) => taskId),
        // Whose number of answers hangs on the answers begins with one.
        overlap: group.spent + (asking.length > 0 ? 1 : (arm?.labels ?? plan.overlap)),
        priority,
        routePlanId: planId,
        ...(arm && laneOfArm(arm.who) !== "" ? { lane: laneOfArm(arm.who) } : {}),
        ...(asking.length > 0 ? { asking } : {}),
      };
      slots += (await openTasks(actor, part, tx)).slots;
      done += group.tasks.length;
      report({ done, total: humanItems, message: `Opening the tasks of plan ${number}` });
    }
  }
  if (done === 0) {
    throw new AppError("refused", {
      userMessage: `Plan ${number} has nothing to open: people have answered every item that it gives them.`,
    });
  }
  await setTasksOpened(tx, projectId, planId, done);
  await appendAudit(tx, actor, { action: "routing:commit", projectId, subjectId: planId, detail: { number, tasks: done, slots } });
  return { tasks: done, slots };
};
