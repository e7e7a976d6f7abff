import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { filesOf, findVersion, manifestOf, projectOfVersion } from "@/lib/exports/store";
import { readBlob } from "@/lib/storage";
import { zipStream } from "@/lib/zip-stream";

export type Download = { name: string; stream: Readable; byteSize: number | null; sha256: string | null };

/** A file that is not opened yet: readers ask for its size first, or for a part of it. */
export type RangedFile = { name: string; byteSize: number; sha256: string; open: (range?: { start: number; end: number }) => Readable };

const open = async (actor: Actor, versionId: string) => {
  const projectId = await projectOfVersion(actor.workspaceId, versionId);
  if (projectId === null) throw notFound("data set version");
  await guard(actor, "exports:see", { projectId });
  const version = await findVersion(projectId, { id: versionId });
  const manifest = await manifestOf(projectId, versionId);
  if (!version || !manifest) throw notFound("data set version");
  return { manifest, files: await filesOf(projectId, versionId), stem: `${manifest.project}-v${version.number}` };
};

/** One file of a finished version, whole or in parts; `manifest.json` is written from the stored manifest. */
export const findDatasetFile = async (actor: Actor, input: { versionId: string; path: string }): Promise<RangedFile> => {
  const { manifest, files, stem } = await open(actor, input.versionId);
  if (input.path === "manifest.json") {
    const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, "utf8");
    return {
      name: `${stem}-manifest.json`,
      byteSize: bytes.byteLength,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      open: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
    };
  }
  const file = files.find(({ path }) => path === input.path);
  if (!file) throw notFound("file");
  return {
    name: `${stem}-${file.path.replaceAll("/", "-")}`,
    byteSize: file.byteSize,
    sha256: file.sha256,
    open: (range) => readBlob(file.storageKey, range),
  };
};

/** One file of a finished version, opened. */
export const openDatasetFile = async (actor: Actor, input: { versionId: string; path: string }): Promise<Download> => {
  const { open: read, ...file } = await findDatasetFile(actor, input);
  return { ...file, stream: read() };
};

/** The whole version as one archive. */
export const openDatasetArchive = async (actor: Actor, input: { versionId: string }): Promise<Download> => {
  const { manifest, files, stem } = await open(actor, input.versionId);
  const stream = zipStream([
    ...files.map(({ path, byteSize, storageKey }) => ({
      name: `${stem}/${path}`,
      byteSize,
      open: () => readBlob(storageKey),
      // Parquet is packed already; a second pass would cost time and save nothing.
      compress: !path.endsWith(".parquet"),
    })),
    { name: `${stem}/manifest.json`, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, "utf8") },
  ]);
  return { name: `${stem}.zip`, stream, byteSize: null, sha256: null };
};
