import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { afterAnswer, hasConsequences } from "@/lib/annotations/after-answer";
import { checkResponse } from "@/lib/annotations/check-response";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { submitSchema } from "@/lib/annotations/schema";
import type { AnnotationReceipt, Submit } from "@/lib/annotations/schema";
import { findByKey, storeAnswer } from "@/lib/annotations/store";
import { leaseLost } from "@/lib/assignments/lease-lost";
import { ownDesk } from "@/lib/assignments/own-desk";
import type { OwnDesk } from "@/lib/assignments/own-desk";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { keptExtras, missingExtras } from "@/lib/extras/schema";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { CampaignView } from "@/lib/projects/schema";

const shownOrderSchema = z.array(z.number().int());

/** The critiques and rewrites that belong to the campaign's extras. @throws AppError invalid_input naming what is missing */
export const checkExtras = (campaign: CampaignView, shownOrder: unknown, answers: ExtraAnswer[]): ExtraAnswer[] => {
  const order = shownOrderSchema.catch([]).parse(shownOrder);
  const reasons = missingExtras(campaign.extras, order, answers);
  if (reasons.length > 0) throw new AppError("invalid_input", { userMessage: reasons.join(" ") });
  return keptExtras(campaign.extras, order, answers);
};

/** An answer to a question that was replaced meanwhile is not filed under the new one. */
export const checkVersion = (campaign: CampaignView, shown: number | undefined): void => {
  if (shown === undefined || shown === campaign.questionVersion) return;
  throw new AppError("conflict", {
    message: `answered version ${shown}, ${campaign.questionVersion} is asked`,
    userMessage: "The question was changed while you were answering. Your draft is kept: load the page again to see the new one.",
  });
};

/** The row stored under a key, where the key was used before. @throws AppError conflict for the same key with another answer */
export const storedUnderKey = async (tx: Tx, annotatorId: string, idemKey: string, hash: string): Promise<AnnotationReceipt | null> => {
  const known = await findByKey(tx, annotatorId, idemKey);
  if (!known) return null;
  const { payloadHash: storedHash, ...receipt } = known;
  if (storedHash !== hash) {
    throw new AppError("conflict", {
      userMessage: "An answer was stored under this key already, and it is another one. The stored one stands.",
    });
  }
  return receipt;
};

/**
 * Accepts an answer exactly once: the same key again returns the stored row, a lease that went to somebody else is refused
 * and the draft stays. Answer, slot, assignment and audit line commit together.
 */
export const submitAnnotation = async (actor: Actor, input: Submit): Promise<AnnotationReceipt> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const wanted = submitSchema.parse(input);
  return answerAt(actor, await ownDesk(actor, { ...wanted, assignmentId: BigInt(wanted.assignmentId) }), wanted);
};

/** The same, for a use case that has asked whether the person may, and has read the campaign and the assignment. */
export const answerAt = async (
  actor: Actor,
  { projectId, campaign, annotatorId, unit }: OwnDesk,
  wanted: z.output<typeof submitSchema>,
): Promise<AnnotationReceipt> => {
  const { response, comment, flagged, idemKey } = wanted;
  const assignmentId = BigInt(wanted.assignmentId);
  const hash = payloadHash({ response, comment, flagged, extras: wanted.extras });
  const lease = { projectId, campaignId: campaign.id, annotatorId, assignmentId, epoch: BigInt(wanted.epoch) };
  const store = async (): Promise<AnnotationReceipt | null> => {
    if (!unit) return null;
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
    if (!hasConsequences(campaign, { isGold: unit.isGold, asking: unit.asking, flagged }))
      return withRetries(() => storeAnswer(db(), lease, answer, by));
    return withRetries(() =>
      db().$transaction(async (tx) => {
        const receipt = await storeAnswer(tx, lease, answer, by);
        if (!receipt) return null;
        const { taskId, unitKey, isGold, purpose } = unit;
        const answered = {
          annotationId: receipt.id,
          annotatorId,
          projectId,
          taskId,
          unitKey,
          isGold,
          flagged,
          comment,
          response: answer.response,
        };
        await afterAnswer(tx, actor, campaign, { ...answered, repeat: purpose === "repeat", wanted: purpose === "work" });
        return receipt;
      }),
    );
  };
  // Whatever was wrong now, an answer that was stored under this key before is the answer: of five tries one came first,
  // and the questions may have changed since.
  const stored = await store().catch(async (error: unknown) => {
    const before = await storedUnderKey(db(), annotatorId, idemKey, hash);
    if (before) return before;
    throw error;
  });
  const receipt = stored ?? (await storedUnderKey(db(), annotatorId, idemKey, hash));
  if (!receipt) throw leaseLost();
  return receipt;
};
