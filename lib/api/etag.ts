import { createHash } from "node:crypto";

/** Of an answer's bytes: the same answer has the same tag, wherever it was made. */
export const etagOf = (body: string): string => `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;

/** Whether a header of tags names this one, or any. */
export const matchesAny = (header: string | null, etag: string): boolean =>
  header !== null &&
  header
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === etag);
