import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import type { Handout } from "@/lib/projects/handout-schema";
import { ensureTasks } from "@/lib/tasks/ensure-tasks";
import { keySlots } from "@/lib/tasks/key-store";
import { campaignForTasks, itemsWithCandidates, raiseSlots, taskIdsOf } from "@/lib/tasks/store";

export type Wanted = {
  projectId: string;
  campaignId: string;
  overlap: number;
  priority: number | null;
  routePlanId: string | null;
  lane: string | null;
};

/** Tasks that were opened or closed, and slots that were added or withdrawn; `upTo` the last item of a stretch. */
export type ChangedTasks = { tasks: number; slots: number };
export type ChangedStretch = ChangedTasks & { upTo: number };

type CampaignForTasks = NonNullable<Awaited<ReturnType<typeof campaignForTasks>>>;

/** @throws AppError where the campaign is not there, or is archived */
export const campaignToOpen = async (
  tx: Tx,
  { projectId, campaignId }: { projectId: string; campaignId: string },
): Promise<CampaignForTasks> => {
  const campaign = await campaignForTasks(tx, projectId, campaignId);
  if (!campaign) throw notFound("campaign");
  if (campaign.state === "archived")
    throw new AppError("refused", { userMessage: "This campaign is archived. Bring it back before opening tasks." });
  return campaign;
};

/** Slots for some tasks, with their lanes and keys. Runs in the caller's transaction. */
export const openSome = async (tx: Tx, wanted: Wanted, handout: Handout, taskIds: string[]): Promise<ChangedTasks> => {
  const opened = await raiseSlots(tx, { ...wanted, taskIds });
  await keySlots(tx, { projectId: wanted.projectId, campaignId: wanted.campaignId, taskIds, handout });
  return opened;
};

/** Items whose tasks are opened, or closed, in one step of some tenths of a second. */
export const stretch = 2_000;

/**
 * Opens the tasks of the next items after one, those that are missing made first. Runs in the caller's transaction.
 * @returns null where no item follows
 */
export const openStretch = async (
  tx: Tx,
  wanted: Wanted,
  campaign: CampaignForTasks,
  { afterOrdinal, most = stretch }: { afterOrdinal: number; most?: number },
): Promise<ChangedStretch | null> => {
  const { projectId, campaignId } = wanted;
  const items = await itemsWithCandidates(tx, projectId, { afterOrdinal, limit: most });
  const last = items.at(-1);
  if (!last) return null;
  const kind = kindOf(campaign.kind);
  const units = items.flatMap((item) => kind.units(campaign.config, item.candidates).map((unitKey) => ({ itemId: item.id, unitKey })));
  await ensureTasks(tx, { projectId, campaignId, units });
  const taskIds = await taskIdsOf(tx, { projectId, campaignId, itemIds: items.map(({ id }) => id) });
  return { ...(await openSome(tx, wanted, campaign.handout, taskIds)), upTo: last.ordinal };
};
