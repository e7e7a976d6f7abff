import { createHash } from "node:crypto";
import type { ExtraAnswer } from "@/lib/extras/schema";

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
};

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
    .update(canonical(extras.length === 0 ? payload : { ...payload, extras }))
    .digest("hex");
