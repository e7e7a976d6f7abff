import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import type { Granted } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { postSchema, removePostSchema } from "@/lib/discussion/schema";
import type { PostView } from "@/lib/discussion/schema";
import { findPost, insertPost, itemExists, postsOf, removeBody, workedOn } from "@/lib/discussion/store";

type Where = { projectId: string; itemId: string };

/** Annotators come to a thread once their own answer is in: before, it would speak for them. */
const mayJoin = async (actor: Actor, { may }: Granted, where: Where): Promise<void> => {
  if (!(await itemExists(db(), where.projectId, where.itemId))) throw notFound("item");
  if (may("items:see")) return;
  const userId = actorUserId(actor);
  if (userId === null || !(await workedOn(db(), { ...where, userId }))) throw notFound("item");
};

/** What was said about an item, the oldest first. */
export const listPosts = async (actor: Actor, input: Where): Promise<PostView[]> => {
  const granted = await guard(actor, "discussion:see", { projectId: input.projectId });
  await mayJoin(actor, granted, input);
  return postsOf(db(), { projectId: input.projectId, itemId: input.itemId }, actorUserId(actor));
};

/** Says something about an item. */
export const postToItem = async (actor: Actor, input: z.input<typeof postSchema>): Promise<{ id: string }> => {
  const granted = await guard(actor, "discussion:write", { projectId: input.projectId });
  const { projectId, itemId, body } = postSchema.parse(input);
  const authorId = actorUserId(actor);
  if (authorId === null) throw new AppError("forbidden", { userMessage: "Only a signed-in person can join a discussion." });
  await mayJoin(actor, granted, { projectId, itemId });
  return db().$transaction(async (tx) => {
    const id = await insertPost(tx, { projectId, itemId, authorId, body });
    await appendAudit(tx, actor, { action: "discussion:write", projectId, subjectId: itemId, detail: { post: id } });
    return { id };
  });
};

/** Takes one's own word back, or as a researcher anybody's. */
export const removePost = async (actor: Actor, input: z.input<typeof removePostSchema>): Promise<void> => {
  const { may } = await guard(actor, "discussion:write", { projectId: input.projectId });
  const { projectId, postId } = removePostSchema.parse(input);
  await db().$transaction(async (tx) => {
    const post = await findPost(tx, projectId, postId);
    if (!post || (post.authorId !== actorUserId(actor) && !may("discussion:moderate"))) throw notFound("contribution");
    await removeBody(tx, projectId, postId);
    await appendAudit(tx, actor, { action: "discussion:write", projectId, subjectId: postId, detail: { did: "remove" } });
  });
};
