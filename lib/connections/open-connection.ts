import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ConnectionView } from "@/lib/connections/schema";
import { connectionsOf, findConnection } from "@/lib/connections/store";
import type { StoredConnection } from "@/lib/connections/store";
import { AppError, notFound } from "@/lib/errors";
import { describeSecrets, openSecret } from "@/lib/secrets/open-secret";
import type { S3Storage } from "@/lib/storage-s3/schema";

export type HubAccess = { endpoint: string; token: string | null };

/** A project's connections by name, with the ends of their keys. */
export const listConnections = async (actor: Actor, input: { projectId: string }): Promise<ConnectionView[]> => {
  await guard(actor, "connections:see", { projectId: input.projectId });
  const rows = await connectionsOf(input.projectId);
  const secretIds = rows.flatMap(({ secretId }) => secretId ?? []);
  const keys = await describeSecrets(actor, { projectId: input.projectId, secretIds });
  return rows.map(({ secretId, createdAt, ...row }) => ({
    ...row,
    lastFour: (secretId !== null ? keys.get(secretId)?.lastFour : undefined) ?? null,
    createdAt: createdAt.toISOString(),
  }));
};

type Place = { projectId: string; connectionId: string };

const find = async (actor: Actor, { projectId, connectionId }: Place): Promise<StoredConnection> => {
  await guard(actor, "connections:see", { projectId });
  const found = await findConnection(projectId, connectionId);
  if (!found) throw notFound("connection");
  return found;
};

const wrongKind = (name: string, what: string): AppError => new AppError("invalid_input", { userMessage: `“${name}” is no ${what}.` });

/** A storage ready for lib/storage-s3. Never into an answer, a log or a job's payload: it holds the key. */
export const openStorage = async (actor: Actor, input: Place): Promise<S3Storage> => {
  const { name, settings, secretId } = await find(actor, input);
  if (settings.kind !== "s3") throw wrongKind(name, "object storage");
  const { kind: _kind, accessKeyId, ...place } = settings;
  if (accessKeyId === null || secretId === null) return { ...place, credentials: null };
  const secretAccessKey = await openSecret(actor, { projectId: input.projectId, secretId, purpose: "storage" });
  return { ...place, credentials: { accessKeyId, secretAccessKey } };
};

/** A hub with its token, for the requests that need it and nothing else. */
export const openHub = async (actor: Actor, input: Place): Promise<HubAccess> => {
  const { name, settings, secretId } = await find(actor, input);
  if (settings.kind !== "hub") throw wrongKind(name, "hub of data sets");
  const token = secretId === null ? null : await openSecret(actor, { projectId: input.projectId, secretId, purpose: "hub" });
  return { endpoint: settings.endpoint, token };
};
