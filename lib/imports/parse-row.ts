import type { ZodError } from "zod";
import { findBadJson } from "@/lib/imports/check-json";
import { mapRecord } from "@/lib/imports/map-record";
import { importRowSchema } from "@/lib/imports/schema";
import type { ImportRow, Mapping } from "@/lib/imports/schema";

export type ParsedRow = { ok: true; row: ImportRow } | { ok: false; reason: string };

const pathOf = (path: PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

/** "responses[1].text: expected string, received number", at most three of them. */
const reasonOf = (error: ZodError): string => {
  const reasons = error.issues.map((issue) => {
    const where = pathOf(issue.path);
    const what =
      issue.code === "invalid_type" && issue.input === undefined && issue.message.includes("undefined")
        ? "is missing"
        : issue.message.replace(/^Invalid input: /, "");
    return where ? `${where}: ${what}` : what;
  });
  return reasons.length > 3 ? `${reasons.slice(0, 3).join("; ")}; and ${reasons.length - 3} more` : reasons.join("; ");
};

/** A parsed JSON value as a row of the import schema; what is wrong with it otherwise. */
export const parseValue = (value: unknown, mapping: Mapping | null): ParsedRow => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { ok: false, reason: "is not a JSON object" };
  const bad = findBadJson(value);
  if (bad) return { ok: false, reason: bad };
  let candidate: unknown = value;
  if (mapping) {
    const mapped = mapRecord(new Map(Object.entries(value)), mapping);
    if (!mapped.ok) return mapped;
    candidate = mapped.value;
  }
  const parsed = importRowSchema.safeParse(candidate);
  return parsed.success ? { ok: true, row: parsed.data } : { ok: false, reason: reasonOf(parsed.error) };
};

/** One line of a JSONL file. */
export const parseLine = (text: string, mapping: Mapping | null): ParsedRow => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const mended = withoutNaN(text);
    if (mended !== text) return parseLine(mended, mapping);
    return { ok: false, reason: `is not JSON: ${error instanceof Error ? shorten(error.message) : "unreadable"}` };
  }
  return parseValue(value, mapping);
};

// What Python's json module writes where a number is missing is no JSON; it stands for nothing, as null does.
const withoutNaN = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) => (token.startsWith('"') ? token : "null"));

// V8 quotes the text around the fault, which may be long; the excerpt beside the reason shows it already.
const shorten = (message: string): string => message.replace(/, (\.\.\.)?".*$/s, "").slice(0, 160);
