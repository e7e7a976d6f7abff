import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";
import { campaignsToKey, keySlots, markKeyed, tasksInHand } from "@/lib/tasks/key-store";

// Claims pass over slots that are being keyed: few at a time, so that there is always something to claim.
const page = 500;

/** Sets lanes and keys of all open tasks of a campaign anew, in small steps. Work goes on meanwhile. */
export const rekeyTasks = async (scope: { projectId: string; campaignId: string }): Promise<number> => {
  const { handout } = await findCampaign(scope.projectId, scope.campaignId);
  // Marked first: what becomes known while this runs is keyed by the next sweep.
  await markKeyed(db(), scope.campaignId);
  let changed = 0;
  let afterId = "";
  for (;;) {
    const taskIds = await tasksInHand(db(), scope, { afterId, limit: page });
    const last = taskIds.at(-1);
    if (last === undefined) return changed;
    changed += await db().$transaction((tx) => keySlots(tx, { ...scope, taskIds, handout }));
    afterId = last;
  }
};

/** For the worker's sweep: campaigns that hand out what is least certain follow each new posterior and margin. */
export const refreshKeys = async (): Promise<number> => {
  const stale = await campaignsToKey(db());
  for (const scope of stale) await rekeyTasks(scope);
  return stale.length;
};
