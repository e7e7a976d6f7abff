import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { hashKeyToken, keyPrefix, newKeyToken } from "@/lib/auth/key-token";
import { can } from "@/lib/auth/permissions";
import type { Action } from "@/lib/auth/permissions";
import { createApiKeySchema } from "@/lib/api-keys/schema";
import type { CreateApiKey, CreatedApiKey } from "@/lib/api-keys/schema";
import { findOwner, insertKey } from "@/lib/api-keys/store";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** A person makes keys for themselves; the command line names the person that a key acts for. */
const ownerOf = async (actor: Actor, ownerEmail: string | null) => {
  if (actor.kind !== "system") {
    const { role } = await guard(actor, "api-keys:own");
    return { userId: actor.userId, role };
  }
  const owner = await findOwner(actor.workspaceId, ownerEmail);
  if (owner) return owner;
  const userMessage =
    ownerEmail === null
      ? "Nobody owns this workspace yet, and a key acts for a person. Start the app once, which makes the first owner."
      : `${ownerEmail} is no member of this workspace.`;
  throw new AppError("refused", { userMessage });
};

/**
 * A key for programs, which acts for its owner. The token is returned this once. Its scopes are bounded by the owner's role
 * now, and again at each use.
 * @throws AppError refused where a scope goes beyond the owner's role
 */
export const createApiKey = async (actor: Actor, input: CreateApiKey, ownerEmail: string | null = null): Promise<CreatedApiKey> => {
  const { workspaceId } = await guard(actor, "api-keys:own", input.projectId ? { projectId: input.projectId } : {});
  const { name, scopes, projectId, days } = createApiKeySchema.parse(input);
  const { userId, role } = await ownerOf(actor, ownerEmail);
  const beyond = scopes.filter((scope) => !can(role, scope));
  if (beyond.length > 0) {
    throw new AppError("refused", { userMessage: `A key does no more than its owner: as ${role} you may not ${beyond.join(", ")}.` });
  }
  const token = newKeyToken();
  const prefix = keyPrefix(token);
  return db().$transaction(async (tx) => {
    // Whatever a key does, it does in a project, whose name and campaigns it must find.
    const unique = [...new Set<Action>([...scopes, "projects:see"])].sort();
    const key = { workspaceId, userId, projectId, name, prefix, tokenHash: hashKeyToken(token), scopes: unique, days };
    const { id, expiresAt } = await insertKey(tx, key);
    await appendAudit(tx, actor, {
      action: "api-keys:own",
      subjectId: id,
      ...(projectId === null ? {} : { projectId }),
      detail: { did: "create", name, scopes: unique, for: userId },
    });
    return { id, token, prefix, expiresAt: expiresAt?.toISOString() ?? null };
  });
};
