import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ChangedStretch, ChangedTasks } from "@/lib/tasks/open-stretch";
import { itemsAfter, openTaskIds, tasksAmong, withdrawSlots } from "@/lib/tasks/store";

/** `routePlanId`: those alone that this plan opened. */
type Closing = { projectId: string; campaignId: string; routePlanId: string | null };

const closeSome = async (tx: Tx, scope: Closing, taskIds: string[]): Promise<ChangedTasks> => ({
  tasks: taskIds.length,
  slots: await withdrawSlots(tx, { projectId: scope.projectId, campaignId: scope.campaignId, taskIds }),
});

/**
 * Closes tasks for people, in the caller's transaction: slots that nobody holds are withdrawn. Leases under way and labels stay.
 * Many are closed by `requestClosing`.
 * @throws AppError not_found where one that is named is no task of the campaign
 */
export const closeTasks = async (actor: Actor, closing: Closing & { taskIds: "all" | string[] }, tx: Tx): Promise<ChangedTasks> => {
  const { projectId, campaignId, taskIds } = closing;
  await guard(actor, "tasks:open", { projectId }, tx);
  const ids = taskIds === "all" ? await openTaskIds(tx, closing) : [...new Set(taskIds)];
  // As opening does: what is named wrongly would otherwise be told as closed.
  if (taskIds !== "all" && (await tasksAmong(tx, closing, ids)) < ids.length) throw notFound("task");
  const closed = await closeSome(tx, closing, ids);
  await appendAudit(tx, actor, {
    action: "tasks:open",
    projectId,
    subjectId: campaignId,
    detail: { closed: ids.length, slots: closed.slots },
  });
  return closed;
};

/**
 * Closes the open tasks of the next items after one. Runs in the caller's transaction.
 * @returns null where no item follows
 */
export const closeStretch = async (
  tx: Tx,
  closing: Closing,
  at: { afterOrdinal: number; most: number },
): Promise<ChangedStretch | null> => {
  const items = await itemsAfter(tx, closing.projectId, at);
  const last = items.at(-1);
  if (!last) return null;
  const ids = await openTaskIds(tx, closing, { itemIds: items.map(({ id }) => id) });
  return { ...(await closeSome(tx, closing, ids)), upTo: last.ordinal };
};
