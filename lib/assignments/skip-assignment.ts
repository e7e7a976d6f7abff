import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { adaptLeft } from "@/lib/assignments/adapt-overlap";
import { leaseLost } from "@/lib/assignments/lease-lost";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { skipSchema } from "@/lib/assignments/schema";
import type { skipReasons } from "@/lib/assignments/schema";
import { endAssignment, isReturned, lockAssignment } from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { fileFlag } from "@/lib/flags/raise-flag";
import type { FlagReason } from "@/lib/flags/schema";
import { expertLane } from "@/lib/projects/handout-schema";

/** Skips that somebody should look at. */
const flagOf: Partial<Record<(typeof skipReasons)[number], FlagReason>> = {
  "needs-expert": "expert",
  unsafe: "unsafe",
  "broken-item": "broken",
};

/** Gives an item back with a reason; it goes to others and never to this person again. Skipping twice is one skip. */
export const skipAssignment = async (actor: Actor, input: { projectId: string } & z.input<typeof skipSchema>): Promise<void> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const { assignmentId, epoch, reason, note } = skipSchema.parse(input);
  await withRetries(() =>
    db().$transaction(async (tx) => {
      const annotatorId = await ownAnnotatorId(tx, actor, input.projectId);
      const held = await lockAssignment(tx, annotatorId, BigInt(assignmentId));
      if (held?.state === "skipped" && String(held.epoch) === epoch) return;
      if (held && isReturned(held))
        throw new AppError("refused", {
          userMessage: "An answer that was sent back is changed or kept; it cannot be skipped. Until then it counts as it is.",
        });
      if (!held || held.state !== "leased" || held.slotState !== "leased" || held.slotEpoch !== held.epoch || String(held.epoch) !== epoch)
        throw leaseLost();
      const byRule = await endAssignment(tx, held, {
        assignment: "skipped",
        skipReason: note === "" ? reason : `${reason}: ${note}`,
        ...(reason === "needs-expert" ? { lane: expertLane } : {}),
      });
      if (byRule) await adaptLeft(tx, held);
      const flagged = flagOf[reason];
      if (flagged) {
        const { taskId, campaignId } = held;
        await fileFlag(tx, { projectId: input.projectId, campaignId, taskId, annotatorId, reason: flagged, comment: note, response: null });
      }
      await appendAudit(tx, actor, {
        action: "assignments:work",
        projectId: input.projectId,
        subjectId: held.taskId,
        detail: { did: "skip", reason },
      });
    }),
  );
};
