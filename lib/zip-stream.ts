import { PassThrough } from "node:stream";
import type { Readable } from "node:stream";
import { ZipFile } from "yazl";

type ZipEntry = { name: string } & ({ bytes: Buffer } | { byteSize: number; open: () => Readable; compress?: boolean });

/**
 * An archive written while it is read. Files keep no time of their own, so that the same entries give the same bytes. Where a file
 * cannot be read the archive breaks off with its error; where nobody reads on, the file at hand is closed.
 */
export const zipStream = (entries: readonly ZipEntry[]): Readable => {
  const zip = new ZipFile();
  const archive = new PassThrough();
  zip.on("error", (error: Error) => archive.destroy(error));
  const options = { mtime: new Date(Date.UTC(1980, 0, 1)), mode: 0o100644, forceDosTimestamp: true };
  for (const entry of entries) {
    if ("bytes" in entry) {
      zip.addBuffer(entry.bytes, entry.name, options);
      continue;
    }
    const { name, byteSize, open, compress = true } = entry;
    zip.addReadStreamLazy(name, { ...options, compress, size: byteSize }, (done) => {
      const file = open();
      file.once("error", (error) => archive.destroy(error));
      archive.once("close", () => file.destroy());
      done(null, file);
    });
  }
  zip.end();
  zip.outputStream.pipe(archive);
  return archive;
};
