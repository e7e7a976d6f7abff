import type { z } from "zod";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { resolveReturn } from "@/lib/annotations/return-store";
import { checkRevision, reviseAnswer } from "@/lib/annotations/revise-answer";
import type { AnnotationReceipt, submitSchema } from "@/lib/annotations/schema";
import { findLive, receiptOf } from "@/lib/annotations/store";
import { leaveQueue, lockAnswered } from "@/lib/assignments/lock-answered";
import type { OwnDesk } from "@/lib/assignments/own-desk";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { holdTimes } from "@/lib/database-now";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Takes what a person sends for an answer of theirs that was sent back. Another answer becomes its next revision; the same one is
 * kept, with the reply that says why. Null where the lease is not theirs any more, or was answered already.
 */
export const answerReturned = async (
  actor: Actor,
  { projectId, campaign, annotatorId }: Pick<OwnDesk, "projectId" | "campaign" | "annotatorId">,
  wanted: z.output<typeof submitSchema>,
): Promise<AnnotationReceipt | null> =>
  db().$transaction(async (tx) => {
    await holdTimes(tx, projectId);
    const held = await lockAnswered(tx, annotatorId, BigInt(wanted.assignmentId));
    if (!held?.returned || held.campaignId !== campaign.id || String(held.epoch) !== wanted.epoch) return null;
    const old = await findLive(tx, annotatorId, { assignmentId: held.assignmentId });
    if (!old) return null;
    const checked = await checkRevision(tx, { projectId, campaign }, old, wanted);
    const { comment, flagged, idemKey, reply = "" } = wanted;
    const before = payloadHash({ response: old.response, comment: old.comment ?? "", flagged: old.flagged, extras: old.extras });
    const keeps = old.questionVersion === campaign.questionVersion && before === payloadHash({ ...checked, comment, flagged });
    if (keeps && reply === "") {
      throw new AppError("invalid_input", { userMessage: "Change your answer, or say in the reply why you keep it." });
    }
    const receipt = keeps
      ? await receiptOf(tx, old.id)
      : await reviseAnswer(tx, actor, { projectId, campaign, annotatorId, held }, old, { ...wanted, checked });
    await leaveQueue(tx, held, "dealt with");
    await resolveReturn(tx, held.assignmentId, keeps ? { outcome: "kept", reply, idemKey } : { outcome: "changed", reply, idemKey: null });
    await appendAudit(tx, actor, {
      action: "annotations:own",
      projectId,
      subjectId: receipt.id,
      detail: keeps ? { did: "keep", reply } : { did: "answer again", of: old.id, reply },
    });
    return receipt;
  });
