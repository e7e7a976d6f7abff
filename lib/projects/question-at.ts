import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { CampaignView } from "@/lib/projects/schema";
import { configAt } from "@/lib/projects/store";

/** Settings of a campaign's question at one of its versions. The caller has been granted the campaign. */
export const questionAt = async (tx: Tx, projectId: string, campaign: CampaignView, version: number): Promise<unknown> => {
  if (version === campaign.questionVersion) return campaign.config;
  const config = await configAt(tx, projectId, campaign.id, version);
  if (config === null) throw notFound("version of the question");
  return config;
};
