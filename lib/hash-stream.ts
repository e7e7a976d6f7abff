import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** sha256 of what a stream gives, in hexadecimal; whatever its length, it is never held whole. */
export const hashStream = async (source: Readable): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(source, hash);
  return hash.digest("hex");
};
