import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { filesOf } from "@/lib/exports/store";
import type { Manifest } from "@/lib/exports/version-schema";
import { blobPath, readBlob } from "@/lib/storage";

/** A file of a version on its way: opened as often as it has to be sent. `disk` is where it lies here; null where it is made of bytes. */
export type SentFile = {
  path: string;
  byteSize: number;
  sha256: string;
  disk: string | null;
  open: (range?: { start: number; end: number }) => Readable;
};

const manifestName = "manifest.json";

/** All files of a finished version; the manifest last, so that where it stands the rest is complete. */
export const filesToSend = async (projectId: string, versionId: string, manifest: Manifest): Promise<SentFile[]> => {
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, "utf8");
  const stored = await filesOf(projectId, versionId);
  return [
    ...stored.map(({ path, byteSize, sha256, storageKey }): SentFile => ({
      path,
      byteSize,
      sha256,
      disk: blobPath(storageKey),
      open: (range) => readBlob(storageKey, range),
    })),
    {
      path: manifestName,
      byteSize: bytes.byteLength,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      disk: null,
      open: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
    },
  ];
};

/** Tells how far the sending of some files is, in bytes. */
export const byteMeter = (files: SentFile[], report: (progress: { done: number; total: number; message: string }) => void) => {
  const total = files.reduce((sum, { byteSize }) => sum + byteSize, 0);
  let done = 0;
  return (bytes: number, path: string): void => {
    done += bytes;
    report({ done: Math.min(done, total), total, message: `Sending ${path}` });
  };
};
