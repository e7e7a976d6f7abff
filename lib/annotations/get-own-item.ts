import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { answeredTaskId } from "@/lib/annotations/store";
import type { AnsweredItem } from "@/lib/annotations/schema";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import { readTexts } from "@/lib/assignments/read-texts";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { shownMeta } from "@/lib/items/shown-meta";

/** What one of one's own answers was about, to read it again before changing it; candidates in the order of the file. */
export const getOwnItem = async (actor: Actor, input: { projectId: string; annotationId: string }): Promise<AnsweredItem> => {
  await guard(actor, "annotations:own", { projectId: input.projectId });
  const { projectId, annotationId } = input;
  const taskId = await answeredTaskId(projectId, await ownAnnotatorId(db(), actor, projectId), annotationId);
  if (taskId === null) throw notFound("answer of yours");
  const { prompt, media, candidates } = await readTexts(db(), projectId, taskId);
  return { prompt, media, meta: await shownMeta(db(), projectId, taskId), candidates };
};
