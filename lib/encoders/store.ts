import { readdir, readFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { encoderRecordSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";
import type { RunControl } from "@/lib/jobs/progress";
import { blobPath, deleteBlob, writeBlob } from "@/lib/storage";

/** Encoders are files in the home folder, one folder each; there is no row for them. */

const recordFile = "encoder.json";
const keyOf = (name: string, file: string): string => `encoders/${name}/${file}`;

export const encoderFolder = (name: string): string => path.dirname(blobPath(keyOf(name, recordFile)));

/** Null where there is none of this name, or where adding it did not come to its end. */
export const findEncoderRecord = async (name: string): Promise<EncoderRecord | null> => {
  try {
    return encoderRecordSchema.parse(JSON.parse(await readFile(blobPath(keyOf(name, recordFile)), "utf8")));
  } catch {
    return null; // absent or half written: the same to whoever asks
  }
};

export const allEncoderRecords = async (): Promise<EncoderRecord[]> => {
  let names: string[];
  try {
    names = await readdir(path.dirname(encoderFolder("any")));
  } catch {
    return []; // nothing was ever added
  }
  const records = await Promise.all(names.map(findEncoderRecord));
  return records.flatMap((record) => (record ? [record] : [])).sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** Takes away its files, the record first, so that a half removed one is none. */
export const dropEncoderFiles = async (name: string): Promise<void> => {
  await deleteBlob(keyOf(name, recordFile));
  await deleteBlob(`encoders/${name}`);
};

/** A file piece by piece until it is cancelled: a stream with a signal would fail before anybody listens. */
async function* piecesOf(file: string, signal: AbortSignal): AsyncGenerator<unknown> {
  for await (const piece of createReadStream(file)) {
    signal.throwIfAborted();
    yield piece;
  }
}

/** Copies files in, and writes the record when all are there. */
export const keepEncoder = async (record: EncoderRecord, from: string, { signal, report }: RunControl): Promise<void> => {
  await deleteBlob(`encoders/${record.name}`);
  const total = record.files.reduce((sum, { byteSize }) => sum + byteSize, 0);
  let done = 0;
  for (const { name, byteSize } of record.files) {
    signal.throwIfAborted();
    report({ done, total, message: `Copying ${name}` });
    await writeBlob(keyOf(record.name, name), Readable.from(piecesOf(path.join(from, name), signal)));
    done += byteSize;
  }
  await writeBlob(keyOf(record.name, recordFile), Buffer.from(JSON.stringify(record, null, 2)));
};
