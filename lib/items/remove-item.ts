import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { removeItemSchema } from "@/lib/items/schema";
import { deleteUnanswered } from "@/lib/items/store";

/** Removes an item for good, as long as nobody has answered about it. Answers are never removed with their question. */
export const removeItem = async (actor: Actor, input: z.input<typeof removeItemSchema>): Promise<void> => {
  await guard(actor, "items:remove", { projectId: input.projectId });
  const { projectId, itemId } = removeItemSchema.parse(input);
  await withRetries(() =>
    db().$transaction(async (tx) => {
      const outcome = await deleteUnanswered(tx, projectId, itemId);
      if (outcome === "missing") throw notFound("item");
      if (outcome === "answered") {
        throw new AppError("conflict", {
          userMessage: "Somebody has answered about this item, or is doing so. It stays, with its answers.",
        });
      }
      await appendAudit(tx, actor, { action: "items:remove", projectId, subjectId: itemId });
    }),
  );
};
