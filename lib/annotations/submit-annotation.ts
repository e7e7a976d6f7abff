import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { submitSchema } from "@/lib/annotations/schema";
import type { AnnotationReceipt, Submit } from "@/lib/annotations/schema";
import { findByKey, insertAnnotation } from "@/lib/annotations/store";
import { closeWithAnswer, holdForSubmit } from "@/lib/assignments/hold-for-submit";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";
import { findCampaign } from "@/lib/projects/find-campaign";

/** Parses an answer by its kind and names what is missing in the annotator's words. */
export const checkResponse = (campaign: CampaignView, unitKey: string, response: unknown): unknown => {
  const kind = kindOf(campaign.kind);
  const parsed = kind.responseSchema.safeParse(response);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new AppError("invalid_input", { userMessage: `The answer cannot be read: ${where}` });
  }
  const reasons = kind.check(kind.configSchema.parse(campaign.config), unitKey, parsed.data);
  if (reasons.length > 0) throw new AppError("invalid_input", { userMessage: reasons.join(" ") });
  return parsed.data;
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
  const campaign = await findCampaign(wanted.projectId, wanted.campaignId);
  const annotatorId = await ownAnnotatorId(db(), actor, wanted.projectId);
  const { response, comment, flagged } = wanted;
  const hash = payloadHash({ response, comment, flagged });
  return withRetries(() =>
    db().$transaction(async (tx) => {
      const before = await storedUnderKey(tx, annotatorId, wanted.idemKey, hash);
      if (before) return before;
      const held = await holdForSubmit(tx, annotatorId, wanted).catch(async (error: unknown) => {
        // Five tries at once: while this one waited for the lock, another of them may have stored the answer.
        const meanwhile = await storedUnderKey(tx, annotatorId, wanted.idemKey, hash);
        if (meanwhile) return meanwhile;
        throw error;
      });
      if ("id" in held) return held;
      if (held.projectId !== wanted.projectId || held.campaignId !== campaign.id)
        throw new AppError("not_found", { userMessage: "No such item." });
      const checked = checkResponse(campaign, held.unitKey, response);
      const receipt = await insertAnnotation(tx, {
        projectId: held.projectId,
        campaignId: held.campaignId,
        taskId: held.taskId,
        annotatorId,
        slotId: held.slotId,
        assignmentId: held.assignmentId,
        epoch: held.epoch,
        idemKey: wanted.idemKey,
        payloadHash: hash,
        response: checked,
        shownOrder: held.shownOrder,
        comment,
        flagged,
        activeSeconds: wanted.activeSeconds ?? null,
        supersedesId: null,
      });
      await closeWithAnswer(tx, held);
      await appendAudit(tx, actor, {
        action: "annotations:own",
        projectId: held.projectId,
        subjectId: receipt.id,
        detail: { did: "submit" },
      });
      return receipt;
    }),
  );
};
