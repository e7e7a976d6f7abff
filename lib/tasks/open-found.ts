import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { findItems } from "@/lib/items/find-items";
import type { ItemFilter } from "@/lib/items/schema";
import { kindOf } from "@/lib/kinds/registry";
import { ensureTasks } from "@/lib/tasks/ensure-tasks";
import { campaignToOpen } from "@/lib/tasks/open-stretch";
import type { ChangedTasks } from "@/lib/tasks/open-stretch";
import { openTasks } from "@/lib/tasks/open-tasks";
import { itemsHeld, taskIdsOf } from "@/lib/tasks/store";

type Wanted = { projectId: string; campaignId: string; filter: ItemFilter; overlap?: number; priority?: number };

/**
 * Opens a campaign's tasks of the items that a filter lets through, those that are missing made first.
 * @throws AppError refused where more than `most` items are found
 */
export const openFound = async (actor: Actor, { filter, ...wanted }: Wanted, most: number): Promise<ChangedTasks> => {
  const { projectId, campaignId } = wanted;
  await guard(actor, "tasks:open", { projectId });
  const items = await findItems(actor, { projectId, filter, most });
  if (items === null)
    throw new AppError("refused", {
      userMessage: `More than ${most.toLocaleString("en")} items are found. Narrow the list, or open all tasks of the campaign.`,
    });
  return withRetries(() =>
    db().$transaction(async (tx) => {
      const campaign = await campaignToOpen(tx, { projectId, campaignId });
      const kind = kindOf(campaign.kind);
      // One that was removed since it was found is opened for nobody; none of the others goes before its tasks stand.
      const there = await itemsHeld(
        tx,
        projectId,
        items.map(({ id }) => id),
      );
      const held = items.filter(({ id }) => there.has(id));
      const units = held.flatMap((item) => kind.units(campaign.config, item.candidates).map((unitKey) => ({ itemId: item.id, unitKey })));
      await ensureTasks(tx, { projectId, campaignId, units });
      const taskIds = await taskIdsOf(tx, { projectId, campaignId, itemIds: [...there] });
      return taskIds.length === 0 ? { tasks: 0, slots: 0 } : openTasks(actor, { ...wanted, taskIds }, tx);
    }),
  );
};
