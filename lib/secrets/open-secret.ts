import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError } from "@/lib/errors";
import { installationKey } from "@/lib/secrets/installation-key";
import type { SecretPurpose, SecretView } from "@/lib/secrets/schema";
import { unseal } from "@/lib/secrets/seal";
import { findSealed, findShown } from "@/lib/secrets/store";

/**
 * The text of a key, for the request that needs it and nothing else: never into an answer, a log or a job's payload.
 * @throws AppError not_found where there is none, refused where it was encrypted with another installation's key.
 */
export const openSecret = async (actor: Actor, input: { projectId: string; secretId: string; purpose: SecretPurpose }): Promise<string> => {
  await guard(actor, "secrets:use", { projectId: input.projectId });
  const found = await findSealed(input.projectId, input.secretId, input.purpose);
  if (!found) throw new AppError("not_found", { userMessage: "That key is not stored any more. Enter it again." });
  const place = { id: input.secretId, projectId: input.projectId, purpose: input.purpose };
  const value = unseal(await installationKey(), place, found);
  if (value === null)
    throw new AppError("refused", {
      userMessage: "The stored key cannot be read: it was encrypted with another key of the installation. Enter it again.",
    });
  return value;
};

/** What may be shown of some secrets, by id. */
export const describeSecrets = async (
  actor: Actor,
  input: { projectId: string; secretIds: readonly string[] },
): Promise<Map<string, SecretView>> => {
  await guard(actor, "secrets:use", { projectId: input.projectId });
  const rows = await findShown(input.projectId, input.secretIds);
  return new Map(rows.map(({ createdAt, ...row }) => [row.id, { ...row, createdAt: createdAt.toISOString() }]));
};
