import { textsOfTask, unitOf } from "@/lib/assignments/store";
import type { AskedUnit } from "@/lib/assignments/store";
import type { ItemTexts } from "@/lib/assignments/schema";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** What of which item an annotator's own assignment is about; null for somebody else's. */
export const findUnit = async (tx: Tx, by: { annotatorId: string; assignmentId: bigint }): Promise<AskedUnit | null> =>
  unitOf(tx, by.annotatorId, by.assignmentId);

/** Prompt and responses of a task's item, for an answer that was given before. */
export const readTexts = async (tx: Tx, projectId: string, taskId: string): Promise<ItemTexts> => {
  const texts = await textsOfTask(tx, projectId, taskId);
  if (!texts) throw notFound("task");
  return texts;
};
