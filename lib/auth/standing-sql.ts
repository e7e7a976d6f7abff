import type { Role } from "@/lib/auth/permissions";
import type { SessionToken } from "@/lib/auth/actor";
import { Prisma } from "@/lib/generated/prisma/client";

export type Insider = { userId: string; workspaceId: string };

/** Null: no member, or barred. */
export type Standing = { role: Role | null; hasProject: boolean };

/**
 * The person and workspace of a session that still lives, as one row or none: not ended, not over, of a person who is not disabled,
 * whose epoch has not moved on, and who is a member. Time is the database's.
 */
export const liveSession = ({ sessionId, userId, sessionEpoch }: SessionToken): Prisma.Sql => Prisma.sql`
  select u.id as "userId", m.workspace_id as "workspaceId"
  from user_session s
  join app_user u on u.id = s.user_id
  join member m on m.user_id = u.id
  where s.id = ${sessionId} and u.id = ${userId} and u.session_epoch = ${sessionEpoch}
    and s.ended_at is null and s.expires_at > now() and u.disabled_at is null
  order by m.created_at, m.id
  limit 1`;

/** A person and their workspace as one row, where it is known already that they are signed in. */
export const insider = (who: Insider): Prisma.Sql =>
  Prisma.sql`select ${who.userId}::text as "userId", ${who.workspaceId}::text as "workspaceId"`;

/** Of a row `who` of either: what somebody is in a workspace now, and whether a project is one of its own. */
export const standingColumns = (projectId: string | undefined): Prisma.Sql => Prisma.sql`
  (select m.role::text from member m join app_user u on u.id = m.user_id
   where m.workspace_id = who."workspaceId" and m.user_id = who."userId" and u.disabled_at is null) as role,
  exists (select 1 from project p where p.id = ${projectId ?? ""} and p.workspace_id = who."workspaceId") as "hasProject"`;
