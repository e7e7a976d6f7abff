import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import type { HubAccess } from "@/lib/connections/open-connection";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { filesToSend } from "@/lib/exports/push/files-to-send";
import { sendToHub } from "@/lib/exports/push/send-to-hub";
import { sendToStorage } from "@/lib/exports/push/send-to-storage";
import { refuseNamedPeople } from "@/lib/exports/named-people";
import { findVersion, manifestOf } from "@/lib/exports/store";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import type { S3Storage } from "@/lib/storage-s3/schema";

/** Where to, already opened: it holds keys, so it never goes into an answer, a log or a job's payload. */
export type PushTarget =
  | { kind: "hub"; access: HubAccess; repository: string; hidden: boolean }
  | { kind: "s3"; storage: S3Storage; folder: string };

/** Sends a finished version now, to where the caller opened. Doing it again is safe: a hub takes what it has without being sent it. */
export const sendVersion = async (
  actor: Actor,
  input: { projectId: string; number: number; target: PushTarget },
  control: RunControl = silentRun(),
): Promise<{ address: string; files: number }> => {
  const { projectId, number, target } = input;
  await guard(actor, "exports:create", { projectId });
  const version = await findVersion(projectId, { number });
  if (!version) throw notFound("data set version");
  const manifest = await manifestOf(projectId, version.id);
  if (!manifest) throw notFound("data set version");
  await refuseNamedPeople(projectId, manifest);
  const files = await filesToSend(projectId, version.id, manifest);
  const address =
    target.kind === "hub"
      ? await sendToHub(
          target.access,
          { repository: target.repository, hidden: target.hidden, summary: `Version ${number}` },
          files,
          control,
        )
      : await sendToStorage(target.storage, target.folder, files, control);
  const detail = { did: "send", number, address };
  await db().$transaction((tx) => appendAudit(tx, actor, { action: "exports:create", projectId, subjectId: version.id, detail }));
  return { address, files: files.length };
};
