import type { Readable } from "node:stream";
import { AppError } from "@/lib/errors";
import { readText } from "@/lib/net/guarded-fetch";
import { answerBytes, askS3, elementOf, elementsOf, s3Failure } from "@/lib/storage-s3/request";
import type { S3Object, S3Storage } from "@/lib/storage-s3/schema";

const named = (storage: S3Storage, key: string): string => `s3://${storage.bucket}/${key}`;

/** Size and tag of an object; null where there is none. */
export const headObject = async (
  storage: S3Storage,
  key: string,
  signal?: AbortSignal,
): Promise<{ byteSize: number; etag: string | null } | null> => {
  const response = await askS3(storage, { method: "HEAD", key, maxBytes: answerBytes, ...(signal ? { signal } : {}) });
  if (response.status === 404) {
    response.body.destroy();
    return null;
  }
  if (response.status !== 200) throw await s3Failure(storage, named(storage, key), response);
  response.body.destroy();
  return { byteSize: Number(response.headers["content-length"] ?? 0), etag: response.headers.etag ?? null };
};

/**
 * An object as it comes, from a byte on. With `etag` it is refused where the object is another one meanwhile.
 * @throws AppError not_found, refused, unavailable, too_large
 */
export const getObject = async (
  storage: S3Storage,
  key: string,
  options: { maxBytes: number; totalMs: number; start?: number; etag?: string | null; signal?: AbortSignal },
): Promise<{ body: Readable; byteSize: number }> => {
  const { start = 0, etag, ...limits } = options;
  const headers = { ...(start > 0 ? { range: `bytes=${start}-` } : {}), ...(start > 0 && etag ? { "if-match": etag } : {}) };
  const response = await askS3(storage, { method: "GET", key, headers, ...limits });
  if (response.status === 412) {
    response.body.destroy();
    throw new AppError("conflict", { userMessage: `${named(storage, key)} was replaced while it was read. Read it again.` });
  }
  if (response.status !== (start > 0 ? 206 : 200)) throw await s3Failure(storage, named(storage, key), response);
  return { body: response.body, byteSize: start + Number(response.headers["content-length"] ?? 0) };
};

/** Objects whose keys begin so, in the order of the keys, at most `most`. */
export const listObjects = async (storage: S3Storage, prefix: string, most: number, signal?: AbortSignal): Promise<S3Object[]> => {
  const found: S3Object[] = [];
  let token: string | null = null;
  do {
    const query: Record<string, string> = {
      "list-type": "2",
      "max-keys": String(Math.min(1_000, most - found.length)),
      ...(token === null ? {} : { "continuation-token": token }),
      prefix,
    };
    const ordered = Object.fromEntries(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
    const response = await askS3(storage, { method: "GET", key: "", query: ordered, maxBytes: answerBytes, ...(signal ? { signal } : {}) });
    if (response.status !== 200) throw await s3Failure(storage, named(storage, prefix), response);
    const xml = await readText(response);
    for (const entry of elementsOf(xml, "Contents")) {
      const key = elementOf(entry, "Key");
      if (key !== null) found.push({ key, byteSize: Number(elementOf(entry, "Size") ?? 0) });
    }
    token = elementOf(xml, "IsTruncated") === "true" ? elementOf(xml, "NextContinuationToken") : null;
  } while (token !== null && found.length < most);
  return found;
};
