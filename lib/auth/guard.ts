import type { Actor, KeyActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/permissions";
import type { Action, Role } from "@/lib/auth/permissions";
import type { Standing } from "@/lib/auth/standing-sql";
import { isProjectIn, standingOf } from "@/lib/auth/store";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";

export type Scope = { projectId?: string };
export type Granted = {
  workspaceId: string;
  role: Role;
  /** Whether the actor may do something else besides, as far as its role and, for a key, its scopes go. */
  may: (action: Action) => boolean;
};

/**
 * First line of every use case. Reads the actor's role from the database each time (a removed member is out at once),
 * and the project's workspace: a project of another workspace does not exist for this actor. A key may do what its owner's
 * role allows now and its scopes name; for a key of one project no other project exists.
 *
 * @param tx the caller's transaction, where it has one: of many that each held a connection and waited for another, none went on
 * @throws AppError not_found for foreign or missing projects and for people who are no members, forbidden for a missing right.
 */
export const guard = async (actor: Actor, action: Action, scope: Scope = {}, tx: Tx = db()): Promise<Granted> => {
  if (actor.kind === "system") {
    if (scope.projectId !== undefined && !(await isProjectIn(tx, scope.projectId, actor.workspaceId))) throw notFound("project");
    return { workspaceId: actor.workspaceId, role: "owner", may: (other) => can("owner", other) };
  }
  return grant(actor, action, scope, await standingOf(tx, actor, scope.projectId));
};

/** The same by a standing that was read along with what is wanted: what each request of the desk does, in one statement. */
export const grant = (actor: Exclude<Actor, { kind: "system" }>, action: Action, scope: Scope, standing: Standing): Granted => {
  if (scope.projectId !== undefined && !standing.hasProject) throw notFound("project");
  if (!standing.role) throw notFound("workspace");
  if (actor.kind === "api key") checkBound(actor, scope);
  const { role } = standing;
  if (!can(role, action)) {
    throw new AppError("forbidden", {
      message: `${role} may not ${action}`,
      userMessage: "Your role does not allow this. Ask an admin of the workspace.",
    });
  }
  if (actor.kind === "api key" && !actor.scopes.has(action)) {
    throw new AppError("forbidden", {
      message: `key ${actor.keyId} lacks ${action}`,
      userMessage: `This key has no scope ${action}. Create a key that has it.`,
    });
  }
  const may = (other: Action): boolean => can(role, other) && (actor.kind === "person" || actor.scopes.has(other));
  return { workspaceId: actor.workspaceId, role, may };
};

/** A key of one project asks about that project or about nothing. */
const checkBound = (key: KeyActor, scope: Scope): void => {
  if (key.projectId === null || key.projectId === scope.projectId) return;
  if (scope.projectId !== undefined) throw notFound("project");
  throw new AppError("forbidden", {
    message: `key ${key.keyId} is bound to a project`,
    userMessage: "This key is for one project. Create a key for the whole workspace to do this.",
  });
};
