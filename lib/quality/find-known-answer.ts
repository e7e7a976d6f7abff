import type { Tx } from "@/lib/db";
import { knownAnswerOf } from "@/lib/quality/store";

/** The known answer of a task, with what explains it. For use cases that may see it; desks never do. */
export const findKnownAnswer = async (
  tx: Tx,
  where: { projectId: string; taskId: string },
): Promise<{ response: unknown; explanation: string } | null> => knownAnswerOf(tx, where);
