import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { leaseLost } from "@/lib/assignments/lease-lost";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { LeaseRef } from "@/lib/assignments/schema";
import { renewLease as renew } from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { findCampaign } from "@/lib/projects/find-campaign";

/** Extends a lease while its item is on screen. @throws AppError lease_lost where it went to somebody else */
export const renewLease = async (
  actor: Actor,
  input: LeaseRef & { projectId: string; campaignId: string },
): Promise<{ leaseUntil: string }> => {
  await guard(actor, "assignments:work", { projectId: input.projectId });
  const { leaseSeconds } = await findCampaign(input.projectId, input.campaignId);
  const annotatorId = await ownAnnotatorId(db(), actor, input.projectId);
  const until = await renew(db(), { annotatorId, assignmentId: BigInt(input.assignmentId), epoch: BigInt(input.epoch), leaseSeconds });
  if (!until) throw leaseLost();
  return { leaseUntil: until.toISOString() };
};
