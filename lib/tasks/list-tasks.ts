import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { TaskCounts, TaskFilter, TaskRow } from "@/lib/tasks/schema";
import { countTasks, pageOfTasks } from "@/lib/tasks/store";

const mostAtOnce = 200;

/** A page of a campaign's tasks, and how many there are of each state. */
export const listTasks = async (
  actor: Actor,
  input: { projectId: string; campaignId: string; filter: TaskFilter; take: number; skip: number },
): Promise<{ tasks: TaskRow[]; counts: TaskCounts }> => {
  await guard(actor, "tasks:see", { projectId: input.projectId });
  const scope = { projectId: input.projectId, campaignId: input.campaignId };
  const [tasks, counts] = await Promise.all([
    pageOfTasks(scope, { filter: input.filter, take: Math.min(input.take, mostAtOnce), skip: Math.max(0, input.skip) }),
    countTasks(scope),
  ]);
  return { tasks, counts };
};
