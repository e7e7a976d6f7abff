import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";
import { profileFaults, saveProfileSchema } from "@/lib/qualification/schema";
import { lockPass, readProfile, writeProfile } from "@/lib/qualification/store";

/** Keeps what a person says of themselves for a campaign. What is said here lies with the annotator, not with the answers. */
export const saveProfile = async (actor: Actor, input: z.input<typeof saveProfileSchema>): Promise<void> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const { projectId, campaignId, answers } = saveProfileSchema.parse(input);
  const { admission } = await findCampaign(projectId, campaignId);
  const faults = profileFaults(admission.profile, answers);
  const [fault] = Object.entries(faults);
  if (fault) {
    const title = admission.profile.find((field) => field.name === fault[0])?.title ?? fault[0];
    throw new AppError("invalid_input", { userMessage: `${title}: ${fault[1]}` });
  }
  const asked = new Set(admission.profile.map((field) => field.name));
  const given = Object.fromEntries(Object.entries(answers).filter(([name]) => asked.has(name)));
  const annotatorId = await ownAnnotatorId(db(), actor, projectId);
  await db().$transaction(async (tx) => {
    const where = { projectId, campaignId, annotatorId };
    await lockPass(tx, where);
    await writeProfile(tx, where, { ...(await readProfile(tx, where)), ...given });
  });
};
