import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { CompressionType, MapRow, RecordBatchReader, StructRow, Vector, compressionRegistry } from "apache-arrow";
import type { Data, RecordBatch } from "apache-arrow";
import { decompress } from "fzstd";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import { guardHeaders } from "@/lib/imports/containers/guard-headers";
import { headOf, readBytes } from "@/lib/imports/containers/read-bytes";
import { unpackLz4 } from "@/lib/imports/containers/unpack-lz4";

guardHeaders();
// A copy of its own: numbers of eight bytes are read in place, which a part of a larger buffer need not allow.
compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => decompress(data).slice() });
compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (data) => unpackLz4(data) });

export const arrowMagic = "ARROW1";
// The magic and its padding; behind them a file is a stream, and then a directory that reading in order does not need.
const fileHead = 8;

async function* streamOf(source: FileSource, meter: Meter): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of readBytes(source, meter)) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < fileHead) continue;
    const isFile = head.subarray(0, arrowMagic.length).toString("latin1") === arrowMagic;
    if (head.length > (isFile ? fileHead : 0)) yield isFile ? head.subarray(fileHead) : head;
    head = null;
  }
  if (head) yield head;
}

const deepest = 256;

/** A cell as JSON holds it: what is no number is nothing, as in the other containers. Times become milliseconds, as Arrow gives them. */
const plain = (value: unknown, depth = 0): unknown => {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepest) throw new RangeError("is nested too deep");
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Vector || Array.isArray(value)) return Array.from<unknown, unknown>(value, (entry) => plain(entry, depth + 1));
  if (value instanceof StructRow || value instanceof MapRow) return plain(value.toJSON(), depth);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry, depth + 1)]));
};

export type ArrowRow = { line: number; value: unknown } | { line: number; reason: string; excerpt: string };

/** A file's directory stands at its end; not every writer repeats the schema at the front, as a stream must. */
const isPlainFile = async (source: FileSource): Promise<boolean> =>
  source.path !== null && (await headOf(source)).subarray(0, arrowMagic.length).toString("latin1") === arrowMagic;

// The directory and the heads of messages are read beside the batches.
const readBeside = 64 * 1024;

/**
 * A file is read as its directory says, each batch once. Where a damaged directory names what is no batch, the library looks for
 * one at the same place for ever.
 */
const readOnce = (handle: FileHandle, byteSize: number): void => {
  const read = handle.read.bind(handle);
  let asked = 0;
  const counted = (bytes: Uint8Array, offset: number, length: number, position: number): ReturnType<typeof read> => {
    asked += length;
    if (asked > 2 * byteSize + readBeside) throw new RangeError("its directory names the same place again and again");
    return read(bytes, offset, length, position);
  };
  Object.defineProperty(handle, "read", { value: counted });
};

async function* batchesOf(source: FileSource, meter: Meter): AsyncGenerator<RecordBatch> {
  if (source.path === null || !(await isPlainFile(source))) {
    const reader = await RecordBatchReader.from(streamOf(source, meter));
    await reader.open();
    for await (const batch of reader) yield batch;
    return;
  }
  const handle = await open(source.path);
  readOnce(handle, source.byteSize);
  try {
    const reader = await RecordBatchReader.from(handle);
    await reader.open();
    let read = 0;
    for await (const batch of reader) {
      read += 1;
      yield batch;
      meter.bytes = Math.round((source.byteSize * read) / Math.max(1, reader.numRecordBatches ?? 1));
    }
  } finally {
    await handle.close();
  }
}

/** Without the marks of what is missing: the library makes them for as many rows as a batch tells of. */
const valueBytes = ({ values, valueOffsets, typeIds, children }: Data): number =>
  children.reduce(
    (sum, child) => sum + valueBytes(child),
    [values, valueOffsets, typeIds].reduce((sum: number, part: ArrayLike<unknown> | undefined) => sum + (part?.length ?? 0), 0),
  );

/** Rows of an Arrow file or stream, each with its number. One record batch is held at a time. */
export async function* readArrow(source: FileSource, meter: Meter): AsyncGenerator<ArrowRow> {
  let row = 0;
  try {
    for await (const batch of batchesOf(source, meter)) {
      // A value takes a bit at least, as truth values do; what tells of more was damaged.
      const bytes = valueBytes(batch.data);
      if (batch.numRows > 8 * bytes) throw new RangeError(`a batch tells of ${batch.numRows} rows, and has room for ${8 * bytes}`);
      for (let i = 0; i < batch.numRows; i += 1) {
        row += 1;
        yield { line: row, value: plain(batch.get(i)) };
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0]?.slice(0, 200) : "the file is damaged";
    yield { line: row + 1, reason: `cannot be read, nor what follows: ${why}`, excerpt: "" };
  }
}
