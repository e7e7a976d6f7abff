import type { z } from "zod";
import { hasConsequences } from "@/lib/annotations/after-answer";
import { answerAt } from "@/lib/annotations/submit-annotation";
import type { AnnotationReceipt, submitAndClaimSchema } from "@/lib/annotations/schema";
import { leaseAt } from "@/lib/assignments/lease-next";
import { ownDesk } from "@/lib/assignments/own-desk";
import type { Work } from "@/lib/assignments/schema";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { log } from "@/lib/log";

/**
 * An answer and, where it asks for them, the next items: what the desk does for each item, as one request, so that who is asking
 * and for which campaign is read once. The answer is stored before anything is claimed. `work` is null where nothing could be
 * claimed: the desk then asks by itself and is told why.
 */
export const submitAndClaim = async (
  actor: Actor,
  { next, ...answer }: z.output<typeof submitAndClaimSchema>,
): Promise<AnnotationReceipt & { work: Work[] | null }> => {
  const { may } = await guard(actor, "annotations:own", { projectId: answer.projectId });
  const place = { projectId: answer.projectId, campaignId: answer.campaignId };
  const desk = await ownDesk(actor, { ...place, assignmentId: BigInt(answer.assignmentId) });
  const receipt = await answerAt(actor, desk, answer);
  if (!next || !may("assignments:work")) return { ...receipt, work: null };
  try {
    // What followed from the answer may stand between the person and the next item.
    const { isGold = false, asking = false } = desk.unit ?? {};
    const changed = hasConsequences(desk.campaign, { isGold, asking, flagged: answer.flagged });
    return { ...receipt, work: await leaseAt(changed ? await ownDesk(actor, place) : desk, next) };
  } catch (error) {
    // The answer is in: that must reach the desk whatever became of the claim.
    log.info({ error: error instanceof Error ? error.message : String(error) }, "no item was claimed along with an answer");
    return { ...receipt, work: null };
  }
};
