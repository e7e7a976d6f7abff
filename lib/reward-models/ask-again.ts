import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { findAskedTask } from "@/lib/reward-models/registry-store";
import { openTasks } from "@/lib/tasks/open-tasks";

/** Before everything that is merely open: whoever asks again waits for the answer. */
const priority = 10;
const mostAnswers = 20;

/** Opens a task to one more person than it was opened to: where the model and the labels disagree, another answer tells most. */
export const askAgain = async (actor: Actor, input: { projectId: string; taskId: string }): Promise<{ slots: number }> => {
  await guard(actor, "tasks:open", { projectId: input.projectId });
  const task = await findAskedTask(input.projectId, input.taskId);
  if (!task) throw notFound("task");
  const { slots } = await openTasks(actor, {
    projectId: input.projectId,
    campaignId: task.campaignId,
    taskIds: [input.taskId],
    overlap: Math.min(mostAnswers, task.slots + 1),
    priority,
  });
  return { slots };
};
