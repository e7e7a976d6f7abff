import { createReadStream } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";

/**
 * A file to read; `open` may be called more than once and starts from the beginning each time. `path` is where it lies, for
 * containers whose directory stands at their end; null for bytes that are in no file.
 */
export type FileSource = { fileName: string; byteSize: number; path: string | null; isFolder?: boolean; open: () => Readable };

/** Bytes of the file as it lies there, read so far: what progress goes by, packed or not. */
export type Meter = { bytes: number };

const bufferBytes = 256 * 1024;

export const sourceAt = (file: string, byteSize: number, fileName = path.basename(file)): FileSource => ({
  fileName,
  byteSize,
  path: file,
  open: () => createReadStream(file, { highWaterMark: bufferBytes }),
});
