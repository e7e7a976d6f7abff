import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { endSessions } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Signs the person out of every browser but the one named. */
export const endOtherSessions = async (actor: Actor, input: { keepSessionId: string }): Promise<{ ended: number }> => {
  await guard(actor, "account:edit");
  const userId = actorUserId(actor);
  if (userId === null) throw notFound("person");
  return db().$transaction(async (tx) => {
    const ended = await endSessions(tx, userId, input.keepSessionId);
    await appendAudit(tx, actor, { action: "account:edit", subjectId: userId, detail: { endedSessions: ended } });
    return { ended };
  });
};
