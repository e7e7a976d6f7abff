import { constants } from "node:buffer";
import { open } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { FileHandle } from "node:fs/promises";

/**
 * Reads tensors by name from a safetensors file: 8 bytes header length, a JSON header of names, types, shapes and places, then raw
 * numbers. Nothing in it can run. Every place is checked against the file before a byte of it is read.
 */

/** Weights by name, wherever they come from. */
export interface WeightSource {
  names: () => readonly string[];
  shapeOf: (name: string) => readonly number[] | null;
  /** Row-major. */
  read: (name: string) => Promise<Float32Array>;
  close: () => Promise<void>;
}

const BYTES = { F32: 4, F16: 2, BF16: 2, F64: 8 } as const;
type Dtype = keyof typeof BYTES;
const readable = (dtype: string): dtype is Dtype => dtype in BYTES;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().min(0)).max(8),
  data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
});
const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).optional() }).catchall(entrySchema);
type Entry = z.infer<typeof entrySchema>;

/** The format's own bound; a longer "header" is another kind of file. */
const MOST_HEADER_BYTES = 100_000_000;

export const openSafetensors = async (file: string): Promise<WeightSource & { metadata: Readonly<Record<string, string>> }> => {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const { entries, metadata, start } = await readHeader(handle, size, file);
    for (const [name, entry] of entries) checkPlace(file, name, entry, size - start);
    return {
      metadata,
      names: () => [...entries.keys()],
      shapeOf: (name) => entries.get(name)?.shape ?? null,
      read: async (name) => {
        const entry = entries.get(name);
        if (!entry) throw damaged(file, `there is no tensor ${name}`);
        return toFloats(file, name, entry, await readExactly(handle, start + entry.data_offsets[0], lengthOf(entry), file));
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};

const lengthOf = ({ data_offsets: [from, to] }: Entry): number => to - from;

const readHeader = async (
  handle: FileHandle,
  size: number,
  file: string,
): Promise<{ entries: Map<string, Entry>; metadata: Record<string, string>; start: number }> => {
  if (size < 8) throw damaged(file, "it is shorter than its header");
  const length = Number((await readExactly(handle, 0, 8, file)).readBigUInt64LE(0));
  if (length > MOST_HEADER_BYTES) throw damaged(file, "it does not begin with a header length; is it a safetensors file?");
  if (8 + length > size) throw damaged(file, "it ends inside its header; the download or copy was cut");
  const text = (await readExactly(handle, 8, length, file)).toString("utf8");
  let header: z.infer<typeof headerSchema>;
  try {
    header = headerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(file, "its header is not a list of tensors", cause);
  }
  const { __metadata__: metadata = {}, ...entries } = header;
  return { entries: new Map(Object.entries(entries)), metadata, start: 8 + length };
};

const checkPlace = (file: string, name: string, entry: Entry, payload: number): void => {
  const [from, to] = entry.data_offsets;
  if (from > to || to > payload) throw damaged(file, `tensor ${name} lies beyond the end of the file; the download or copy was cut`);
  if (!readable(entry.dtype)) return; // refused only when it is asked for: position ids, say, are integers that nobody reads
  const wanted = entry.shape.reduce((product, axis) => product * axis, 1) * BYTES[entry.dtype];
  if (wanted !== to - from)
    throw damaged(file, `tensor ${name} has ${to - from} bytes, its shape [${entry.shape.join(", ")}] wants ${wanted}`);
  if (wanted > constants.MAX_LENGTH) throw damaged(file, `tensor ${name} is too large to be read`);
};

const readExactly = async (handle: FileHandle, position: number, length: number, file: string): Promise<Buffer> => {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw damaged(file, "it ended while it was read");
    filled += bytesRead;
  }
  return buffer;
};

const toFloats = (file: string, name: string, { dtype }: Entry, bytes: Buffer): Float32Array => {
  if (!readable(dtype)) throw damaged(file, `tensor ${name} is ${dtype}; F32, F16, BF16 and F64 can be read`);
  const count = bytes.length / BYTES[dtype];
  // The bytes as they are: an encoder has tens of millions of numbers, of which reading one at a time takes a second.
  if (dtype === "F32") return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  if (dtype === "F64") return Float32Array.from({ length: count }, (_, k) => bytes.readDoubleLE(8 * k));
  const values = new Float32Array(count);
  const bits = new Uint32Array(values.buffer);
  for (let k = 0; k < count; k += 1) {
    const half = bytes.readUInt16LE(2 * k);
    if (dtype === "BF16") bits[k] = half << 16;
    else values[k] = fromHalf(half);
  }
  return values;
};

/** IEEE 754 binary16. */
const fromHalf = (half: number): number => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
};

const damaged = (file: string, reason: string, cause?: unknown): AppError =>
  new AppError("refused", { userMessage: `${file} cannot be read: ${reason}.`, cause });

/** Tensors as the bytes of a safetensors file, for weights that we merged ourselves. */
export const writeSafetensors = (
  tensors: ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array => {
  const entries: Record<string, unknown> = { __metadata__: { format: "pt", ...metadata } };
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    entries[name] = { dtype: "F32", shape, data_offsets: [offset, offset + data.byteLength] };
    parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    offset += data.byteLength;
  }
  const json = JSON.stringify(entries);
  const header = Buffer.from(json, "utf8");
  const padded = Buffer.alloc(Math.ceil(header.length / 8) * 8, " ");
  header.copy(padded);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...parts]);
};
