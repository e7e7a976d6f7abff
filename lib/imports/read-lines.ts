import { isUtf8 } from "node:buffer";
import { pipeline } from "node:stream";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { limits } from "@/lib/imports/schema";

/** A file to read; `open` may be called more than once and starts from the beginning each time. */
export type FileSource = { fileName: string; byteSize: number; open: () => Readable };

/** Bytes of the file as it lies there, read so far: what progress goes by, packed or not. */
export type Meter = { bytes: number };

/** A line as text, or why it cannot be one. `last` refusals end the file: what follows cannot be read. */
export type ReadLine = { line: number; text: string } | { line: number; reason: string; excerpt: string };

const newline = 0x0a;
const excerptBytes = 400;

// Text packs five to thirty times. A file that unpacks far beyond that was made to fill memory or disk.
const suspectUnpackedBytes = 200_000_000;
const suspectRatio = 250;

const firstChunk = async (source: FileSource): Promise<Buffer> => {
  const stream = source.open();
  for await (const chunk of stream) {
    if (Buffer.isBuffer(chunk)) return chunk;
  }
  return Buffer.alloc(0);
};

export const isPacked = async (source: FileSource): Promise<boolean> => {
  const head = await firstChunk(source);
  return head[0] === 0x1f && head[1] === 0x8b;
};

/** The file's bytes, unpacked where it is gzip (by its first bytes, whatever its name says). */
async function* readBytes(source: FileSource, meter: Meter): AsyncGenerator<Buffer> {
  const packed = await isPacked(source);
  const raw = source.open();
  const counted = async function* (stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      meter.bytes += chunk.length;
      yield chunk;
    }
  };
  if (!packed) {
    yield* counted(raw);
    return;
  }
  const unpacked = pipeline(raw, counted, createGunzip(), () => undefined); // its error also ends the loop below
  let total = 0;
  for await (const chunk of unpacked) {
    if (!Buffer.isBuffer(chunk)) continue;
    total += chunk.length;
    if (total > suspectUnpackedBytes && total > suspectRatio * meter.bytes) throw new Error("unpacks to far more than text ever does");
    yield chunk;
  }
}

const decode = (line: number, bytes: Buffer): ReadLine =>
  isUtf8(bytes)
    ? { line, text: bytes.toString("utf8") }
    : { line, reason: "holds bytes that are not UTF-8", excerpt: bytes.subarray(0, excerptBytes).toString("utf8") };

const withoutMark = (bytes: Buffer): Buffer => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes);

/**
 * Physical lines in batches, one a chunk read, counted from 1, without their newline. Memory holds one chunk and one line:
 * a line beyond the limit is skipped and named. A file that breaks off (damaged compression) ends with a refusal.
 */
export async function* readLines(source: FileSource, meter: Meter): AsyncGenerator<ReadLine[]> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const close = (): ReadLine => {
    line += 1;
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const whole = line === 1 ? withoutMark(bytes ?? Buffer.alloc(0)) : (bytes ?? Buffer.alloc(0));
    const total = length;
    parts = [];
    length = 0;
    if (total <= limits.lineBytes) return decode(line, whole);
    const reason = `has ${total} bytes; the limit is ${limits.lineBytes}`;
    return { line, reason, excerpt: whole.subarray(0, excerptBytes).toString("utf8") };
  };
  const take = (bytes: Buffer): void => {
    length += bytes.length;
    // Beyond the limit only the length still counts; the head is kept for the excerpt.
    if (length <= limits.lineBytes) parts.push(bytes);
    else if (parts.length > 1) parts = [Buffer.from(Buffer.concat(parts).subarray(0, excerptBytes))];
  };
  try {
    for await (const chunk of readBytes(source, meter)) {
      const batch: ReadLine[] = [];
      let from = 0;
      for (let at = chunk.indexOf(newline, from); at >= 0; at = chunk.indexOf(newline, from)) {
        take(chunk.subarray(from, at));
        batch.push(close());
        from = at + 1;
      }
      if (from < chunk.length) take(chunk.subarray(from));
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    const reason = `cannot be read, nor what follows: ${error instanceof Error ? error.message : "the file is damaged"}`;
    yield [{ line: line + 1, reason, excerpt: "" }];
    return;
  }
  if (length > 0) yield [close()];
}
