import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { installationKey } from "@/lib/secrets/installation-key";
import { secretValueSchema } from "@/lib/secrets/schema";
import type { SecretPurpose, SecretView } from "@/lib/secrets/schema";
import { seal } from "@/lib/secrets/seal";
import { deleteSecret, insertSecret } from "@/lib/secrets/store";

/**
 * Stores a key of a project, in the transaction of whatever refers to it, and takes away the one it replaces. The text goes
 * in and never comes out: pages see its last four characters, only `openSecret` opens it.
 */
export const keepSecret = async (
  tx: Tx,
  actor: Actor,
  input: { projectId: string; purpose: SecretPurpose; value: string; replaces?: string | null },
): Promise<SecretView> => {
  await guard(actor, "secrets:keep", { projectId: input.projectId }, tx);
  const value = secretValueSchema.parse(input.value);
  const place = { id: newId("secret"), projectId: input.projectId, purpose: input.purpose };
  const lastFour = value.slice(-4);
  const { createdAt } = await insertSecret(tx, {
    ...place,
    ...seal(await installationKey(), place, value),
    lastFour,
    createdById: actorUserId(actor),
  });
  if (input.replaces) await deleteSecret(tx, input.projectId, input.replaces);
  const detail = { purpose: input.purpose, ...(input.replaces ? { replaced: input.replaces } : {}) };
  await appendAudit(tx, actor, { action: "secrets:keep", projectId: input.projectId, subjectId: place.id, detail });
  return { id: place.id, purpose: input.purpose, lastFour, createdAt: createdAt.toISOString() };
};

/** Takes a key away for good. */
export const dropSecret = async (tx: Tx, actor: Actor, input: { projectId: string; secretId: string }): Promise<void> => {
  await guard(actor, "secrets:keep", { projectId: input.projectId }, tx);
  if ((await deleteSecret(tx, input.projectId, input.secretId)) === 0) return;
  await appendAudit(tx, actor, {
    action: "secrets:keep",
    projectId: input.projectId,
    subjectId: input.secretId,
    detail: { dropped: true },
  });
};
