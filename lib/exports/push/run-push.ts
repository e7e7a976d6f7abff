import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { listConnections, openHub, openStorage } from "@/lib/connections/open-connection";
import { AppError, notFound } from "@/lib/errors";
import { filesToSend } from "@/lib/exports/push/files-to-send";
import { sendToHub } from "@/lib/exports/push/send-to-hub";
import { sendToStorage } from "@/lib/exports/push/send-to-storage";
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
  const { connectionId, place, hidden, number, versionId } = push;
  const connection = (await listConnections(actor, { projectId })).find(({ id }) => id === connectionId);
  if (!connection) throw new AppError("not_found", { userMessage: "The connection that it was to be sent by is gone." });
  const files = await filesToSend(projectId, versionId);
  const address =
    connection.settings.kind === "hub"
      ? await sendToHub(
          await openHub(actor, { projectId, connectionId }),
          { repository: place, hidden, summary: `Version ${number}` },
          files,
          control,
        )
      : await sendToStorage(await openStorage(actor, { projectId, connectionId }), place, files, control);
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
