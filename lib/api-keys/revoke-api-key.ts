import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { markKeyRevoked } from "@/lib/api-keys/store";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Ends a key for good, from the next request on: one's own, as an admin anybody's. */
export const revokeApiKey = async (actor: Actor, input: { keyId: string }): Promise<void> => {
  const { workspaceId, may } = await guard(actor, "api-keys:own");
  const userId = may("api-keys:manage") ? null : actorUserId(actor);
  await db().$transaction(async (tx) => {
    if (!(await markKeyRevoked(tx, { workspaceId, id: input.keyId, userId }))) throw notFound("key");
    await appendAudit(tx, actor, { action: "api-keys:own", subjectId: input.keyId, detail: { did: "revoke" } });
  });
};
