import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";
import { consentTextSchema, setAdmissionSchema } from "@/lib/qualification/schema";
import { consentTexts, insertConsent, newestConsent, updateAdmission } from "@/lib/qualification/store";
import type { ConsentView } from "@/lib/qualification/store";
import { countTraining } from "@/lib/quality/count-training";

/** Says what people pass before their first item. @throws AppError refused where what it asks for is not there yet */
export const setAdmission = async (actor: Actor, input: z.input<typeof setAdmissionSchema>): Promise<void> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, admission } = setAdmissionSchema.parse(input);
  await findCampaign(projectId, campaignId);
  await db().$transaction(async (tx) => {
    if (admission.consent && !(await newestConsent(tx, { projectId, campaignId }))) {
      throw new AppError("refused", { userMessage: "Publish the text that people agree to first, then ask for it." });
    }
    const training = await countTraining(tx, { projectId, campaignId });
    if (admission.qualification && training < admission.qualification.items) {
      throw new AppError("refused", {
        userMessage: `The qualification asks ${admission.qualification.items} items and ${training} are marked for practice. Mark more tasks with known answers first.`,
      });
    }
    await updateAdmission(tx, { projectId, campaignId }, admission);
    await appendAudit(tx, actor, {
      action: "campaigns:edit",
      projectId,
      subjectId: campaignId,
      detail: { admission: { ...admission, profile: admission.profile.length } },
    });
  });
};

/** Publishes the next version of what people agree to: everybody is asked again. Versions are never edited. */
export const publishConsent = async (actor: Actor, input: z.input<typeof consentTextSchema>): Promise<{ version: number }> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, markdown } = consentTextSchema.parse(input);
  await findCampaign(projectId, campaignId);
  return db().$transaction(async (tx) => {
    const version = ((await newestConsent(tx, { projectId, campaignId }))?.version ?? 0) + 1;
    await insertConsent(tx, { projectId, campaignId }, { version, markdown, createdById: actorUserId(actor) });
    await appendAudit(tx, actor, { action: "campaigns:edit", projectId, subjectId: campaignId, detail: { consentVersion: version } });
    return { version };
  });
};

/** The versions of the consent text, the newest first, with how many agreed to each. */
export const listConsents = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<ConsentView[]> => {
  await guard(actor, "campaigns:see", { projectId: input.projectId });
  return consentTexts(db(), { projectId: input.projectId, campaignId: input.campaignId });
};
