import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { findLive, markWithdrawn } from "@/lib/annotations/store";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { takeBackLast } from "@/lib/assignments/take-back-last";
import { holdTimes } from "@/lib/database-now";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { dropFlags } from "@/lib/flags/raise-flag";
import { findCampaign } from "@/lib/projects/find-campaign";
import { withdrawReplacements } from "@/lib/tasks/replacement-sql";

const restingText =
  "This campaign is not handing out work at the moment, so that nothing can be taken back. What you sent is safe, and can be changed under “Your answers”.";

/**
 * Takes back the last submit or skip of this person: the answer is withdrawn (not deleted), the item is theirs again with
 * the answer as its draft. @throws AppError conflict where nothing can be taken back any more, refused where the
 * campaign rests
 */
export const undoLast = async (
  actor: Actor,
  input: { projectId: string; campaignId: string },
): Promise<{ assignmentId: string; was: "submit" | "skip" }> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  // The item could not be given back: the answer would be gone, and nobody asked for another.
  if (campaign.state !== "open") throw new AppError("refused", { userMessage: restingText });
  return withRetries(() =>
    db().$transaction(async (tx) => {
      await holdTimes(tx, input.projectId);
      const annotatorId = await ownAnnotatorId(tx, actor, input.projectId);
      const undone = await takeBackLast(tx, annotatorId, campaign, async (held) => {
        const live = await findLive(tx, annotatorId, { assignmentId: held.assignmentId });
        if (!live) return null;
        await markWithdrawn(tx, live.id);
        return { response: live.response, comment: live.comment ?? "", flagged: live.flagged, extras: live.extras };
      });
      const { taskId } = undone;
      if (undone.was === "submit")
        await withdrawReplacements(tx, { ...{ projectId: input.projectId, campaignId: campaign.id }, annotatorId, taskId });
      await dropFlags(tx, { taskId, annotatorId });
      await appendAudit(tx, actor, {
        action: "annotations:own",
        projectId: input.projectId,
        subjectId: undone.taskId,
        detail: { did: `undo ${undone.was}` },
      });
      return { assignmentId: undone.assignmentId, was: undone.was };
    }),
  );
};
