import { createHash } from "node:crypto";

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
};

/** sha256 of what was answered, whatever the order of its keys: the same key with another hash is another answer, and refused. */
export const payloadHash = (payload: { response: unknown; comment: string; flagged: boolean }): string =>
  createHash("sha256").update(canonical(payload)).digest("hex");
