import type { z } from "zod";
import { findWaiting, resolveReturn } from "@/lib/annotations/return-store";
import { callBackSchema } from "@/lib/annotations/schema";
import { leaveQueue, lockAnswered } from "@/lib/assignments/lock-answered";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";

/**
 * Calls an answer back that was sent back and still waits for its person: it leaves their queue and stands as it is. Whatever the
 * campaign's state and whoever left or rests, since nothing is asked of anybody.
 * @throws AppError conflict where it does not wait any more
 */
export const callBack = async (actor: Actor, input: z.input<typeof callBackSchema>): Promise<void> => {
  await guard(actor, "quality:manage", { projectId: input.projectId });
  const { projectId, annotationId } = callBackSchema.parse(input);
  await withRetries(() =>
    db().$transaction(async (tx) => {
      const found = await findWaiting(tx, { projectId, annotationId });
      if (!found) throw notFound("answer");
      const { annotatorId, annotator, assignmentId } = found;
      const held = assignmentId === null ? null : await lockAnswered(tx, annotatorId, assignmentId);
      // Read again under the lock: its person may have dealt with it meanwhile.
      const waiting = held && (await findWaiting(tx, { projectId, annotationId }));
      if (!held?.returned || waiting?.assignmentId !== held.assignmentId) {
        throw new AppError("conflict", {
          userMessage: `This answer does not wait for ${annotator}: it was changed, kept or called back already. Load the page again to see what stands.`,
        });
      }
      await leaveQueue(tx, held, "called back");
      await resolveReturn(tx, held.assignmentId, { outcome: "called back", reply: "", idemKey: null });
      await appendAudit(tx, actor, {
        action: "quality:manage",
        projectId,
        subjectId: annotationId,
        detail: { did: "call back", person: annotator },
      });
    }),
  );
};
