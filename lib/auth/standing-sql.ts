import type { Role } from "@/lib/auth/permissions";
import { Prisma } from "@/lib/generated/prisma/client";

export type Insider = { userId: string; workspaceId: string };

/** Null: no member, or barred. */
export type Standing = { role: Role | null; hasProject: boolean };

/** A standing, for a select: what somebody is in a workspace now, and whether a project is one of its own. */
export const standingColumns = (who: Insider, projectId: string | undefined): Prisma.Sql => Prisma.sql`
  (select m.role::text from member m join app_user u on u.id = m.user_id
   where m.workspace_id = ${who.workspaceId} and m.user_id = ${who.userId} and u.disabled_at is null) as role,
  exists (select 1 from project p where p.id = ${projectId ?? ""} and p.workspace_id = ${who.workspaceId}) as "hasProject"`;
