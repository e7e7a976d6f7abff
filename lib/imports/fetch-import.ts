import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { openHub, openStorage } from "@/lib/connections/open-connection";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { findSource } from "@/lib/imports/containers/find-source";
import { fetchImportSchema } from "@/lib/imports/schema";
import { fetchHub } from "@/lib/imports/sources/fetch-hub";
import { fetchS3 } from "@/lib/imports/sources/fetch-s3";
import { fetchUrl } from "@/lib/imports/sources/fetch-url";
import { nameOfPath } from "@/lib/imports/sources/receive-file";
import type { ImportSource } from "@/lib/imports/sources/schema";
import { resolveServerPath } from "@/lib/imports/sources/server-folder";
import { arrivedImports, findImport, findOrigin, insertImport, markEnded, markReceived } from "@/lib/imports/store";
import { enqueue } from "@/lib/jobs/enqueue";
import type { RunControl } from "@/lib/jobs/progress";
import { permitHost, readHostList } from "@/lib/net/host-list";
import { blobPath, deleteBlob, settleBlob } from "@/lib/storage";
import { sweepBlobs } from "@/lib/sweep-blobs";

const importBlobs = "imports";
const publicHub = "https://huggingface.co";

const nameOf = (source: ImportSource): string =>
  source.from === "url"
    ? nameOfPath(new URL(source.url).pathname, new URL(source.url).hostname)
    : nameOfPath(source.from === "hub" ? source.repository : source.from === "s3" ? source.key : source.path, "data");

/** What cannot be fetched at all is told when it is entered, not by a job. */
const checkSource = async (actor: Actor, projectId: string, source: ImportSource): Promise<void> => {
  const permit = (address: string): unknown => permitHost(readHostList(env().PLUMBLINE_OUTBOUND_HOSTS), new URL(address));
  if (source.from === "url") permit(source.url);
  else if (source.from === "s3") await openStorage(actor, { projectId, connectionId: source.connectionId });
  else if (source.from === "hub" && source.connectionId === null) permit(publicHub);
  else if (source.from === "hub" && source.connectionId !== null) await openHub(actor, { projectId, connectionId: source.connectionId });
};

/**
 * Begins an import from an address, a bucket, a hub or a folder of the server. A folder is read where it lies; all else is fetched
 * by a job first, and looked at when it is here. Nothing is read into the project until the import is started.
 */
export const fetchImport = async (
  actor: Actor,
  input: z.input<typeof fetchImportSchema>,
): Promise<{ importId: string; jobId: string | null }> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, source } = fetchImportSchema.parse(input);
  await checkSource(actor, projectId, source);
  const importId = newId("import");
  const row = { fileName: nameOf(source), byteSize: 0, storageKey: null, createdById: actorUserId(actor), source };
  if (source.from === "folder") {
    const { byteSize } = await findSource(await resolveServerPath(source.path));
    await insertImport(projectId, importId, { ...row, byteSize });
    return { importId, jobId: null };
  }
  await insertImport(projectId, importId, { ...row, state: "fetching" });
  return db().$transaction(async (tx) => {
    await appendAudit(tx, actor, { action: "imports:create", projectId, subjectId: importId, detail: { source } });
    return { importId, jobId: await enqueue(tx, actor, "fetch-import", { projectId, subjectId: importId }) };
  });
};

const fetchTo = async (
  actor: Actor,
  projectId: string,
  source: Exclude<ImportSource, { from: "folder" }>,
  target: string,
  control: RunControl,
): Promise<{ byteSize: number; fileName: string | null }> => {
  switch (source.from) {
    case "url":
      return fetchUrl(source.url, target, {
        signal: control.signal,
        onBytes: (bytes, of) =>
          control.report({ done: Math.ceil(bytes / 1_000), total: of === null ? null : Math.ceil(of / 1_000), message: source.url }),
      });
    case "s3":
      return fetchS3(await openStorage(actor, { projectId, connectionId: source.connectionId }), source.key, target, control);
    case "hub": {
      const { connectionId } = source;
      const hub = connectionId === null ? { endpoint: publicHub, token: null } : await openHub(actor, { projectId, connectionId });
      return { ...(await fetchHub(hub, source, target, control)), fileName: null };
    }
  }
};

/**
 * The job's part: fetches what an import names. Runs again after a crash from the beginning, to a place of its own: a worker that was
 * taken for dead may still be writing.
 */
export const receiveImport = async (actor: Actor, input: { projectId: string; importId: string }, control: RunControl): Promise<number> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId } = input;
  const [view, source] = await Promise.all([findImport(projectId, importId), findOrigin(projectId, importId)]);
  if (!view) throw notFound("import");
  if (view.state !== "fetching") return view.byteSize;
  if (!source || source.from === "folder") throw new AppError("refused", { userMessage: "This import has nothing to fetch." });
  const storageKey = `${importBlobs}/${importId}/${randomBytes(6).toString("hex")}`;
  const { byteSize, fileName } = await fetchTo(actor, projectId, source, blobPath(storageKey), control);
  if (byteSize === 0) {
    await deleteBlob(storageKey);
    throw new AppError("refused", { userMessage: "What came is empty." });
  }
  await settleBlob(storageKey);
  if (!(await markReceived(projectId, importId, { storageKey, byteSize, fileName: fileName ?? view.fileName })))
    await deleteBlob(storageKey);
  return byteSize;
};

/** Takes away what fetchings have left that were killed, or that came to nothing. */
export const sweepFetched = async (): Promise<void> => sweepBlobs(importBlobs, arrivedImports);

/** Ends an import whose fetching will not run again; what had come is cleared away. */
export const settleFetch = async (input: {
  projectId: string;
  importId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => {
  const view = await findImport(input.projectId, input.importId);
  if (view?.state !== "fetching") return;
  await deleteBlob(`${importBlobs}/${input.importId}`);
  await markEnded(input.projectId, input.importId, { state: input.outcome, error: input.message });
};
