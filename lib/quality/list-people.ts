import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { keepFigures } from "@/lib/kept-figures";
import { findCampaign } from "@/lib/projects/find-campaign";
import { answeredBy, peopleOf } from "@/lib/quality/people-store";
import type { Answered } from "@/lib/quality/people-store";
import type { PersonRow } from "@/lib/quality/schema";

const kept = keepFigures<Answered[]>((rows) => rows.reduce((sum, { answers }) => sum + answers, 0));

/** Everybody who works in a campaign, with how it goes. */
export const listPeople = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<PersonRow[]> => {
  await guard(actor, "quality:see", { projectId: input.projectId });
  const { qualityRules } = await findCampaign(input.projectId, input.campaignId);
  const where = { projectId: input.projectId, campaignId: input.campaignId };
  const answered = await kept(input.campaignId, () => answeredBy(db(), where));
  return peopleOf(db(), where, qualityRules, answered);
};
