import type { z } from "zod";
import { hasConsequences } from "@/lib/annotations/after-answer";
import { answerAt } from "@/lib/annotations/submit-annotation";
import type { AnnotationReceipt, submitAndClaimSchema } from "@/lib/annotations/schema";
import { leaseAt, oneMore, toWork } from "@/lib/assignments/lease-next";
import { guardDesk } from "@/lib/assignments/own-desk";
import type { Work } from "@/lib/assignments/schema";
import type { Asker } from "@/lib/auth/actor";
import { log } from "@/lib/log";

/**
 * An answer and, where it asks for them, the next items: what the desk does for each item, as one request, so that who is asking
 * and for which campaign is read once. Mostly one statement stores the answer and claims one item; else the answer is stored
 * before anything is claimed. `work` is null where nothing could be claimed: the desk then asks by itself and is told why.
 */
export const submitAndClaim = async (
  asker: Asker,
  { next, ...answer }: z.output<typeof submitAndClaimSchema>,
): Promise<AnnotationReceipt & { work: Work[] | null }> => {
  const place = { projectId: answer.projectId, campaignId: answer.campaignId };
  const { actor, desk, may } = await guardDesk(asker, "annotations:own", { ...place, assignmentId: BigInt(answer.assignmentId) });
  const wanted = may("assignments:work") ? next : undefined;
  const { receipt, next: claimed } = await answerAt(actor, desk, answer, wanted ? oneMore(desk, wanted) : null);
  if (!wanted) return { ...receipt, work: null };
  try {
    if (claimed) return { ...receipt, work: [await toWork(desk.campaign, claimed)] };
    // What followed from the answer may stand between the person and the next item.
    const { isGold = false, asking = false } = desk.unit ?? {};
    const changed = hasConsequences(desk.campaign, { isGold, asking, flagged: answer.flagged });
    const now = changed ? (await guardDesk(actor, "assignments:work", place)).desk : desk;
    return { ...receipt, work: await leaseAt(now, wanted) };
  } catch (error) {
    // The answer is in: that must reach the desk whatever became of the claim.
    log.info({ error: error instanceof Error ? error.message : String(error) }, "no item was claimed along with an answer");
    return { ...receipt, work: null };
  }
};
