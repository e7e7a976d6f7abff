import type { Tx } from "@/lib/db";
import type { CampaignView } from "@/lib/projects/schema";
import { keySlots, leaveExpertLane } from "@/lib/tasks/key-store";

/** Puts the slots of a task that were handed over to experts back among the others. */
export const recallFromExperts = async (
  tx: Tx,
  { projectId, campaign, taskId }: { projectId: string; campaign: CampaignView; taskId: string },
): Promise<void> => {
  await leaveExpertLane(tx, campaign.id, taskId);
  await keySlots(tx, { projectId, campaignId: campaign.id, taskIds: [taskId], handout: campaign.handout });
};
