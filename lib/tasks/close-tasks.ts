import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { closeTasksSchema } from "@/lib/tasks/schema";
import type { CloseTasks } from "@/lib/tasks/schema";
import { taskIdsOf, withdrawSlots } from "@/lib/tasks/store";

// Of 400,000 tasks more than a minute where others are at work.
const longestClosingMs = 600_000;

/** Closes tasks for people: slots that nobody holds are withdrawn. Leases under way and labels stay. */
export const closeTasks = async (actor: Actor, input: CloseTasks): Promise<{ tasks: number; slots: number }> => {
  await guard(actor, "tasks:open", { projectId: input.projectId });
  const { projectId, campaignId, taskIds } = closeTasksSchema.parse(input);
  const close = async (tx: Tx): Promise<{ tasks: number; slots: number }> => {
    const ids = taskIds === "all" ? await taskIdsOf(tx, { projectId, campaignId, openOnly: true }) : taskIds;
    const slots = await withdrawSlots(tx, { projectId, campaignId, taskIds: ids });
    await appendAudit(tx, actor, { action: "tasks:open", projectId, subjectId: campaignId, detail: { closed: ids.length, slots } });
    return { tasks: ids.length, slots };
  };
  return db().$transaction(close, { timeout: longestClosingMs });
};
