import { createHash } from "node:crypto";
import type { Tx } from "@/lib/db";
import { db, prepared } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { SessionToken } from "@/lib/auth/actor";
import { insider, liveSession, standingColumns } from "@/lib/auth/standing-sql";
import type { Insider, Standing } from "@/lib/auth/standing-sql";

export const sessionDays = 14;

/** Who is signed in by a token, where its session still lives. */
export const findLiveSession = async (token: SessionToken): Promise<Insider | null> => {
  const rows = await prepared<Insider>(db(), liveSession(token));
  return rows[0] ?? null;
};

/** What somebody is in a workspace as it stands now (null: no member, or barred), and whether a project is one of its own. */
export const standingOf = async (tx: Tx, who: Insider, projectId: string | undefined): Promise<Standing> => {
  const rows = await prepared<Standing>(tx, Prisma.sql`select ${standingColumns(projectId)} from (${insider(who)}) who`);
  return rows[0] ?? { role: null, hasProject: false };
};

export const isProjectIn = async (tx: Tx, projectId: string, workspaceId: string): Promise<boolean> =>
  (await tx.project.count({ where: { id: projectId, workspaceId } })) > 0;

export type LiveKey = { keyId: string; userId: string; workspaceId: string; scopes: string[]; projectId: string | null };

/**
 * The key of a token's hash while it holds: not revoked, not over, of a member who is not barred. Its last use is written
 * to the minute, so that a busy program does not write with each request. Time is the database's.
 */
export const findLiveKey = async (tokenHash: string): Promise<LiveKey | null> => {
  const rows = await prepared<LiveKey & { stale: boolean }>(
    db(),
    Prisma.sql`
    select k.id as "keyId", k.user_id as "userId", k.workspace_id as "workspaceId", k.scopes, k.project_id as "projectId",
      k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as stale
    from api_key k join app_user u on u.id = k.user_id join member m on m.user_id = k.user_id and m.workspace_id = k.workspace_id
    where k.token_hash = ${tokenHash} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and u.disabled_at is null`,
  );
  const row = rows[0];
  if (!row) return null;
  const { stale, ...key } = row;
  if (stale) await db().$executeRaw`update api_key set last_used_at = now() where id = ${key.keyId}`;
  return key;
};

export type OpenedSession = { sessionId: string; epoch: number };

/**
 * A new session of a person who may sign in; null where the person was disabled meanwhile, or signed out everywhere since the epoch
 * that is named: a new password that comes while the old one is verified must not leave a session of the old one behind.
 */
export const openSession = async (userId: string, since: number | null = null): Promise<OpenedSession | null> => {
  const sessionId = newId("session");
  const rows = await db().$queryRaw<{ epoch: number }[]>`
    with person as (
      -- Waits for whoever is about to sign them out, and finds the epoch moved on; whoever comes after finds this session to end.
      select u.id, u.session_epoch as epoch from app_user u
      where u.id = ${userId} and u.disabled_at is null and (${since}::int is null or u.session_epoch = ${since}::int)
      for share),
    opened as (
      insert into user_session (id, user_id, expires_at)
      select ${sessionId}, id, now() + make_interval(days => ${sessionDays}) from person
      returning user_id)
    select person.epoch from opened join person on person.id = opened.user_id`;
  const row = rows[0];
  return row ? { sessionId, epoch: row.epoch } : null;
};

export const endSession = async (sessionId: string): Promise<void> => {
  await db().$executeRaw`update user_session set ended_at = now() where id = ${sessionId} and ended_at is null`;
};

/** Ends every session of a person, but one where named. Returns how many browsers that were. */
export const endSessions = async (tx: Tx, userId: string, exceptSessionId: string | null): Promise<number> =>
  tx.$executeRaw`
    update user_session set ended_at = now()
    where user_id = ${userId} and ended_at is null and expires_at > now() and id is distinct from ${exceptSessionId}`;

/** Makes every token of a person worthless, those of sessions included that are not listed anywhere. */
export const raiseEpoch = async (tx: Tx, userId: string): Promise<void> => {
  await tx.user.update({ where: { id: userId }, data: { sessionEpoch: { increment: 1 } }, select: { id: true } });
};

export const countLiveSessions = async (userId: string): Promise<number> => {
  const rows = await db().$queryRaw<{ n: number }[]>`
    select count(*)::int as n from user_session where user_id = ${userId} and ended_at is null and expires_at > now()`;
  return rows[0]?.n ?? 0;
};

export type Credentials = { id: string; passwordHash: string | null; sessionEpoch: number; disabledAt: Date | null };

export const findCredentials = async (where: { email: string } | { id: string }): Promise<Credentials | null> =>
  db().user.findUnique({ where, select: { id: true, passwordHash: true, sessionEpoch: true, disabledAt: true } });

export const findPerson = async (id: string): Promise<{ id: string; email: string; name: string; passwordHash: string | null } | null> =>
  db().user.findUnique({ where: { id }, select: { id: true, email: true, name: true, passwordHash: true } });

/** Answers whether the password was still the one that was verified: another may have taken its place meanwhile. */
export const exchangePassword = async (tx: Tx, id: string, from: string, to: string): Promise<boolean> =>
  (await tx.user.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } })).count === 1;

export const updatePerson = async (tx: Tx, id: string, data: { name?: string; passwordHash?: string }): Promise<void> => {
  await tx.user.update({ where: { id }, data, select: { id: true } });
};

/** Attempts on unknown accounts are counted too and name nobody. */
export const accountKey = (email: string): string => createHash("sha256").update(email).digest("hex");

/** Guesses of the password by whoever is signed in have a count of their own. */
export const changingKey = (email: string): string => accountKey(`${email} changing`);

const attemptWindowMinutes = 15;
export const maxFailedAttempts = 10;

/**
 * Counts an attempt as failed before it is tried, under a lock on the account, so that many at once cannot pass the limit.
 * @returns the attempt's id, or null where the limit is reached
 */
export const reserveAttempt = async (accountKey: string): Promise<bigint | null> =>
  db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${accountKey}, 7411))`;
    const rows = await tx.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from sign_in_attempt
      where account_key = ${accountKey} and not succeeded and at > now() - make_interval(mins => ${attemptWindowMinutes})`;
    if ((rows[0]?.n ?? 0) >= maxFailedAttempts) return null;
    // The oldest first, a few at a time: the table stays as small as the last day.
    await tx.$executeRaw`
      delete from sign_in_attempt where id in
        (select id from sign_in_attempt where at < now() - interval '1 day' order by id limit 20)`;
    const attempt = await tx.signInAttempt.create({ data: { accountKey, succeeded: false }, select: { id: true } });
    return attempt.id;
  });

export const markAttemptSucceeded = async (id: bigint): Promise<void> => {
  await db().$executeRaw`update sign_in_attempt set succeeded = true where id = ${id}`;
};

/** What failed so far counts no more; an attempt that is under way finds its row gone, and is none. */
export const forgetFailures = async (tx: Tx, accountKeys: string[]): Promise<void> => {
  await tx.signInAttempt.deleteMany({ where: { accountKey: { in: accountKeys }, succeeded: false } });
};

export const findIdentity = async (provider: string, subject: string): Promise<{ userId: string } | null> =>
  db().externalIdentity.findUnique({ where: { provider_subject: { provider, subject } }, select: { userId: true } });

/** The workspace of the person who can come in so from now on; null where they could before. */
export const linkIdentity = async (tx: Tx, provider: string, subject: string, userId: string): Promise<{ workspaceId: string } | null> => {
  const { count } = await tx.externalIdentity.createMany({ data: { provider, subject, userId }, skipDuplicates: true });
  return count === 0 ? null : tx.member.findFirst({ where: { userId }, orderBy: { createdAt: "asc" }, select: { workspaceId: true } });
};

export const findWorkspaceName = async (id: string): Promise<string> =>
  (await db().workspace.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;

export const findPreferences = async (userId: string): Promise<unknown> =>
  (await db().user.findUnique({ where: { id: userId }, select: { preferences: true } }))?.preferences ?? {};

/** Lays a patch over the settings of the desk, in one statement: two tabs that change different settings both keep theirs. */
export const patchDeskPreferences = async (userId: string, patch: object): Promise<void> => {
  await db().$executeRaw`
    update app_user set preferences = jsonb_set(preferences, '{desk}', coalesce(preferences->'desk', '{}'::jsonb) || ${JSON.stringify(patch)}::jsonb)
    where id = ${userId}`;
};

/** Null takes the person's choice back. */
export const keepListColumns = async (userId: string, list: string, columns: string[] | null): Promise<void> => {
  await db().$executeRaw`
    update app_user set preferences = jsonb_set(preferences, '{columns}',
      (coalesce(preferences->'columns', '{}'::jsonb) - ${list}::text) || ${JSON.stringify(columns === null ? {} : { [list]: columns })}::jsonb)
    where id = ${userId}`;
};
