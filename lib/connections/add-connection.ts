import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { addConnectionSchema } from "@/lib/connections/schema";
import type { AddConnection } from "@/lib/connections/schema";
import { deleteConnection, hasConnection, insertConnection } from "@/lib/connections/store";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { permitHost, readHostList } from "@/lib/net/host-list";
import { dropSecret, keepSecret } from "@/lib/secrets/keep-secret";

/**
 * Keeps where another service lies and what opens it. The key goes in and never comes out.
 * @throws AppError refused where the service is not among the hosts that may be called, conflict where the name is taken
 */
export const addConnection = async (actor: Actor, input: AddConnection): Promise<{ connectionId: string }> => {
  await guard(actor, "connections:edit", { projectId: input.projectId });
  const { projectId, name, settings, key } = addConnectionSchema.parse(input);
  permitHost(readHostList(env().PLUMBLINE_OUTBOUND_HOSTS), new URL(settings.endpoint));
  const insert = async (tx: Tx) => {
    if (await hasConnection(tx, projectId, name))
      throw new AppError("conflict", { userMessage: `There is a connection “${name}” in this project already. Choose another name.` });
    const purpose = settings.kind === "s3" ? "storage" : "hub";
    const secret = key === undefined ? null : await keepSecret(tx, actor, { projectId, purpose, value: key });
    const connectionId = await insertConnection(tx, {
      projectId,
      name,
      settings,
      secretId: secret?.id ?? null,
      createdById: actorUserId(actor),
    });
    const detail = { did: "add", name, kind: settings.kind, endpoint: settings.endpoint };
    await appendAudit(tx, actor, { action: "connections:edit", projectId, subjectId: connectionId, detail });
    return { connectionId };
  };
  // Of two that begin at once one loses at the unique name, and finds it taken when it looks again.
  return withRetries(() => db().$transaction(insert));
};

/** Forgets a connection and its key. What came from there or went there stays. */
export const dropConnection = async (actor: Actor, input: { projectId: string; connectionId: string }): Promise<void> => {
  const { projectId, connectionId } = input;
  await guard(actor, "connections:edit", { projectId });
  await db().$transaction(async (tx) => {
    const dropped = await deleteConnection(tx, projectId, connectionId);
    if (!dropped) throw notFound("connection");
    if (dropped.secretId !== null) await dropSecret(tx, actor, { projectId, secretId: dropped.secretId });
    await appendAudit(tx, actor, { action: "connections:edit", projectId, subjectId: connectionId, detail: { did: "drop" } });
  });
};
