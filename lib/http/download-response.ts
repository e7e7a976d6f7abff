import { Readable } from "node:stream";
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

/** The framework drops a length; under the second name it reaches the server itself, which names it (scripts/web/body-length.mjs). */
export const setLength = (headers: Headers, byteSize: number): void => {
  for (const name of ["content-length", "x-body-length"]) headers.set(name, String(byteSize));
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
  if (file.byteSize !== null) setLength(headers, file.byteSize);
  if (file.sha256 !== null) headers.set("etag", `"${file.sha256}"`);
  return new Response(webStream(file.stream), { headers });
};

/** Whether a header of tags names this one, or any. A proxy that packs answers makes a tag a weak one. */
export const matchesAny = (header: string | null, etag: string): boolean =>
  header !== null &&
  header
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === etag);

export type ByteRange = { start: number; end: number };

/**
 * The one range that a request asks for, both ends inclusive. Null: the whole file, as for several ranges at once or a header
 * that says nothing; "beyond": a range that the file does not have.
 */
export const requestedRange = (header: string | null, byteSize: number): ByteRange | "beyond" | null => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match) return null;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return null;
  const start = from === "" ? Math.max(0, byteSize - Number(to)) : Number(from);
  const end = from === "" || to === "" ? byteSize - 1 : Math.min(Number(to), byteSize - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return null;
  return start >= byteSize || end < start ? "beyond" : { start, end };
};

/**
 * A file for readers that take it in parts: sizes by HEAD, which knows no ranges, and ranges by RFC 9110. A range holds only while the file is the one that
 * the reader knows (If-Range); its entity tag is its checksum.
 */
export const rangedResponse = (
  request: Request,
  file: { name: string; byteSize: number; sha256: string; open: (range?: ByteRange) => Readable },
): Response => {
  const tag = `"${file.sha256}"`;
  if (matchesAny(request.headers.get("if-none-match"), tag)) {
    return new Response(null, { status: 304, headers: { etag: tag, "accept-ranges": "bytes", "cache-control": "private, no-store" } });
  }
  const known = request.headers.get("if-range");
  const inParts = request.method !== "HEAD" && (known === null || known === tag);
  const range = inParts ? requestedRange(request.headers.get("range"), file.byteSize) : null;
  if (range === "beyond") {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${file.byteSize}`, "accept-ranges": "bytes" } });
  }
  const byteSize = range ? range.end - range.start + 1 : file.byteSize;
  const whole = downloadResponse({
    ...file,
    byteSize,
    stream: request.method === "HEAD" ? Readable.from([]) : file.open(range ?? undefined),
  });
  const headers = new Headers(whole.headers);
  headers.set("accept-ranges", "bytes");
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${file.byteSize}`);
  return new Response(request.method === "HEAD" ? null : whole.body, { status: range ? 206 : 200, headers });
};
