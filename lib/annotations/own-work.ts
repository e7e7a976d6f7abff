import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { ownCounts, ownHistory } from "@/lib/annotations/store";
import type { HistoryRow, OwnCounts } from "@/lib/annotations/store";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";

export const getOwnProgress = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<OwnCounts> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  return ownCounts(campaign.id, await ownAnnotatorId(db(), actor, input.projectId));
};

/** One's own live answers, newest first. */
export const listOwnAnnotations = async (
  actor: Actor,
  input: { projectId: string; campaignId: string; take: number; skip: number },
): Promise<HistoryRow[]> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  return ownHistory(campaign.id, await ownAnnotatorId(db(), actor, input.projectId), { take: Math.min(input.take, 100), skip: input.skip });
};
