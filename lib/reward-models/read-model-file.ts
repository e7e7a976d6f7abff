import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { AppError } from "@/lib/errors";
import { hashStream } from "@/lib/hash-stream";
import { blobSize, readBlob } from "@/lib/storage";

// A changed byte of a weight gives other scores and no error: only the checksum tells. It is null where none was kept.

/** A version's file as it was stored; one that is gone or was changed is refused in words. */
export const readModelFile = async (key: string, sha256: string | null): Promise<Buffer> => {
  if ((await blobSize(key)) === null) throw damaged(key, "it is gone");
  const bytes = await buffer(readBlob(key));
  if (sha256 !== null && createHash("sha256").update(bytes).digest("hex") !== sha256) throw changed(key);
  return bytes;
};

/** The same refusals for a file that is handed on and not held. */
export const checkModelFile = async (key: string, sha256: string | null): Promise<void> => {
  if ((await blobSize(key)) === null) throw damaged(key, "it is gone");
  if (sha256 !== null && (await hashStream(readBlob(key))) !== sha256) throw changed(key);
};

const changed = (key: string): AppError => damaged(key, "its checksum is no longer the one that it was stored with");

const damaged = (key: string, how: string): AppError =>
  new AppError("refused", {
    message: `model file ${key}: ${how}`,
    userMessage: `A stored file of this reward model is damaged or incomplete (${how}). Train the version again, or restore its files from a backup.`,
  });
