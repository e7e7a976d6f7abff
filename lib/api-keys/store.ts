import type { ApiKeyView } from "@/lib/api-keys/schema";
import type { Action, Role } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";

export type KeyToInsert = {
  workspaceId: string;
  userId: string;
  projectId: string | null;
  name: string;
  prefix: string;
  tokenHash: string;
  scopes: readonly Action[];
  days: number | null;
};

/** Days are counted by the database's clock, which is the one that ends the key. */
export const insertKey = async (tx: Tx, key: KeyToInsert): Promise<{ id: string; expiresAt: Date | null }> => {
  const id = newId("apiKey");
  const rows = await tx.$queryRaw<{ expiresAt: Date | null }[]>`
    insert into api_key (id, workspace_id, user_id, project_id, name, prefix, token_hash, scopes, expires_at)
    values (${id}, ${key.workspaceId}, ${key.userId}, ${key.projectId}, ${key.name}, ${key.prefix}, ${key.tokenHash}, ${key.scopes},
      now() + make_interval(days => ${key.days}::int))
    returning expires_at as "expiresAt"`;
  return { id, expiresAt: rows[0]?.expiresAt ?? null };
};

type Owner = { userId: string; role: Role };

/** A member who can come in, by address; without one the workspace's first owner. */
export const findOwner = async (workspaceId: string, email: string | null): Promise<Owner | null> => {
  const member = await db().member.findFirst({
    where: { workspaceId, user: { disabledAt: null, ...(email === null ? {} : { email }) }, ...(email === null ? { role: "owner" } : {}) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { userId: true, role: true },
  });
  return member;
};

type KeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  userId: string;
  userName: string;
  email: string;
  projectId: string | null;
  projectName: string | null;
  state: ApiKeyView["state"];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** As `findLiveKey` (lib/auth) decides it: a key of somebody who is barred, or who left, opens nothing until they are let in again. */
const stateColumn = Prisma.sql`
  case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'over'
    when u.disabled_at is not null or m.id is null then 'barred' else 'live' end`;

/** Keys of one person, or of everybody where none is named; those that hold first, the newest first. */
export const keysOf = async (workspaceId: string, userId: string | null): Promise<ApiKeyView[]> => {
  const rows = await db().$queryRaw<KeyRow[]>`
    select k.id, k.name, k.prefix, k.scopes, k.user_id as "userId", u.name as "userName", u.email, k.project_id as "projectId", p.name as "projectName",
      ${stateColumn} as state,
      k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
    from api_key k join app_user u on u.id = k.user_id left join project p on p.id = k.project_id
      left join member m on m.user_id = k.user_id and m.workspace_id = k.workspace_id
    where k.workspace_id = ${workspaceId} and (${userId}::text is null or k.user_id = ${userId})
    order by ${stateColumn} = 'live' desc, ${stateColumn} = 'barred' desc, k.created_at desc, k.id desc
    limit 500`;
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    owner: { userId: row.userId, name: row.userName, email: row.email },
    scopes: row.scopes,
    project: row.projectId === null ? null : { id: row.projectId, name: row.projectName ?? row.projectId },
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
};

/** Answers whether there was a key to revoke; with `userId` only among that person's. */
export const markKeyRevoked = async (tx: Tx, where: { workspaceId: string; id: string; userId: string | null }): Promise<boolean> =>
  (await tx.$executeRaw`
    update api_key set revoked_at = now()
    where id = ${where.id} and workspace_id = ${where.workspaceId} and revoked_at is null
      and (${where.userId}::text is null or user_id = ${where.userId})`) === 1;
