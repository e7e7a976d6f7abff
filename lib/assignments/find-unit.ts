import { unitOf } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";

/** What of which item an annotator's own assignment is about; null for somebody else's. */
export const findUnit = async (tx: Tx, by: { annotatorId: string; assignmentId: bigint }): Promise<{ unitKey: string } | null> =>
  unitOf(tx, by.annotatorId, by.assignmentId);
