import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { publishGuideSchema } from "@/lib/projects/schema";
import type { PublishGuide } from "@/lib/projects/schema";
import { insertGuide, lockCampaign } from "@/lib/projects/store";

/** Publishes the next version of a guide. Versions are never edited; answers keep the one that they were given under. */
export const publishGuide = async (actor: Actor, input: PublishGuide): Promise<{ version: number }> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, markdown, note, basedOn, examples } = publishGuideSchema.parse(input);
  return db().$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, projectId, campaignId);
    if (!campaign) throw notFound("campaign");
    if (campaign.guideVersion !== basedOn) {
      throw new AppError("conflict", {
        userMessage: `Version ${campaign.guideVersion} was published while you were writing. Your text is still here: open the new version in another tab and bring the two together.`,
      });
    }
    const version = campaign.guideVersion + 1;
    await insertGuide(tx, projectId, campaignId, { version, markdown, note, examples, createdById: actorUserId(actor) });
    await appendAudit(tx, actor, { action: "campaigns:edit", projectId, subjectId: campaignId, detail: { guideVersion: version } });
    return { version };
  });
};
