import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { listConnections, openHub, openStorage } from "@/lib/connections/open-connection";
import { AppError, notFound } from "@/lib/errors";
import { sendVersion } from "@/lib/exports/push/send-version";
import type { PushTarget } from "@/lib/exports/push/send-version";
import { beginPush, endPush, findPush } from "@/lib/exports/push/store";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";

/** Sends what was asked for. Running it again is safe: files are written over, and a hub takes what it has without being sent it. */
export const runPush = async (
  actor: Actor,
  input: { projectId: string; pushId: string },
  control: RunControl = silentRun(),
): Promise<{ place: string }> => {
  const { projectId, pushId } = input;
  await guard(actor, "exports:create", { projectId });
  const push = await findPush(projectId, pushId);
  if (!push) throw notFound("push");
  if (!(await beginPush(pushId))) throw new AppError("conflict", { userMessage: "This push was ended. Ask for a new one." });
  const { connectionId, place, hidden, number } = push;
  const connection = (await listConnections(actor, { projectId })).find(({ id }) => id === connectionId);
  if (!connection) throw new AppError("not_found", { userMessage: "The connection that it was to be sent by is gone." });
  const target: PushTarget =
    connection.settings.kind === "hub"
      ? { kind: "hub", access: await openHub(actor, { projectId, connectionId }), repository: place, hidden }
      : { kind: "s3", storage: await openStorage(actor, { projectId, connectionId }), folder: place };
  const { address } = await sendVersion(actor, { projectId, number, target }, control);
  await endPush(projectId, pushId, { state: "done", address });
  return { place: address };
};

/** Marks a push that will not be tried again. */
export const settlePush = async (input: {
  projectId: string;
  subjectId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => endPush(input.projectId, input.subjectId, { state: input.outcome, error: input.message });
