import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { CampaignView } from "@/lib/projects/schema";
import { campaignOf } from "@/lib/projects/store";

/** A campaign of a project that the caller has been granted. @throws AppError not_found for another project's */
export const findCampaign = async (projectId: string, campaignId: string, tx: Tx = db()): Promise<CampaignView> => {
  const campaign = await campaignOf(tx, projectId, campaignId);
  if (!campaign) throw notFound("campaign");
  return campaign;
};
