import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { requestedRange } from "@/lib/http/download-response";
import type { ByteRange } from "@/lib/http/download-response";
import { findAssetFile } from "@/lib/media/store";
import { blobPath } from "@/lib/storage";

export type OpenedMedia = {
  contentType: string;
  byteSize: number;
  sha256: string;
  /** null: the whole; "beyond": the range lies outside */
  range: ByteRange | null | "beyond";
  stream: () => Readable;
};

/** A medium for whoever may work in its project; for others it does not exist. Ranges let a video be wound. */
export const openMedia = async (actor: Actor, input: { assetId: string; range: string | null }): Promise<OpenedMedia> => {
  const file = await findAssetFile(input.assetId);
  if (!file) throw notFound("file");
  await guard(actor, "projects:see", { projectId: file.projectId });
  const { contentType, byteSize, sha256, storageKey } = file;
  const range = requestedRange(input.range, byteSize);
  const part = range === null || range === "beyond" ? {} : range;
  return { contentType, byteSize, sha256, range, stream: () => createReadStream(blobPath(storageKey), part) };
};
