import { createHash } from "node:crypto";
import type { ExtraAnswer } from "@/lib/extras/schema";
import { canonicalJson } from "@/lib/imports/identity";

/**
 * sha256 of what was answered, whatever the order of its keys: the same key with another hash is another answer, and refused.
 * Answers without extras hash as they did before there were any.
 */
export const payloadHash = ({
  extras,
  ...payload
}: {
  response: unknown;
  comment: string;
  flagged: boolean;
  extras: ExtraAnswer[];
}): string =>
  createHash("sha256")
    .update(canonicalJson(extras.length === 0 ? payload : { ...payload, extras }))
    .digest("hex");
