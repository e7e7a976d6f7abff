import { readdir, readFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import path from "node:path";
import { encoderRecordSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";
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

/** Copies files in, and writes the record when all are there. */
export const keepEncoder = async (record: EncoderRecord, from: string): Promise<void> => {
  await deleteBlob(`encoders/${record.name}`);
  for (const { name } of record.files) await writeBlob(keyOf(record.name, name), createReadStream(path.join(from, name)));
  await writeBlob(keyOf(record.name, recordFile), Buffer.from(JSON.stringify(record, null, 2)));
};
