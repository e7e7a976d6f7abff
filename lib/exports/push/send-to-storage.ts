import { buffer } from "node:stream/consumers";
import { byteMeter } from "@/lib/exports/push/files-to-send";
import type { SentFile } from "@/lib/exports/push/files-to-send";
import type { RunControl } from "@/lib/jobs/progress";
import { putFile, putObject } from "@/lib/storage-s3/put-object";
import type { S3Storage } from "@/lib/storage-s3/schema";

/** Writes a version's files under a folder of a bucket. What is there under the same names is written over. */
export const sendToStorage = async (
  storage: S3Storage,
  folder: string,
  files: SentFile[],
  { signal, report }: RunControl,
): Promise<string> => {
  const sent = byteMeter(files, report);
  for (const { path, disk, open } of files) {
    signal.throwIfAborted();
    const key = folder === "" ? path : `${folder}/${path}`;
    let there = 0;
    const onBytes = (bytes: number): void => {
      sent(bytes - there, path);
      there = bytes;
    };
    const options = { signal, onBytes };
    if (disk === null) await putObject(storage, key, await buffer(open()), options);
    else await putFile(storage, key, disk, options);
  }
  return `s3://${storage.bucket}/${folder === "" ? "" : `${folder}/`}`;
};
