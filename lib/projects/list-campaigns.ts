import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { campaignCounts } from "@/lib/projects/read-store";
import type { CampaignSummary } from "@/lib/projects/schema";
import { campaignsOf } from "@/lib/projects/store";

/** A project's campaigns with what lies in them, the oldest first. */
export const listCampaigns = async (actor: Actor, input: { projectId: string }): Promise<CampaignSummary[]> => {
  await guard(actor, "campaigns:see", { projectId: input.projectId });
  const [campaigns, counts] = await Promise.all([campaignsOf(input.projectId), campaignCounts(input.projectId)]);
  const byId = new Map(counts.map((row) => [row.id, row]));
  return campaigns.flatMap((campaign) => {
    const row = byId.get(campaign.id);
    return row ? [{ ...campaign, ...row, createdAt: row.createdAt.toISOString() }] : [];
  });
};
