import type { Tx } from "@/lib/db";
import type { CampaignView } from "@/lib/projects/schema";
import { keySlots } from "@/lib/tasks/key-store";

/** Sets lane and key of one task's open slots that nobody else is changing, after a slot of it was added or handed back. */
export const keyTask = async (
  tx: Tx,
  { projectId, campaign, taskId }: { projectId: string; campaign: Pick<CampaignView, "id" | "handout">; taskId: string },
): Promise<void> => {
  await keySlots(tx, { projectId, campaignId: campaign.id, taskIds: [taskId], handout: campaign.handout }, "passed over");
};
