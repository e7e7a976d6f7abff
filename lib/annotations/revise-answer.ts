import type { Actor } from "@/lib/auth/actor";
import { afterAnswer } from "@/lib/annotations/after-answer";
import { checkExtras, checkVersion } from "@/lib/annotations/check-answered";
import { checkResponse } from "@/lib/annotations/check-response";
import { payloadHash } from "@/lib/annotations/payload-hash";
import type { AnnotationReceipt } from "@/lib/annotations/schema";
import { insertAnnotation, markSuperseded } from "@/lib/annotations/store";
import type { LiveAnnotation } from "@/lib/annotations/store";
import type { HeldAnswer } from "@/lib/assignments/lock-answered";
import { readTexts } from "@/lib/assignments/read-texts";
import type { Tx } from "@/lib/db";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { CampaignView } from "@/lib/projects/schema";
import { withdrawReplacements } from "@/lib/tasks/replacement-sql";

/** What is sent to take the place of an answer. */
type Revision = {
  idemKey: string;
  response: unknown;
  comment: string;
  flagged: boolean;
  extras: ExtraAnswer[];
  questionVersion?: number | undefined;
  activeSeconds?: number | undefined;
};

/** The answer and its extras as they would be stored. @throws AppError invalid_input naming what is missing, conflict for another question's */
export const checkRevision = async (
  tx: Tx,
  { projectId, campaign }: { projectId: string; campaign: CampaignView },
  old: LiveAnnotation,
  revision: Revision,
): Promise<Pick<Revision, "response" | "extras">> => {
  checkVersion(campaign, revision.questionVersion);
  const texts = await readTexts(tx, projectId, old.taskId);
  return {
    response: checkResponse(campaign, { unitKey: old.unitKey, texts }, revision.response),
    extras: checkExtras(campaign, old.shownOrder, revision.extras),
  };
};

/** Puts a checked revision in the place of a live answer, with all that follows from an answer. The caller holds the locks of its assignment. */
export const reviseAnswer = async (
  tx: Tx,
  actor: Actor,
  { projectId, campaign, annotatorId, held }: { projectId: string; campaign: CampaignView; annotatorId: string; held: HeldAnswer },
  old: LiveAnnotation,
  { checked, ...revision }: Revision & { checked: Pick<Revision, "response" | "extras"> },
): Promise<AnnotationReceipt> => {
  const { comment, flagged, idemKey, activeSeconds } = revision;
  await markSuperseded(tx, old.id);
  const receipt = await insertAnnotation(tx, {
    projectId,
    campaignId: campaign.id,
    taskId: old.taskId,
    annotatorId,
    slotId: old.slotId,
    assignmentId: old.assignmentId,
    epoch: old.epoch,
    idemKey,
    payloadHash: payloadHash({ response: revision.response, comment, flagged, extras: revision.extras }),
    ...checked,
    shownOrder: old.shownOrder,
    comment,
    flagged,
    questionVersion: campaign.questionVersion,
    repeat: old.repeat,
    // What the first look took is kept: a correction adds to it.
    activeSeconds: old.activeSeconds === null ? (activeSeconds ?? null) : old.activeSeconds + (activeSeconds ?? 0),
    supersedesId: old.id,
  });
  // Before the task is locked, as whoever asks in the place of answers does.
  if (old.questionVersion < campaign.countsFrom)
    await withdrawReplacements(tx, { projectId, campaignId: campaign.id, annotatorId, taskId: old.taskId });
  await afterAnswer(tx, actor, campaign, {
    annotationId: receipt.id,
    annotatorId,
    projectId,
    taskId: old.taskId,
    unitKey: old.unitKey,
    isGold: old.isGold,
    repeat: old.repeat,
    // Who changes their mind may leave an item contested that was settled, or the other way round.
    wanted: held.purpose === "work",
    response: checked.response,
    shownOrder: old.shownOrder,
    flagged,
    comment,
  });
  return receipt;
};
