import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import { editCampaignSchema } from "@/lib/projects/schema";
import type { CampaignView, EditCampaign } from "@/lib/projects/schema";
import { countCampaignAnswers, lockCampaign, updateCampaign } from "@/lib/projects/store";

/**
 * Changes a campaign's settings. Overlap and lease hold for what is opened or claimed from now on.
 * The question itself is fixed once somebody has answered it: answers to two questions must not lie in one pile.
 */
export const editCampaign = async (actor: Actor, input: EditCampaign): Promise<CampaignView> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, config: wantedConfig, ...settings } = editCampaignSchema.parse(input);
  return db().$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, projectId, campaignId);
    if (!campaign) throw notFound("campaign");
    const kind = kindOf(campaign.kind);
    const config = z.json().parse(kind.configSchema.parse(wantedConfig)) ?? {};
    if (
      !isDeepStrictEqual(config, kind.configSchema.parse(campaign.config)) &&
      (await countCampaignAnswers(tx, projectId, campaignId)) > 0
    ) {
      throw new AppError("conflict", {
        userMessage: "This campaign has answers already, so its question is fixed. Create another campaign for the changed question.",
      });
    }
    const edited = await updateCampaign(tx, projectId, campaignId, { ...settings, config });
    await appendAudit(tx, actor, { action: "campaigns:edit", projectId, subjectId: campaignId, detail: settings });
    return edited;
  });
};
