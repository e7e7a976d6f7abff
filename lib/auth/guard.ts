import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/permissions";
import type { Action, Role } from "@/lib/auth/permissions";
import { isProjectIn, standingOf } from "@/lib/auth/store";
import { AppError, notFound } from "@/lib/errors";

export type Scope = { projectId?: string };
export type Granted = { workspaceId: string; role: Role };

/**
 * First line of every use case. Reads the actor's role from the database each time (a removed member is out at once),
 * and the project's workspace: a project of another workspace does not exist for this actor.
 * @throws AppError not_found for foreign or missing projects and for people who are no members, forbidden for a missing right.
 */
export const guard = async (actor: Actor, action: Action, scope: Scope = {}): Promise<Granted> => {
  if (actor.kind === "system") {
    if (scope.projectId !== undefined && !(await isProjectIn(scope.projectId, actor.workspaceId))) throw notFound("project");
    return { workspaceId: actor.workspaceId, role: "owner" };
  }
  const standing = await standingOf(actor, scope.projectId);
  if (scope.projectId !== undefined && !standing.hasProject) throw notFound("project");
  if (!standing.role) throw notFound("workspace");
  const { role } = standing;
  if (!can(role, action)) {
    throw new AppError("forbidden", {
      message: `${role} may not ${action}`,
      userMessage: "Your role does not allow this. Ask an admin of the workspace.",
    });
  }
  return { workspaceId: actor.workspaceId, role };
};
