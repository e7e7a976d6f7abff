import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { AppError } from "@/lib/errors";
import { readText } from "@/lib/net/guarded-fetch";
import type { OutboundResponse } from "@/lib/net/guarded-fetch";
import { headObject } from "@/lib/storage-s3/read-objects";
import { answerBytes, askS3, elementOf, s3Failure } from "@/lib/storage-s3/request";
import type { S3Request } from "@/lib/storage-s3/request";
import type { S3Storage } from "@/lib/storage-s3/schema";

/** Memory holds one part. A service takes at most 10,000 of them, so very large files have larger ones. */
const partBytes = 16 * 1024 * 1024;
const mostParts = 10_000;
const partMs = 10 * 60_000;
const tries = 3;

/** `onBytes` hears how much of the object is there. */
type Options = { contentType?: string; signal?: AbortSignal; onBytes?: (bytes: number) => void };

const named = (storage: S3Storage, key: string): string => `s3://${storage.bucket}/${key}`;

const done = async (storage: S3Storage, what: string, response: OutboundResponse): Promise<{ text: string; etag: string | null }> => {
  if (response.status < 200 || response.status > 299) throw await s3Failure(storage, what, response);
  return { text: await readText(response), etag: response.headers.etag ?? null };
};

/** Sends, and sends again where the other side was not to be had: each of these requests may be made twice. */
const send = async (storage: S3Storage, request: Omit<S3Request, "maxBytes">): Promise<{ text: string; etag: string | null }> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await askS3(storage, { totalMs: partMs, ...request, maxBytes: answerBytes });
      return await done(storage, named(storage, request.key), response);
    } catch (error) {
      if (attempt >= tries || !(error instanceof AppError) || error.code !== "unavailable") throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 4 ** attempt));
    }
  }
};

/** Writes an object of bytes that are at hand. */
export const putObject = async (storage: S3Storage, key: string, body: Uint8Array, options: Options = {}): Promise<void> => {
  const { contentType, signal, onBytes } = options;
  const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
  await send(storage, { method: "PUT", key, headers, body, ...(signal ? { signal } : {}) });
  onBytes?.(body.byteLength);
};

const readPart = async (file: FileHandle, start: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) throw new AppError("conflict", { userMessage: "The file became shorter while it was sent." });
    filled += bytesRead;
  }
  return bytes;
};

/** Writes a file of this machine as an object, in parts where it is large. What broke off is cleared away at the other side. */
export const putFile = async (storage: S3Storage, key: string, path: string, options: Options = {}): Promise<void> => {
  const { contentType, signal, onBytes } = options;
  const aborts = signal ? { signal } : {};
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size <= partBytes) {
      await putObject(storage, key, await readPart(file, 0, size), options);
      return;
    }
    const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
    const begun = await send(storage, { method: "POST", key, query: { uploads: "" }, headers, ...aborts });
    const uploadId = elementOf(begun.text, "UploadId");
    if (uploadId === null)
      throw new AppError("unavailable", { userMessage: `${named(storage, key)}: the storage does not take files in parts.` });
    try {
      const step = Math.max(partBytes, Math.ceil(size / mostParts));
      const parts: string[] = [];
      for (let start = 0; start < size; start += step) {
        const body = await readPart(file, start, Math.min(step, size - start));
        const number = parts.length + 1;
        const { etag } = await send(storage, { method: "PUT", key, query: { partNumber: String(number), uploadId }, body, ...aborts });
        parts.push(`<Part><PartNumber>${number}</PartNumber><ETag>${(etag ?? "").replaceAll('"', "&quot;")}</ETag></Part>`);
        onBytes?.(start + body.length);
      }
      const list = Buffer.from(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`);
      const ended = await send(storage, { method: "POST", key, query: { uploadId }, body: list, ...aborts }).catch(
        async (error: unknown) => {
          // An upload that is gone when it is ended again was put together the first time, whose answer was lost.
          if (!(error instanceof AppError) || error.code !== "not_found") throw error;
          if ((await headObject(storage, key, signal))?.byteSize !== size) throw error;
          return { text: "" };
        },
      );
      // This one answer can be a refusal under status 200.
      if (elementOf(ended.text, "Code") !== null)
        throw new AppError("unavailable", {
          userMessage: `${named(storage, key)}: ${elementOf(ended.text, "Message") ?? "it was not kept"}.`,
        });
    } catch (error) {
      await send(storage, { method: "DELETE", key, query: { uploadId } }).catch(() => undefined); // the first failure is told
      throw error;
    }
  } finally {
    await file.close();
  }
};
