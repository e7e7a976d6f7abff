import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Role } from "@/lib/members/schema";

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
