import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { InvitationView, MemberView, Role } from "@/lib/members/schema";

export type TakenInvitation = { id: string; workspaceId: string; role: Role; email: string | null };

/**
 * Takes an open invitation for good. The update's own conditions decide, so of many at once exactly one gets the row;
 * a rolled back transaction gives it back.
 */
export const takeInvitation = async (tx: Tx, by: { tokenHash: string } | { email: string }): Promise<TakenInvitation | null> => {
  const rows =
    "tokenHash" in by
      ? await tx.$queryRaw<TakenInvitation[]>`
          update invitation set used_at = now()
          where token_hash = ${by.tokenHash} and used_at is null and revoked_at is null and expires_at > now()
          returning id, workspace_id as "workspaceId", role, email`
      : await tx.$queryRaw<TakenInvitation[]>`
          update invitation set used_at = now()
          where id = (select id from invitation
                      where email = ${by.email} and used_at is null and revoked_at is null and expires_at > now()
                      order by created_at desc limit 1 for update)
          returning id, workspace_id as "workspaceId", role, email`;
  return rows[0] ?? null;
};

/** The person who took an invitation, as a member of its workspace. */
export const insertPersonFromInvitation = async (
  tx: Tx,
  invitation: TakenInvitation,
  person: { email: string; name: string; passwordHash: string | null },
): Promise<{ userId: string; memberId: string }> => {
  const userId = newId("user");
  await tx.user.create({ data: { id: userId, ...person }, select: { id: true } });
  const member = await tx.member.create({
    data: { id: newId("member"), workspaceId: invitation.workspaceId, userId, role: invitation.role },
    select: { id: true },
  });
  await tx.invitation.update({ where: { id: invitation.id }, data: { usedById: userId }, select: { id: true } });
  return { userId, memberId: member.id };
};

export const insertInvitation = async (
  tx: Tx,
  workspaceId: string,
  input: { role: Role; email: string | null; tokenHash: string; days: number; sentById: string | null },
): Promise<{ id: string; expiresAt: Date }> => {
  const id = newId("invitation");
  const rows = await tx.$queryRaw<{ expiresAt: Date }[]>`
    insert into invitation (id, workspace_id, email, role, token_hash, expires_at, sent_by_id)
    values (${id}, ${workspaceId}, ${input.email}, ${input.role}::role, ${input.tokenHash}, now() + make_interval(days => ${input.days}), ${input.sentById})
    returning expires_at as "expiresAt"`;
  const row = rows[0];
  if (!row) throw new RangeError("an insert that returns gave no row");
  return { id, expiresAt: row.expiresAt };
};

type InvitationRow = Omit<InvitationView, "createdAt" | "expiresAt"> & { createdAt: Date; expiresAt: Date };

/** Every open one, since each can still be taken or taken back, and the newest hundred of the others; the newest first. */
export const invitationsOf = async (workspaceId: string): Promise<InvitationView[]> => {
  const rows = await db().$queryRaw<InvitationRow[]>`
    with told as (
      select i.*,
        case when i.used_at is not null then 'used' when i.revoked_at is not null then 'revoked' when i.expires_at <= now() then 'expired' else 'open' end as state
      from invitation i where i.workspace_id = ${workspaceId}),
    placed as (select t.*, row_number() over (partition by t.state = 'open' order by t.created_at desc, t.id desc) as place from told t)
    select i.id, i.email, i.role::text as role, i.created_at as "createdAt", i.expires_at as "expiresAt", s.name as "sentBy", u.name as "usedBy", i.state
    from placed i left join app_user s on s.id = i.sent_by_id left join app_user u on u.id = i.used_by_id
    where i.state = 'open' or i.place <= 100
    order by i.created_at desc, i.id desc`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() }));
};

export type OpenInvitation = { role: Role; email: string | null; workspaceName: string };

export const findOpenInvitation = async (tokenHash: string): Promise<OpenInvitation | null> => {
  const rows = await db().$queryRaw<OpenInvitation[]>`
    select i.role::text as role, i.email, w.name as "workspaceName"
    from invitation i join workspace w on w.id = i.workspace_id
    where i.token_hash = ${tokenHash} and i.used_at is null and i.revoked_at is null and i.expires_at > now()`;
  return rows[0] ?? null;
};

/** Answers whether there was an open invitation to take back. */
export const markRevoked = async (tx: Tx, workspaceId: string, id: string): Promise<boolean> =>
  (await tx.$executeRaw`
    update invitation set revoked_at = now() where id = ${id} and workspace_id = ${workspaceId} and used_at is null and revoked_at is null`) ===
  1;

/** Takes back the open invitations of a sender for any role but these; gives their ids. */
export const revokeInvitationsOf = async (tx: Tx, workspaceId: string, sentById: string, but: readonly Role[]): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update invitation set revoked_at = now()
    where workspace_id = ${workspaceId} and sent_by_id = ${sentById} and used_at is null and revoked_at is null and expires_at > now()
      and role::text <> all(${but}::text[])
    returning id`;
  return rows.map(({ id }) => id);
};

export const emailIsTaken = async (tx: Tx, email: string): Promise<boolean> =>
  (await tx.user.findUnique({ where: { email }, select: { id: true } })) !== null;

type MemberRow = Omit<MemberView, "disabledAt" | "joinedAt" | "lastSignInAt"> & {
  disabledAt: Date | null;
  joinedAt: Date;
  lastSignInAt: Date | null;
};

export const membersOf = async (workspaceId: string, page?: { take: number; skip: number }): Promise<MemberView[]> => {
  const rows = await db().$queryRaw<MemberRow[]>`
    select m.id, m.user_id as "userId", u.name, u.email, m.role::text as role, u.disabled_at as "disabledAt", m.created_at as "joinedAt",
      (select max(s.created_at) from user_session s where s.user_id = u.id) as "lastSignInAt"
    from member m join app_user u on u.id = m.user_id
    where m.workspace_id = ${workspaceId}
    order by u.disabled_at nulls first, m.role, u.name, m.id limit ${page?.take ?? null}::bigint offset ${page?.skip ?? 0}`;
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    joinedAt: row.joinedAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  }));
};

export type MemberToChange = {
  id: string;
  userId: string;
  email: string;
  role: Role;
  disabled: boolean;
  /** not so where somebody comes in through a provider alone */
  hasPassword: boolean;
  otherOwners: number;
};

/** A member, with the workspace locked until the transaction ends, so that two changes cannot both remove "another" owner. */
export const lockMember = async (tx: Tx, workspaceId: string, id: string): Promise<MemberToChange | null> => {
  await tx.$queryRaw`select id from workspace where id = ${workspaceId} for update`;
  const rows = await tx.$queryRaw<MemberToChange[]>`
    select m.id, m.user_id as "userId", u.email, m.role::text as role, u.disabled_at is not null as disabled,
      u.password_hash is not null as "hasPassword",
      (select count(*)::int from member o join app_user ou on ou.id = o.user_id
       where o.workspace_id = m.workspace_id and o.role = 'owner' and ou.disabled_at is null and o.id <> m.id) as "otherOwners"
    from member m join app_user u on u.id = m.user_id
    where m.id = ${id} and m.workspace_id = ${workspaceId}`;
  return rows[0] ?? null;
};

export const updateRole = async (tx: Tx, workspaceId: string, id: string, role: Role): Promise<void> => {
  await tx.member.update({ where: { id, workspaceId }, data: { role }, select: { id: true } });
};

export const updateDisabled = async (tx: Tx, userId: string, disabled: boolean): Promise<void> => {
  await tx.$executeRaw`update app_user set disabled_at = case when ${disabled} then now() else null end where id = ${userId}`;
};
