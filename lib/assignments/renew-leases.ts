import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { LeaseRef } from "@/lib/assignments/schema";
import { renewHeld } from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";

/** Extends the leases of the items that a person's desk holds. Those that went to somebody else, or lapsed, are named as lost. */
export const renewLeases = async (
  actor: Actor,
  input: { projectId: string; campaignId: string; leases: LeaseRef[] },
): Promise<{ lost: string[] }> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const { leaseSeconds } = await findCampaign(input.projectId, input.campaignId);
  const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
  const leases = input.leases.map(({ assignmentId, epoch }) => ({ assignmentId: BigInt(assignmentId), epoch: BigInt(epoch) }));
  const renewed = new Set((await renewHeld(db(), { annotatorId, leases, leaseSeconds })).map(String));
  return { lost: input.leases.flatMap(({ assignmentId }) => (renewed.has(assignmentId) ? [] : [assignmentId])) };
};
