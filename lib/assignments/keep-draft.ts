import { writeDraft } from "@/lib/assignments/store";
import type { DraftResult } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";

/** Stores a draft with its assignment, leased, lapsed or handed back; null where the assignment is closed or somebody else's. */
export const keepDraft = async (
  tx: Tx,
  input: { annotatorId: string; assignmentId: bigint; draft: unknown },
): Promise<DraftResult | null> => writeDraft(tx, input);
