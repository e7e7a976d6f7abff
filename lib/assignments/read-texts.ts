import { textsOfTask } from "@/lib/assignments/store";
import type { ItemTexts } from "@/lib/assignments/schema";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Prompt and responses of a task's item, for an answer that was given before. */
export const readTexts = async (tx: Tx, projectId: string, taskId: string): Promise<ItemTexts> => {
  const texts = await textsOfTask(tx, projectId, taskId);
  if (!texts) throw notFound("task");
  return texts;
};
