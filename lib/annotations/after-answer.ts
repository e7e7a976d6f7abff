import type { Actor } from "@/lib/auth/actor";
import { adaptOverlap } from "@/lib/assignments/adapt-overlap";
import type { Tx } from "@/lib/db";
import { fileFlag } from "@/lib/flags/raise-flag";
import type { CampaignView } from "@/lib/projects/schema";
import { checkAnswer, weighStanding } from "@/lib/quality/check-answer";
import { checkPace } from "@/lib/quality/check-pace";

export type Answered = {
  annotationId: string;
  annotatorId: string;
  projectId: string;
  taskId: string;
  unitKey: string;
  isGold: boolean;
  repeat: boolean;
  /** one of the slots that the task wants, not one that was planted for this person */
  wanted: boolean;
  response: unknown;
  shownOrder: unknown;
  flagged: boolean;
  comment: string;
};

/** Whether an answer has consequences beyond itself, which then share its transaction. */
export const hasConsequences = (campaign: CampaignView, answer: { isGold: boolean; flagged: boolean; asking: boolean }): boolean =>
  answer.isGold || answer.flagged || answer.asking || campaign.handout.adaptive !== null || campaign.qualityRules.pace !== null;

/** What follows from an answer, in its transaction. Locks slot, assignment, task, enrolment, in this order. */
export const afterAnswer = async (tx: Tx, actor: Actor, campaign: CampaignView, answered: Answered): Promise<void> => {
  if (answered.wanted) await adaptOverlap(tx, campaign, answered);
  if (answered.flagged) {
    const { projectId, taskId, annotatorId, comment } = answered;
    await fileFlag(tx, { projectId, campaignId: campaign.id, taskId, annotatorId, reason: "answer", comment, response: null });
  }
  // A repeat is known from the first time: it is answered faster, and says nothing of anybody's care.
  if (answered.repeat) return;
  if (answered.isGold) await checkAnswer(tx, campaign, answered);
  await checkPace(tx, campaign, answered);
  if (answered.isGold || campaign.qualityRules.pace !== null)
    await weighStanding(tx, campaign, { ...answered, workspaceId: actor.workspaceId });
};
