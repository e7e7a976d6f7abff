import { db } from "@/lib/db";

export type TrialItem = { itemId: string; externalId: string; taskId: string | null; unitKey: string | null };

/** An item by its imported id, or the first one, with its first task in the campaign where it has one. */
export const findTrial = async (projectId: string, campaignId: string, externalId: string | undefined): Promise<TrialItem | null> => {
  const item = await db().item.findFirst({
    where: { projectId, ...(externalId === undefined ? {} : { externalId }) },
    orderBy: { ordinal: "asc" },
    select: { id: true, externalId: true },
  });
  if (!item) return null;
  const task = await db().task.findFirst({
    where: { projectId, campaignId, itemId: item.id },
    orderBy: { unitKey: "asc" },
    select: { id: true, unitKey: true },
  });
  return { itemId: item.id, externalId: item.externalId, taskId: task?.id ?? null, unitKey: task?.unitKey ?? null };
};
