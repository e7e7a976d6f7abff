import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";
import { afterAnswer, hasConsequences } from "@/lib/annotations/after-answer";
import { answerReturned } from "@/lib/annotations/answer-returned";
import { checkExtras, checkVersion, storedUnderKey } from "@/lib/annotations/check-answered";
import { checkResponse } from "@/lib/annotations/check-response";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { submitSchema } from "@/lib/annotations/schema";
import { keptUnderKey, wasCalledBack } from "@/lib/annotations/return-store";
import type { AnnotationReceipt, Submit } from "@/lib/annotations/schema";
import { receiptOf, storeAnswer } from "@/lib/annotations/store";
import type { Stored } from "@/lib/annotations/store";
import { leaseIdSchema } from "@/lib/assignments/schema";
import { calledBack, leaseLost } from "@/lib/assignments/lease-lost";
import type { OneMore } from "@/lib/assignments/lease-sql";
import { guardDesk } from "@/lib/assignments/own-desk";
import type { OwnDesk } from "@/lib/assignments/own-desk";
import { holdTimes } from "@/lib/database-now";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { log } from "@/lib/log";

/**
 * Accepts an answer exactly once: the same key again returns the stored row, a lease that went to somebody else is refused
 * and the draft stays. Answer, slot, assignment and audit line commit together.
 */
export const submitAnnotation = async (actor: Actor, input: Submit): Promise<AnnotationReceipt> => {
  const { projectId, campaignId, assignmentId } = input;
  const { desk } = await guardDesk(actor, "annotations:own", {
    projectId,
    campaignId,
    assignmentId: leaseIdSchema.transform(BigInt).parse(assignmentId),
  });
  return (await answerAt(actor, desk, submitSchema.parse(input))).receipt;
};

/**
 * The same, for a use case that has asked whether the person may, and has read the campaign and the assignment. With `claim` the
 * next item is leased along, where the answer goes in at the first try and has no consequences beyond itself.
 */
export const answerAt = async (
  actor: Actor,
  { projectId, campaign, annotatorId, unit }: OwnDesk,
  wanted: z.output<typeof submitSchema>,
  claim: OneMore | null = null,
): Promise<Stored> => {
  const { response, comment, flagged, idemKey } = wanted;
  const assignmentId = BigInt(wanted.assignmentId);
  const hash = payloadHash({ response, comment, flagged, extras: wanted.extras });
  const lease = { projectId, campaignId: campaign.id, annotatorId, assignmentId, epoch: BigInt(wanted.epoch) };
  const store = async (): Promise<Stored | null> => {
    if (!unit) return null;
    if (unit.returned) {
      const receipt = await withRetries(() => answerReturned(actor, { projectId, campaign, annotatorId }, wanted));
      return receipt && { receipt, next: null };
    }
    checkVersion(campaign, wanted.questionVersion);
    const answer = {
      idemKey,
      payloadHash: hash,
      response: checkResponse(campaign, unit, response),
      extras: checkExtras(campaign, unit.shownOrder, wanted.extras),
      questionVersion: campaign.questionVersion,
      comment,
      flagged,
      activeSeconds: wanted.activeSeconds ?? null,
    };
    const by = { workspaceId: actor.workspaceId, kind: actor.kind, id: actorId(actor) };
    if (!hasConsequences(campaign, { isGold: unit.isGold, asking: unit.asking, flagged })) {
      if (claim) {
        // Whatever becomes of the claim, the answer goes in: where they fail together it goes alone.
        const both = await storeAnswer(db(), lease, answer, by, claim).catch((error: unknown) => {
          log.info({ error: error instanceof Error ? error.message : String(error) }, "an answer is stored without a claim along");
        });
        if (both !== undefined) return both;
      }
      return withRetries(() => storeAnswer(db(), lease, answer, by));
    }
    return withRetries(() =>
      db().$transaction(async (tx) => {
        await holdTimes(tx, projectId);
        const stored = await storeAnswer(tx, lease, answer, by);
        if (!stored) return null;
        const { taskId, unitKey, isGold, purpose } = unit;
        const answered = {
          annotationId: stored.receipt.id,
          annotatorId,
          projectId,
          taskId,
          unitKey,
          isGold,
          flagged,
          comment,
          response: answer.response,
          shownOrder: unit.shownOrder,
        };
        await afterAnswer(tx, actor, campaign, { ...answered, repeat: purpose === "repeat", wanted: purpose === "work" });
        return stored;
      }),
    );
  };
  const before = async (): Promise<Stored | null> => {
    const stored = await storedUnderKey(db(), annotatorId, idemKey, hash);
    const kept = stored === null ? await keptUnderKey(db(), annotatorId, idemKey) : null;
    const receipt = kept === null ? stored : await receiptOf(db(), kept);
    return receipt && { receipt, next: null };
  };
  // Whatever was wrong now, an answer that was stored under this key before is the answer: of five tries one came first,
  // and the questions may have changed since.
  const stored = await store().catch(async (error: unknown) => {
    const known = await before();
    if (known) return known;
    throw error;
  });
  const answered = stored ?? (await before());
  if (!answered) throw (await wasCalledBack(db(), assignmentId)) ? calledBack() : leaseLost();
  return answered;
};
