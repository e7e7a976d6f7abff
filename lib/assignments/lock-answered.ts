import { lockAssignment } from "@/lib/assignments/store";
import type { LockedAssignment } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";

/** Locks the slot and assignment of an answer until the transaction ends, in the order of submit and undo: of changes that meet each sees the one before it. */
export const lockAnswered = async (
  tx: Tx,
  annotatorId: string,
  assignmentId: bigint,
): Promise<Pick<LockedAssignment, "purpose" | "state" | "slotState"> | null> => lockAssignment(tx, annotatorId, assignmentId);
