import { createHash, randomBytes } from "node:crypto";

const mark = "plk_";

/** 256 random bits behind a mark that secret scanners can search for: guessing needs no throttle. */
export const newKeyToken = (): string => `${mark}${randomBytes(32).toString("base64url")}`;

/** Only this is kept, so that a copy of the database lets nobody in. */
export const hashKeyToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** How a token begins, enough to tell keys apart and worthless for guessing the rest. */
export const keyPrefix = (token: string): string => token.slice(0, mark.length + 6);

/**
 * The key that a request brings: `Authorization: Bearer plk_…`.
 * @returns null where the header is missing, "malformed" where it is there and holds no key of ours
 */
export const bearerToken = (headers: Headers): { token: string } | "malformed" | null => {
  const header = headers.get("authorization");
  if (header === null) return null;
  const token = /^bearer +(plk_[A-Za-z0-9_-]{43})$/i.exec(header.trim())?.[1];
  return token === undefined ? "malformed" : { token };
};
