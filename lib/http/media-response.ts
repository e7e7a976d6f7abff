import { matchesAny, setLength, webStream } from "@/lib/http/download-response";
import type { OpenedMedia } from "@/lib/media/open-media";

/**
 * A medium to show in place. Its type was told from its bytes and stands fast; should somebody open it by itself, it is a
 * document without rights. Its bytes never change under one address, so browsers may keep it, and nobody else may.
 */
export const mediaResponse = (media: OpenedMedia, known: string | null): Response => {
  const etag = `"${media.sha256}"`;
  const headers = new Headers({
    "content-type": media.contentType,
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=86400, immutable",
    etag,
  });
  if (matchesAny(known, etag)) return new Response(null, { status: 304, headers });
  if (media.range === "beyond") {
    headers.set("content-range", `bytes */${media.byteSize}`);
    return new Response(null, { status: 416, headers });
  }
  const { range } = media;
  setLength(headers, range ? range.end - range.start + 1 : media.byteSize);
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${media.byteSize}`);
  return new Response(webStream(media.stream()), { status: range ? 206 : 200, headers });
};
