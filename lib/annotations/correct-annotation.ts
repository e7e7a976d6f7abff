import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { afterAnswer } from "@/lib/annotations/after-answer";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { correctSchema } from "@/lib/annotations/schema";
import type { AnnotationReceipt, Correct } from "@/lib/annotations/schema";
import { findLive, insertAnnotation, markSuperseded } from "@/lib/annotations/store";
import { checkResponse } from "@/lib/annotations/check-response";
import { checkExtras, checkVersion, storedUnderKey } from "@/lib/annotations/submit-annotation";
import { readTexts } from "@/lib/assignments/read-texts";
import { lockAnswered } from "@/lib/assignments/lock-answered";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { notFound } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";

/** Replaces one's own answer by a new revision; the old one stays for the record. */
export const correctAnnotation = async (actor: Actor, input: Correct): Promise<AnnotationReceipt> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const wanted = correctSchema.parse(input);
  const campaign = await findCampaign(wanted.projectId, wanted.campaignId);
  const { response, comment, flagged } = wanted;
  const hash = payloadHash({ response, comment, flagged, extras: wanted.extras });
  return withRetries(() =>
    db().$transaction(async (tx) => {
      const annotatorId = await ownAnnotatorId(tx, actor, wanted.projectId);
      const before = await storedUnderKey(tx, annotatorId, wanted.idemKey, hash);
      if (before) return before;
      const found = await findLive(tx, annotatorId, { id: wanted.annotationId });
      const held = found?.assignmentId ? await lockAnswered(tx, annotatorId, found.assignmentId) : null;
      // Read again under the lock: an undo that was on its way has taken it back by now, and a live answer on an item in hand would
      // keep everybody from answering it.
      const old = held && (await findLive(tx, annotatorId, { id: wanted.annotationId }));
      if (!held || !old?.slotId) throw notFound("answer of yours");
      checkVersion(campaign, wanted.questionVersion);
      const texts = await readTexts(tx, wanted.projectId, old.taskId);
      const checked = checkResponse(campaign, { unitKey: old.unitKey, texts }, response);
      const extras = checkExtras(campaign, old.shownOrder, wanted.extras);
      await markSuperseded(tx, old.id);
      const receipt = await insertAnnotation(tx, {
        projectId: wanted.projectId,
        campaignId: campaign.id,
        taskId: old.taskId,
        annotatorId,
        slotId: old.slotId,
        assignmentId: old.assignmentId,
        epoch: old.epoch,
        idemKey: wanted.idemKey,
        payloadHash: hash,
        response: checked,
        shownOrder: old.shownOrder,
        comment,
        flagged,
        extras,
        questionVersion: campaign.questionVersion,
        repeat: old.repeat,
        // What the first look took is kept: a correction adds to it.
        activeSeconds: old.activeSeconds === null ? (wanted.activeSeconds ?? null) : old.activeSeconds + (wanted.activeSeconds ?? 0),
        supersedesId: old.id,
      });
      await afterAnswer(tx, actor, campaign, {
        annotationId: receipt.id,
        annotatorId,
        projectId: wanted.projectId,
        taskId: old.taskId,
        unitKey: old.unitKey,
        isGold: old.isGold,
        repeat: old.repeat,
        // Who changes their mind may leave an item contested that was settled, or the other way round.
        wanted: held.purpose === "work",
        response: checked,
        shownOrder: old.shownOrder,
        flagged,
        comment,
      });
      await appendAudit(tx, actor, {
        action: "annotations:own",
        projectId: wanted.projectId,
        subjectId: receipt.id,
        detail: { did: "correct", of: old.id },
      });
      return receipt;
    }),
  );
};
