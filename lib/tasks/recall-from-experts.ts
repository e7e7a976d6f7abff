import type { Tx } from "@/lib/db";
import type { CampaignView } from "@/lib/projects/schema";
import { leaveExpertLane } from "@/lib/tasks/key-store";
import { keyTask } from "@/lib/tasks/key-task";

/** Puts the slots of a task that were handed over to experts back among the others. */
export const recallFromExperts = async (
  tx: Tx,
  { projectId, campaign, taskId }: { projectId: string; campaign: CampaignView; taskId: string },
): Promise<void> => {
  await leaveExpertLane(tx, campaign.id, taskId);
  await keyTask(tx, { projectId, campaign, taskId });
};
