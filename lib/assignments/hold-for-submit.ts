import { leaseLost } from "@/lib/assignments/lease-lost";
import { endAssignment, lockAssignment } from "@/lib/assignments/store";
import type { LockedAssignment } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";

/**
 * Locks an assignment for its answer: slot first, then itself. The epoch is the fence: a lease that lapsed but that nobody
 * claimed since may still be answered, one that went to somebody else may not.
 * @throws AppError lease_lost
 */
export const holdForSubmit = async (
  tx: Tx,
  annotatorId: string,
  ref: { assignmentId: string; epoch: string },
): Promise<LockedAssignment> => {
  const held = await lockAssignment(tx, annotatorId, BigInt(ref.assignmentId));
  const free = held && (held.slotState === "leased" || held.slotState === "open") && (held.state === "leased" || held.state === "expired");
  if (!held || !free || String(held.epoch) !== ref.epoch || held.slotEpoch !== held.epoch) throw leaseLost();
  return held;
};

export const closeWithAnswer = async (tx: Tx, held: LockedAssignment): Promise<void> =>
  endAssignment(tx, held, { slot: "done", assignment: "done" });
