import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";

export type Packing = "gzip" | "zstd" | null;

// Text packs five to thirty times. A file that unpacks far beyond that was made to fill memory or disk.
export const suspectUnpackedBytes = 200_000_000;
export const suspectRatio = 250;

const utf16Marks = new Map([
  ["fffe", "utf-16le"],
  ["feff", "utf-16be"],
]);

/** The encoding of two bytes a character: by its mark, else where every other of the first bytes is zero, as in no UTF-8 text. */
const wideEncodingOf = (chunk: Buffer): string | undefined => {
  const marked = utf16Marks.get(chunk.subarray(0, 2).toString("hex"));
  const head = chunk.subarray(0, 16);
  if (marked !== undefined || head.length < 8) return marked;
  const zero = (parity: number): boolean => head.every((byte, i) => (i % 2 === parity) === (byte === 0));
  return zero(1) ? "utf-16le" : zero(0) ? "utf-16be" : undefined;
};

/** The first bytes of a file as it lies there. */
export const headOf = async (source: FileSource, bytes = 16): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let length = 0;
  const stream = source.open();
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    parts.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(parts).subarray(0, bytes);
};

export const packingOf = (head: Buffer): Packing => {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  return head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528 ? "zstd" : null;
};

/** Throws where what was unpacked is out of all proportion to what was read. */
const guardRatio = (unpacked: number, meter: Meter): void => {
  if (unpacked > suspectUnpackedBytes && unpacked > suspectRatio * meter.bytes) throw new Error("unpacks to far more than text ever does");
};

// A block of zstd may stand for 128 kB in four bytes: small bites keep what one of them gives small too.
const zstdBite = 1_024;

async function* unzstd(stream: AsyncIterable<Buffer>, meter: Meter): AsyncGenerator<Buffer> {
  let out: Buffer[] = [];
  let total = 0;
  let ended = false;
  const stretcher = new Decompress((chunk, final) => {
    total += chunk.length;
    guardRatio(total, meter);
    // The library goes on writing into its own buffer.
    if (chunk.length > 0) out.push(Buffer.from(chunk));
    ended ||= final === true;
  });
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; at += zstdBite) {
      stretcher.push(chunk.subarray(at, at + zstdBite));
      if (out.length === 0) continue;
      const ready = out;
      out = [];
      yield* ready;
    }
  }
  stretcher.push(new Uint8Array(0), true);
  yield* out;
}

async function* gunzip(stream: () => AsyncGenerator<Buffer>, meter: Meter): AsyncGenerator<Buffer> {
  const unpacked = pipeline(stream, createGunzip(), () => undefined); // its error also ends the loop below
  let total = 0;
  for await (const chunk of unpacked) {
    if (!Buffer.isBuffer(chunk)) continue;
    total += chunk.length;
    guardRatio(total, meter);
    yield chunk;
  }
}

async function* toUtf8(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      const encoding = wideEncodingOf(chunk);
      decoder = encoding === undefined ? null : new TextDecoder(encoding, { fatal: true });
    }
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

/**
 * The file's bytes, unpacked where it is gzip or zstd (by its first bytes, whatever its name says), as UTF-8 where it is UTF-16. Throws where it breaks off or unpacks beyond all proportion.
 */
export async function* readBytes(source: FileSource, meter: Meter): AsyncGenerator<Buffer> {
  const packing = packingOf(await headOf(source));
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source.open()) {
      if (!Buffer.isBuffer(chunk)) continue;
      meter.bytes += chunk.length;
      yield chunk;
    }
  };
  yield* toUtf8(packing === "gzip" ? gunzip(counted, meter) : packing === "zstd" ? unzstd(counted(), meter) : counted());
}

/** The first bytes of what is in the file; empty where it cannot be unpacked, which is told with its reason when it is read. */
export const unpackedHeadOf = async (source: FileSource, bytes: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of readBytes(source, { bytes: 0 })) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= bytes) break;
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(parts).subarray(0, bytes);
};
