import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { countProgress } from "@/lib/annotations/count-progress";
import { ownCounts } from "@/lib/annotations/progress-store";
import type { OwnCounts } from "@/lib/annotations/progress-store";
import { ownHistory } from "@/lib/annotations/store";
import type { HistoryRow } from "@/lib/annotations/store";
import { lanesFor } from "@/lib/assignments/lanes-for";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";
import { readWorker } from "@/lib/qualification/read-worker";

export const getOwnProgress = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<OwnCounts> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
  const worker = await readWorker(db(), { projectId: input.projectId, campaignId: campaign.id, annotatorId });
  const raw = await ownCounts(campaign.id, annotatorId, lanesFor(worker));
  return countProgress(raw, { gold: campaign.goldShare, repeat: campaign.handout.repeatShare });
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
