import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { dropViewSchema, editViewSchema, saveViewSchema } from "@/lib/items/schema";
import type { SavedView } from "@/lib/items/schema";
import { deleteView, insertView, updateView, viewsOf } from "@/lib/items/view-store";

const person = (actor: Actor): string => {
  const userId = actorUserId(actor);
  if (userId === null) throw new AppError("forbidden", { userMessage: "Views belong to people: sign in to keep one." });
  return userId;
};

const taken = (): AppError =>
  new AppError("conflict", { userMessage: "You have a view of this name in this project already. Choose another." });

/** One's own saved views of a project, and those that others share. */
export const listViews = async (actor: Actor, input: { projectId: string }): Promise<SavedView[]> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  return viewsOf(input.projectId, actorUserId(actor));
};

/** Keeps a way of looking at a project's items under a name. */
export const saveView = async (actor: Actor, input: z.input<typeof saveViewSchema>): Promise<{ id: string }> => {
  await guard(actor, "views:save", { projectId: input.projectId });
  const { projectId, ...view } = saveViewSchema.parse(input);
  const ownerId = person(actor);
  return db().$transaction(async (tx) => {
    const id = await insertView(tx, { projectId, ownerId, ...view });
    if (id === null) throw taken();
    await appendAudit(tx, actor, { action: "views:save", projectId, subjectId: id, detail: { name: view.name, shared: view.shared } });
    return { id };
  });
};

/** Changes one's own view: its name, whether others see it, or what it shows. */
export const editView = async (actor: Actor, input: z.input<typeof editViewSchema>): Promise<void> => {
  await guard(actor, "views:save", { projectId: input.projectId });
  const { projectId, viewId, ...change } = editViewSchema.parse(input);
  const ownerId = person(actor);
  await db().$transaction(async (tx) => {
    const outcome = await updateView(tx, { projectId, ownerId, viewId }, change);
    if (outcome === "missing") throw notFound("view");
    if (outcome === "taken") throw taken();
    await appendAudit(tx, actor, { action: "views:save", projectId, subjectId: viewId, detail: { changed: Object.keys(change) } });
  });
};

/** Takes one's own view away, for everybody whom it was shared with. */
export const dropView = async (actor: Actor, input: z.input<typeof dropViewSchema>): Promise<void> => {
  await guard(actor, "views:save", { projectId: input.projectId });
  const { projectId, viewId } = dropViewSchema.parse(input);
  const ownerId = person(actor);
  await db().$transaction(async (tx) => {
    if (!(await deleteView(tx, { projectId, ownerId, viewId }))) throw notFound("view");
    await appendAudit(tx, actor, { action: "views:save", projectId, subjectId: viewId, detail: { did: "drop" } });
  });
};
