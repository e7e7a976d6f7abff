import type { z } from "zod";
import { findSendable, insertReturn } from "@/lib/annotations/return-store";
import type { Sendable } from "@/lib/annotations/return-store";
import { sendBackSchema } from "@/lib/annotations/schema";
import { findLive } from "@/lib/annotations/store";
import { lockAnswered, returnToQueue } from "@/lib/assignments/lock-answered";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";
import type { CampaignView } from "@/lib/projects/schema";

/** Why an answer cannot be sent back; null where it can. */
const hindrance = (answer: Sendable, campaign: CampaignView): string | null => {
  const { annotator } = answer;
  if (answer.source === "lm") return "A judge’s answer cannot be sent back. Ask the judge again, in a version of its own.";
  if (answer.source !== "human") return "Only what a person answered can be sent back; a known answer or a decision is set anew.";
  if (answer.assignmentId === null)
    return `This answer came with a file: ${annotator} did not give it here, and has no queue to find it in.`;
  if (answer.isGold) return "People are measured by this task, whose right answer is known: what they answered stands.";
  if (answer.repeat) return "This is a person’s second answer to the task, by which their consistency is measured: it stands.";
  if (campaign.state !== "open") return `${campaign.name} is not open, so that nobody could find the answer in their queue. Open it first.`;
  if (answer.questionVersion !== campaign.questionVersion)
    return "The question was changed since this answer was given. Open the task again to have the new one answered.";
  if (!answer.member) return `${annotator} is no longer in this workspace, and would not find the answer.`;
  if (answer.excluded) return `The labels of ${annotator} are left out of this campaign. Count them again first.`;
  if (answer.paused) return `The work of ${annotator} rests in this campaign. Let them go on first.`;
  return null;
};

/**
 * Sends an answer back to the person who gave it, with a note. They find it before all other items, with their answer filled in, and
 * change it or keep it with a reply; until then it counts as it is. It stays their item: nobody else is given it.
 * @throws AppError refused, in words, where nobody would find it or it must stand; conflict where it waits already
 */
export const sendBack = async (actor: Actor, input: z.input<typeof sendBackSchema>): Promise<{ id: string }> => {
  await guard(actor, "quality:manage", { projectId: input.projectId });
  const { projectId, annotationId, note } = sendBackSchema.parse(input);
  return withRetries(() =>
    db().$transaction(async (tx) => {
      const answer = await findSendable(tx, { projectId, annotationId });
      if (!answer) throw notFound("answer");
      const { campaignId, annotatorId, assignmentId } = answer;
      const campaign = await findCampaign(projectId, campaignId, tx);
      const why = hindrance(answer, campaign);
      if (why !== null || assignmentId === null) throw new AppError("refused", { userMessage: why ?? "This answer cannot be sent back." });
      const held = await lockAnswered(tx, annotatorId, assignmentId);
      if (held?.returned) {
        throw new AppError("conflict", { userMessage: `This answer was sent back already, and waits for ${answer.annotator}.` });
      }
      // Read under the lock: the person may have changed it, or taken it back, since the page was drawn.
      const live = held?.state === "done" ? await findLive(tx, annotatorId, { id: annotationId }) : null;
      if (!held || !live) {
        throw new AppError("conflict", {
          userMessage: "This answer was changed or taken back meanwhile. Load the page again to see what stands.",
        });
      }
      const { response, comment, flagged, extras } = live;
      await returnToQueue(tx, held, { response, comment: comment ?? "", flagged, extras });
      const id = await insertReturn(tx, { projectId, campaignId, annotationId, assignmentId, note, sentById: actorUserId(actor) });
      await appendAudit(tx, actor, {
        action: "quality:manage",
        projectId,
        subjectId: annotationId,
        detail: { did: "send back", person: answer.annotator, note },
      });
      return { id };
    }),
  );
};
