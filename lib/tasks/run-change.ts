import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { RunControl } from "@/lib/jobs/progress";
import { endChange, findChange, noteStretch } from "@/lib/tasks/change-store";
import type { TaskChange } from "@/lib/tasks/change-store";
import { closeStretch } from "@/lib/tasks/close-tasks";
import { campaignToOpen, openStretch, stretch } from "@/lib/tasks/open-stretch";
import type { ChangedStretch, ChangedTasks } from "@/lib/tasks/open-stretch";
import { countItems } from "@/lib/tasks/store";

const changeStretch = async (tx: Tx, change: TaskChange, itemsAtOnce: number): Promise<ChangedStretch | null> => {
  const { projectId, campaignId, overlap, priority, routePlanId } = change;
  const at = { afterOrdinal: change.upTo, most: itemsAtOnce };
  if (change.closing) return closeStretch(tx, { projectId, campaignId, routePlanId }, at);
  const campaign = await campaignToOpen(tx, change);
  return openStretch(tx, { projectId, campaignId, overlap: overlap ?? campaign.overlap, priority, routePlanId, lane: null }, campaign, at);
};

/**
 * Carries an opening or a closing out, a stretch of items after the other: each is changed, and noted, as a whole or not at all, so
 * that a run that was killed or cancelled leaves whole tasks, and the next goes on behind them.
 */
export const runChange = async (
  actor: Actor,
  { projectId, changeId }: { projectId: string; changeId: string },
  { signal, report }: RunControl,
  itemsAtOnce = stretch,
): Promise<ChangedTasks> => {
  await guard(actor, "tasks:open", { projectId });
  const total = await countItems(projectId);
  let change = await findChange(projectId, changeId);
  if (!change) throw notFound("change of tasks");
  for (;;) {
    signal.throwIfAborted();
    const from = change;
    const next = await withRetries(() =>
      db().$transaction(async (tx) => {
        const part = await changeStretch(tx, from, itemsAtOnce);
        return part && noteStretch(tx, changeId, part);
      }),
    );
    if (!next) break;
    change = next;
    const state = change.closing ? "closed" : "open";
    report({ done: Math.min(change.upTo, total), total, message: `${change.tasks.toLocaleString("en")} tasks are ${state}` });
  }
  await endChange(projectId, changeId, "done");
  return { tasks: change.tasks, slots: change.slots };
};

/** Marks a change whose job ended early. For the worker alone. */
export const settleChange = async (input: { projectId: string; subjectId: string; outcome: "failed" | "cancelled" }): Promise<void> =>
  endChange(input.projectId, input.subjectId, input.outcome);
