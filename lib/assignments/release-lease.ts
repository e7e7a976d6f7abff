import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { adaptLeft } from "@/lib/assignments/adapt-overlap";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { LeaseRef } from "@/lib/assignments/schema";
import { endAssignment, lockAssignment } from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";

/** Hands an untouched item back, for instance one that was held ready when the tab closed. A lease that is gone already is no error. */
export const releaseLease = async (actor: Actor, input: LeaseRef & { projectId: string }): Promise<void> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  await withRetries(() =>
    db().$transaction(async (tx) => {
      const annotatorId = await ownAnnotatorId(tx, actor, input.projectId);
      const held = await lockAssignment(tx, annotatorId, BigInt(input.assignmentId));
      if (held?.state === "leased" && held.slotState === "leased" && held.slotEpoch === held.epoch && String(held.epoch) === input.epoch) {
        if (await endAssignment(tx, held, { assignment: "released" })) await adaptLeft(tx, held);
      }
    }),
  );
};
