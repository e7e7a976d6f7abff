import { AppError } from "@/lib/errors";
import { limits } from "@/lib/imports/row-schema";
import { nameOfPath, pathBelow, receiveFile, receiveMs } from "@/lib/imports/sources/receive-file";
import { planFolder } from "@/lib/imports/containers/dataset-folder";
import type { RunControl } from "@/lib/jobs/progress";
import { getObject, headObject, listObjects } from "@/lib/storage-s3/read-objects";
import type { S3Storage } from "@/lib/storage-s3/schema";

const mostObjects = 5_000;

export type S3Fetched = { fileName: string; byteSize: number; isFolder: boolean };

const fetchOne = async (
  storage: S3Storage,
  key: string,
  target: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<number> => {
  const head = await headObject(storage, key, signal);
  if (!head) throw new AppError("not_found", { userMessage: `There is no object s3://${storage.bucket}/${key}.` });
  const ask = async (start: number) => {
    const { body, byteSize } = await getObject(storage, key, {
      maxBytes: limits.uploadBytes,
      totalMs: receiveMs,
      start,
      etag: head.etag,
      signal,
    });
    return { body, start, byteSize };
  };
  return receiveFile(target, ask, { signal, onBytes });
};

/** An object written to `target`, or the files of rows below a key that ends in “/”, laid below it as a folder. */
export const fetchS3 = async (storage: S3Storage, key: string, target: string, run: RunControl): Promise<S3Fetched> => {
  const where = `s3://${storage.bucket}/${key}`;
  if (key !== "" && !key.endsWith("/")) {
    const total = (await headObject(storage, key, run.signal))?.byteSize ?? 0;
    const byteSize = await fetchOne(storage, key, target, run.signal, (bytes) =>
      run.report({ done: Math.ceil(bytes / 1_000), total: Math.ceil(total / 1_000), message: where }),
    );
    return { fileName: nameOfPath(key, storage.bucket), byteSize, isFolder: false };
  }
  const objects = (await listObjects(storage, key, mostObjects + 1, run.signal)).filter((object) => !object.key.endsWith("/"));
  if (objects.length > mostObjects)
    throw new AppError("too_large", { userMessage: `${where} holds more than ${mostObjects} objects. Name a folder of it.` });
  const relative = new Map(objects.map((object) => [object.key.slice(key.length), object]));
  const plan = new Set(planFolder([...relative.keys()], null).files.map(({ name }) => name));
  const wanted = [...relative].filter(([name]) => plan.has(name) || /^README\.md$/i.test(name));
  if (plan.size === 0)
    throw new AppError("refused", { userMessage: `${where} holds no file of rows (JSONL, JSON, CSV, TSV, Parquet or Arrow).` });
  const total = wanted.reduce((sum, [, { byteSize }]) => sum + byteSize, 0);
  if (total > limits.uploadBytes)
    throw new AppError("too_large", {
      userMessage: `${where} holds ${total} bytes; the limit is ${limits.uploadBytes}. Name a folder of it.`,
    });
  let done = 0;
  for (const [name, object] of wanted) {
    const before = done;
    await fetchOne(storage, object.key, pathBelow(target, name), run.signal, (bytes) =>
      run.report({ done: Math.ceil((before + bytes) / 1_000), total: Math.ceil(total / 1_000), message: name }),
    );
    done += object.byteSize;
  }
  return { fileName: nameOfPath(key, storage.bucket), byteSize: total, isFolder: true };
};
