import { db } from "@/lib/db";
import { keptAnswerSchema } from "@/lib/api/schema";
import type { KeptAnswer } from "@/lib/api/schema";

/** Whose key it is: of two programs, each has its own. */
export type KeyOwner = { workspaceId: string; actorId: string; key: string };

export type Reserved = { state: "new" } | { state: "other" } | { state: "unknown" } | { state: "answered"; answer: KeptAnswer };

/** Takes a key for a request, or says what became of the request that took it before. Of many at once exactly one is new. */
export const reserveKey = async (owner: KeyOwner, requestHash: string): Promise<Reserved> => {
  const { workspaceId, actorId, key } = owner;
  const taken = await db().$executeRaw`
    insert into idempotency_key (workspace_id, actor_id, key, request_hash) values (${workspaceId}, ${actorId}, ${key}, ${requestHash})
    on conflict (workspace_id, actor_id, key) do update set request_hash = excluded.request_hash, status = null, body = null, created_at = now()
      where idempotency_key.created_at < now() - interval '1 day'`;
  if (taken === 1) return { state: "new" };
  const row = await db().idempotencyKey.findUnique({
    where: { workspaceId_actorId_key: owner },
    select: { requestHash: true, status: true, body: true },
  });
  if (!row) return { state: "unknown" };
  if (row.requestHash !== requestHash) return { state: "other" };
  const answer = keptAnswerSchema.safeParse(row);
  return answer.success ? { state: "answered", answer: answer.data } : { state: "unknown" };
};

export const keepAnswer = async (owner: KeyOwner, answer: KeptAnswer): Promise<void> => {
  await db().idempotencyKey.update({ where: { workspaceId_actorId_key: owner }, data: answer, select: { key: true } });
};

/** Nothing was done: the key is free for another try. */
export const freeKey = async (owner: KeyOwner): Promise<void> => {
  await db().idempotencyKey.deleteMany({ where: owner });
};

/** Answers older than a day are given no more. */
export const deleteOldKeys = async (): Promise<number> =>
  db().$executeRaw`delete from idempotency_key where created_at < now() - interval '1 day'`;
