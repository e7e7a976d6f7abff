import { endAnswered, isReturned, leaseAnswered, lockAssignment } from "@/lib/assignments/store";
import type { LockedAssignment } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";

/** An assignment that was answered: done, or leased again because its answer was sent back. */
export type HeldAnswer = LockedAssignment & { returned: boolean };

/** Locks the slot and assignment of an answer until the transaction ends, in the order of submit and undo: of changes that meet each sees the one before it. */
export const lockAnswered = async (tx: Tx, annotatorId: string, assignmentId: bigint): Promise<HeldAnswer | null> => {
  const held = await lockAssignment(tx, annotatorId, assignmentId);
  return held && { ...held, returned: isReturned(held) };
};

/** Puts an answered item into its person's queue once more, before all others, with what becomes its draft. The caller holds its locks. */
export const returnToQueue = async (tx: Tx, held: HeldAnswer, draft: unknown): Promise<void> => leaseAnswered(tx, held, draft);

/** Takes it out of there again, dealt with by its person or called back from them. The caller holds its locks. */
export const leaveQueue = async (tx: Tx, held: HeldAnswer, came: "dealt with" | "called back"): Promise<void> =>
  endAnswered(tx, held.assignmentId, came);
