import { Readable } from "node:stream";
import type { FileSource } from "@/lib/imports/containers/file-source";

/** Bytes as a file that lies nowhere, read in chunks of a few bytes so that every boundary is crossed. */
export const sourceOf = (bytes: Buffer | string, options: { chunkBytes?: number; fileName?: string } = {}): FileSource => {
  const all = Buffer.from(bytes);
  const chunkBytes = options.chunkBytes ?? 64;
  return {
    fileName: options.fileName ?? "rows",
    byteSize: all.length,
    path: null,
    open: () =>
      Readable.from(
        (function* () {
          for (let at = 0; at < all.length; at += chunkBytes) yield all.subarray(at, at + chunkBytes);
        })(),
      ),
  };
};
