import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { nameChangeSchema } from "@/lib/auth/schema";
import { updatePerson } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** The name that others see beside one's answers. */
export const renameMe = async (actor: Actor, input: { name: string }): Promise<void> => {
  await guard(actor, "account:edit");
  const { name } = nameChangeSchema.parse(input);
  const userId = actorUserId(actor);
  if (userId === null) throw notFound("person");
  await db().$transaction(async (tx) => {
    await updatePerson(tx, userId, { name });
    await appendAudit(tx, actor, { action: "account:edit", subjectId: userId, detail: { name } });
  });
};
