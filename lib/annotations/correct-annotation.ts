import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { storedUnderKey } from "@/lib/annotations/check-answered";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { resolveReturn } from "@/lib/annotations/return-store";
import { checkRevision, reviseAnswer } from "@/lib/annotations/revise-answer";
import { correctSchema } from "@/lib/annotations/schema";
import type { AnnotationReceipt, Correct } from "@/lib/annotations/schema";
import { findLive } from "@/lib/annotations/store";
import { leaveQueue, lockAnswered } from "@/lib/assignments/lock-answered";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { holdTimes } from "@/lib/database-now";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { notFound } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";

/** Replaces one's own answer by a new revision; the old one stays for the record. */
export const correctAnnotation = async (actor: Actor, input: Correct): Promise<AnnotationReceipt> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const wanted = correctSchema.parse(input);
  const { projectId, idemKey, response, comment, flagged, reply } = wanted;
  const campaign = await findCampaign(projectId, wanted.campaignId);
  const hash = payloadHash({ response, comment, flagged, extras: wanted.extras });
  return withRetries(() =>
    db().$transaction(async (tx) => {
      await holdTimes(tx, projectId);
      const annotatorId = await ownAnnotatorId(tx, actor, projectId);
      const before = await storedUnderKey(tx, annotatorId, idemKey, hash);
      if (before) return before;
      const found = await findLive(tx, annotatorId, { id: wanted.annotationId });
      const held = found?.assignmentId ? await lockAnswered(tx, annotatorId, found.assignmentId) : null;
      // Read again under the lock: an undo that was on its way has taken it back by now, and a live answer on an item in hand would
      // keep everybody from answering it.
      const old = held && (await findLive(tx, annotatorId, { id: wanted.annotationId }));
      if (!held || !old?.slotId) throw notFound("answer of yours");
      const checked = await checkRevision(tx, { projectId, campaign }, old, wanted);
      const receipt = await reviseAnswer(tx, actor, { projectId, campaign, annotatorId, held }, old, { ...wanted, checked });
      if (held.returned) {
        await leaveQueue(tx, held, "dealt with");
        await resolveReturn(tx, held.assignmentId, { outcome: "changed", reply: reply ?? "", idemKey: null });
      }
      await appendAudit(tx, actor, {
        action: "annotations:own",
        projectId,
        subjectId: receipt.id,
        detail: { did: "correct", of: old.id },
      });
      return receipt;
    }),
  );
};
