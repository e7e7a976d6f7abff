import type { Readable } from "node:stream";
import { z } from "zod";

const chunkSchema = z.instanceof(Uint8Array);

/** Reads as fast as the browser takes, and stops reading where it leaves. */
export const webStream = (source: Readable): ReadableStream<Uint8Array> => {
  const chunks = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(chunkSchema.parse(next.value));
    },
    cancel: () => {
      source.destroy();
    },
  });
};

/**
 * A file to keep: never shown in place (imported text must not become a page of ours), never guessed at, never cached by a proxy.
 * @param file `name` goes into the header; characters outside ASCII travel in the second form that browsers prefer
 */
export const downloadResponse = (file: { name: string; stream: Readable; byteSize: number | null; sha256: string | null }): Response => {
  const ascii = file.name.replace(/[^\w.-]+/g, "_");
  const headers = new Headers({
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  if (file.byteSize !== null) headers.set("content-length", String(file.byteSize));
  if (file.sha256 !== null) headers.set("etag", `"${file.sha256}"`);
  return new Response(webStream(file.stream), { headers });
};
