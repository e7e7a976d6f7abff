import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * Where encoders keep what they worked out of a text, by the hash of what was encoded. The computing process has no database;
 * whoever opens it passes one of these.
 */
export interface TextCache {
  /** The vectors that are kept, by hash. */
  read: (encoder: string, hashes: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  write: (encoder: string, entries: readonly CachedText[]) => Promise<void>;
}

export interface CachedText {
  hash: string;
  vector: Uint8Array;
}

/** Keeps nothing: for fits outside a project. */
export const noCache: TextCache = { read: () => Promise.resolve(new Map()), write: () => Promise.resolve() };

/** Hash of the texts that went into one vector, in order; their borders count. */
export const hashTexts = (...texts: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(createHash("sha256").update(text).digest());
  return hash.digest("hex");
};

/** Rows that are looked up, worked out and written together. */
const BATCH_ROWS = 2_000;

/**
 * Vectors of rows, from the cache where it has them. Equal hashes are worked out once. A vector that is too short, too long or
 * altered counts as missing.
 *
 * @param encoder name and version: whatever changes a value changes this name
 * @param hashes one a row
 * @param compute vectors of the rows at the given positions // [positions, width] row-major
 * @returns [rows, width] row-major, and how many rows were worked out anew
 */
export const encodeThroughCache = async (
  cache: TextCache,
  { encoder, width }: { encoder: string; width: number },
  hashes: readonly string[],
  compute: (positions: readonly number[]) => Float32Array | Promise<Float32Array>,
): Promise<{ values: Float32Array; computed: number }> => {
  const values = new Float32Array(hashes.length * width);
  let computed = 0;
  for (let from = 0; from < hashes.length; from += BATCH_ROWS) {
    const positionsOf = new Map<string, number[]>();
    for (const [offset, hash] of hashes.slice(from, from + BATCH_ROWS).entries()) {
      const known = positionsOf.get(hash);
      if (known) known.push(from + offset);
      else positionsOf.set(hash, [from + offset]);
    }
    const put = (hash: string, vector: Float32Array): void =>
      positionsOf.get(hash)?.forEach((position) => values.set(vector, position * width));
    const kept = await cache.read(encoder, [...positionsOf.keys()]);
    const missing = [...positionsOf].flatMap(([hash, [position]]) => {
      const bytes = kept.get(hash);
      const vector = bytes && unpackVector(bytes, width);
      if (vector) put(hash, vector);
      return vector || position === undefined ? [] : [{ hash, position }];
    });
    if (missing.length === 0) continue;
    const fresh = await compute(missing.map(({ position }) => position));
    const entries = missing.map(({ hash }, row) => {
      const vector = fresh.subarray(row * width, (row + 1) * width);
      put(hash, vector);
      return { hash, vector: packVector(vector) };
    });
    await cache.write(encoder, entries);
    computed += missing.length;
  }
  return { values, computed };
};

/** Little-endian floats, then their CRC-32. */
export const packVector = (vector: Float32Array): Uint8Array => {
  const bytes = Buffer.alloc(vector.length * 4 + 4);
  vector.forEach((value, k) => bytes.writeFloatLE(value, k * 4));
  bytes.writeUInt32LE(crc32(bytes.subarray(0, vector.length * 4)), vector.length * 4);
  return bytes;
};

/** Null where the bytes are not a vector of this width, or hold what is no number. */
export const unpackVector = (bytes: Uint8Array, width: number): Float32Array | null => {
  if (bytes.length !== width * 4 + 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(width * 4, true) !== crc32(bytes.subarray(0, width * 4))) return null;
  const vector = new Float32Array(width);
  for (let k = 0; k < width; k += 1) vector[k] = view.getFloat32(k * 4, true);
  // Kept by a version that did not refuse an encoder whose numbers overflow: worked out anew, it is refused.
  return vector.every(Number.isFinite) ? vector : null;
};
