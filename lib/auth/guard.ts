import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/permissions";
import type { Action, Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";

export type Scope = { projectId?: string };
export type Granted = { workspaceId: string; role: Role };

/**
 * First line of every use case. Reads the actor's role from the database each time (a removed member is out at once),
 * and the project's workspace: a project of another workspace does not exist for this actor.
 * @throws AppError not_found for foreign or missing projects and for people who are no members, forbidden for a missing right.
 */
export const guard = async (actor: Actor, action: Action, scope: Scope = {}): Promise<Granted> => {
  if (scope.projectId !== undefined) {
    const project = await db().project.findUnique({ where: { id: scope.projectId }, select: { workspaceId: true } });
    if (project?.workspaceId !== actor.workspaceId) throw notFound("project");
  }
  if (actor.kind === "system") return { workspaceId: actor.workspaceId, role: "owner" };
  const member = await db().member.findUnique({
    where: { workspaceId_userId: { workspaceId: actor.workspaceId, userId: actor.userId } },
    select: { role: true, user: { select: { disabledAt: true } } },
  });
  if (!member || member.user.disabledAt) throw notFound("workspace");
  if (!can(member.role, action)) {
    throw new AppError("forbidden", {
      message: `${member.role} may not ${action}`,
      userMessage: "Your role does not allow this. Ask an admin of the workspace.",
    });
  }
  return { workspaceId: actor.workspaceId, role: member.role };
};
