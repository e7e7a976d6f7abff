import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { checkResponse } from "@/lib/annotations/check-response";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { readTexts } from "@/lib/assignments/read-texts";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { holdTimes } from "@/lib/database-now";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { decideSchema, withdrawDecisionSchema } from "@/lib/discussion/schema";
import type { DecisionView } from "@/lib/discussion/schema";
import {
  decidingAnnotator,
  decisionsOf,
  insertDecision,
  isExcluded,
  itemExists,
  lockDecided,
  nameOf,
  withdrawDecisions,
} from "@/lib/discussion/store";
import { findCampaign } from "@/lib/projects/find-campaign";
import type { CampaignView } from "@/lib/projects/schema";
import { readWorker } from "@/lib/qualification/read-worker";

type Deciding = { userId: string; campaign: CampaignView; researcher: boolean };

/** Researchers decide anywhere, annotators in campaigns where they are marked as experts. */
const deciding = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<Deciding> => {
  const { may } = await guard(actor, "annotations:own", { projectId: input.projectId });
  const userId = actorUserId(actor);
  if (userId === null) throw new AppError("forbidden", { userMessage: "Only a signed-in person can decide." });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  const researcher = may("annotations:decide");
  if (!researcher) {
    const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
    const { expert } = await readWorker(db(), { projectId: input.projectId, campaignId: campaign.id, annotatorId });
    if (!expert) throw new AppError("forbidden", { userMessage: "Only researchers and the experts of a campaign decide contested items." });
  }
  return { userId, campaign, researcher };
};

/**
 * Gives the deciding answer to a task. It is an answer of its own kind of annotator: aggregation takes it in the place of the
 * votes, which stay as they are. A later decision takes the place of an earlier one.
 */
export const decideTask = async (actor: Actor, input: z.input<typeof decideSchema>): Promise<{ id: string }> => {
  const { userId, campaign } = await deciding(actor, input);
  const { projectId, campaignId, taskId, response, reason } = decideSchema.parse(input);
  // Theirs would take the place of a decision that counts, and count nowhere.
  if (await isExcluded(db(), { projectId, campaignId, userId }))
    throw new AppError("forbidden", { userMessage: "Your answers are left out of this campaign, and so are your decisions." });
  return withRetries(() =>
    db().$transaction(async (tx) => {
      await holdTimes(tx, projectId);
      const task = await lockDecided(tx, { projectId, campaignId, taskId });
      if (!task) throw notFound("task");
      const checked = checkResponse(campaign, { unitKey: task.unitKey, texts: await readTexts(tx, projectId, taskId) }, response);
      await withdrawDecisions(tx, { projectId, taskId });
      const annotatorId = await decidingAnnotator(tx, projectId, await nameOf(tx, userId));
      const id = await insertDecision(tx, {
        projectId,
        campaignId,
        taskId,
        annotatorId,
        response: z.json().parse(checked) ?? {},
        payloadHash: payloadHash({ response: checked, comment: reason, flagged: false, extras: [] }),
        reason,
        questionVersion: campaign.questionVersion,
      });
      await appendAudit(tx, actor, { action: "annotations:decide", projectId, subjectId: id, detail: { taskId } });
      return { id };
    }),
  );
};

/** Takes the decision on a task back: the votes speak again. */
export const withdrawDecision = async (actor: Actor, input: z.input<typeof withdrawDecisionSchema>): Promise<void> => {
  const { userId, researcher } = await deciding(actor, input);
  const { projectId, campaignId, taskId } = withdrawDecisionSchema.parse(input);
  // It may be another's, which counts.
  if (!researcher && (await isExcluded(db(), { projectId, campaignId, userId })))
    throw new AppError("forbidden", { userMessage: "Your answers are left out of this campaign, so you take back no decision in it." });
  await withRetries(() =>
    db().$transaction(async (tx) => {
      await holdTimes(tx, projectId);
      const task = await lockDecided(tx, { projectId, campaignId, taskId });
      if (!task || (await withdrawDecisions(tx, { projectId, taskId })) === 0) throw notFound("decision");
      await appendAudit(tx, actor, { action: "annotations:decide", projectId, subjectId: taskId, detail: { did: "withdraw" } });
    }),
  );
};

/** Decisions on the tasks of an item. */
export const listDecisions = async (actor: Actor, input: { projectId: string; itemId: string }): Promise<DecisionView[]> => {
  await guard(actor, "annotations:see", { projectId: input.projectId });
  if (!(await itemExists(db(), input.projectId, input.itemId))) throw notFound("item");
  return decisionsOf(db(), { projectId: input.projectId, itemId: input.itemId });
};
