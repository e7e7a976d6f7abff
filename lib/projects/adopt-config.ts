import { z } from "zod";
import type { Tx } from "@/lib/db";
import { updateCampaignConfig } from "@/lib/projects/store";

/** Gives a campaign the questions that an import found in its file, within the import's transaction. */
export const adoptConfig = async (tx: Tx, input: { projectId: string; campaignId: string; config: unknown }): Promise<void> => {
  await updateCampaignConfig(tx, input.projectId, input.campaignId, z.json().parse(input.config) ?? {});
};
