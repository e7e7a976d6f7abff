import { lastFinished, leaseAgain, lockAssignment } from "@/lib/assignments/store";
import type { LockedAssignment } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { expertLane } from "@/lib/projects/handout-schema";
import type { CampaignView } from "@/lib/projects/schema";
import { recallFromExperts } from "@/lib/tasks/recall-from-experts";

/**
 * Reopens the last submitted or skipped assignment of an annotator under a new epoch. `withdraw` is called under the locks
 * for a submitted one and returns what becomes its draft.
 */
export const takeBackLast = async (
  tx: Tx,
  annotatorId: string,
  campaign: CampaignView,
  withdraw: (held: LockedAssignment) => Promise<unknown>,
): Promise<{ assignmentId: string; taskId: string; was: "submit" | "skip" }> => {
  const last = await lastFinished(tx, campaign.id, annotatorId);
  const held = last && (await lockAssignment(tx, annotatorId, last.assignmentId));
  if (!held || (held.state !== "done" && held.state !== "skipped")) {
    throw new AppError("conflict", { userMessage: "There is nothing to take back." });
  }
  const was = held.state === "done" ? "submit" : "skip";
  if (was === "skip" && held.slotState !== "open" && held.slotState !== "withdrawn") {
    throw new AppError("conflict", { userMessage: "The item that you skipped is in somebody else's hands by now." });
  }
  if (was === "skip" && held.lane === expertLane) await recallFromExperts(tx, { projectId: held.projectId, campaign, taskId: held.taskId });
  const draft = was === "submit" ? await withdraw(held) : null;
  await leaseAgain(tx, held, { leaseSeconds: campaign.leaseSeconds, draft });
  return { assignmentId: String(held.assignmentId), taskId: held.taskId, was };
};
