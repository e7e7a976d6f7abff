import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";
import { acceptConsentSchema } from "@/lib/qualification/schema";
import { acceptText, lockPass, newestConsent } from "@/lib/qualification/store";

/** Records that this person agrees to the consent text in force. @throws AppError conflict where a newer one came meanwhile */
export const acceptConsent = async (actor: Actor, input: z.input<typeof acceptConsentSchema>): Promise<void> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const { projectId, campaignId, version } = acceptConsentSchema.parse(input);
  await findCampaign(projectId, campaignId);
  const annotatorId = await ownAnnotatorId(db(), actor, projectId);
  await db().$transaction(async (tx) => {
    const text = await newestConsent(tx, { projectId, campaignId });
    if (text?.version !== version) {
      throw new AppError("conflict", {
        userMessage: "The text was changed while you were reading. Load the page again to read the new one.",
      });
    }
    const where = { projectId, campaignId, annotatorId };
    await lockPass(tx, where);
    await acceptText(tx, where, text);
    await appendAudit(tx, actor, { action: "assignments:work", projectId, subjectId: campaignId, detail: { did: "consent", version } });
  });
};
