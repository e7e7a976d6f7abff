import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { listConnections } from "@/lib/connections/open-connection";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { prefixSchema, pushInputSchema, repositorySchema } from "@/lib/exports/push/schema";
import type { PushInput, PushView } from "@/lib/exports/push/schema";
import { insertPush, pushesOf } from "@/lib/exports/push/store";
import { refuseNamedPeople } from "@/lib/exports/named-people";
import { findVersion, manifestOf } from "@/lib/exports/store";
import { enqueue } from "@/lib/jobs/enqueue";

/** Sends a finished version to a bucket or a hub, as a job. */
export const pushVersion = async (actor: Actor, input: PushInput): Promise<{ pushId: string; jobId: string }> => {
  await guard(actor, "exports:create", { projectId: input.projectId });
  const { projectId, number, connectionId, place, hidden } = pushInputSchema.parse(input);
  const version = await findVersion(projectId, { number });
  if (!version) throw notFound("data set version");
  if (version.state !== "done")
    throw new AppError("conflict", { userMessage: `Version ${number} is ${version.state}. Only a finished one can be sent.` });
  const manifest = await manifestOf(projectId, version.id);
  if (manifest) await refuseNamedPeople(projectId, manifest);
  const connection = (await listConnections(actor, { projectId })).find(({ id }) => id === connectionId);
  if (!connection) throw notFound("connection");
  const checked = (connection.settings.kind === "hub" ? repositorySchema : prefixSchema).safeParse(place);
  if (!checked.success) {
    const message = checked.error.issues[0]?.message ?? "is no place";
    throw new AppError("invalid_input", { userMessage: `Where to: ${message}` });
  }
  return db().$transaction(async (tx) => {
    const push = { versionId: version.id, connectionId, place: checked.data, hidden, createdById: actorUserId(actor) };
    const pushId = await insertPush(tx, push);
    const jobId = await enqueue(tx, actor, "push-dataset", { projectId, subjectId: pushId });
    const detail = { did: "push", number, to: connection.name, place: checked.data };
    await appendAudit(tx, actor, { action: "exports:create", projectId, subjectId: version.id, detail });
    return { pushId, jobId };
  });
};

/** Where a version was sent, the newest first. */
export const listPushes = async (actor: Actor, input: { projectId: string; number: number }): Promise<PushView[]> => {
  await guard(actor, "exports:see", { projectId: input.projectId });
  const version = await findVersion(input.projectId, { number: input.number });
  if (!version) throw notFound("data set version");
  return pushesOf(input.projectId, version.id);
};
