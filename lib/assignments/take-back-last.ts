import { lastFinished, leaseAgain, lockAssignment } from "@/lib/assignments/store";
import type { LockedAssignment } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Reopens the last submitted or skipped assignment of an annotator under a new epoch. `withdraw` is called under the locks
 * for a submitted one and returns what becomes its draft.
 */
export const takeBackLast = async (
  tx: Tx,
  annotatorId: string,
  campaign: { id: string; leaseSeconds: number },
  withdraw: (held: LockedAssignment) => Promise<unknown>,
): Promise<{ assignmentId: string; taskId: string; was: "submit" | "skip" }> => {
  const last = await lastFinished(tx, campaign.id, annotatorId);
  const held = last && (await lockAssignment(tx, annotatorId, last.assignmentId));
  if (!held || (held.state !== "done" && held.state !== "skipped")) {
    throw new AppError("conflict", { userMessage: "There is nothing to take back." });
  }
  const was = held.state === "done" ? "submit" : "skip";
  if (was === "skip" && held.slotState !== "open") {
    throw new AppError("conflict", { userMessage: "The item that you skipped is in somebody else's hands by now." });
  }
  const draft = was === "submit" ? await withdraw(held) : null;
  await leaseAgain(tx, held, { leaseSeconds: campaign.leaseSeconds, draft });
  return { assignmentId: String(held.assignmentId), taskId: held.taskId, was };
};
