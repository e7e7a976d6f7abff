import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { answeredItem } from "@/lib/annotations/item-store";
import type { AnsweredItem } from "@/lib/annotations/item-store";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** What one of one's own answers was about, to read it again before changing it. */
export const getOwnItem = async (actor: Actor, input: { projectId: string; annotationId: string }): Promise<AnsweredItem> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const item = await answeredItem(input.projectId, await ownAnnotatorId(db(), actor, input.projectId), input.annotationId);
  if (!item) throw notFound("answer of yours");
  return item;
};
