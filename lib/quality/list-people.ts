import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";
import { peopleOf } from "@/lib/quality/people-store";
import type { PersonRow } from "@/lib/quality/schema";

/** Everybody who works in a campaign, with how it goes. */
export const listPeople = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<PersonRow[]> => {
  await guard(actor, "quality:see", { projectId: input.projectId });
  const { qualityRules } = await findCampaign(input.projectId, input.campaignId);
  return peopleOf(db(), { projectId: input.projectId, campaignId: input.campaignId }, qualityRules);
};
