import type { ZodError } from "zod";
import { findBadRow } from "@/lib/imports/check-json";
import { importRowSchema } from "@/lib/imports/row-schema";
import type { ImportRow } from "@/lib/imports/row-schema";

export type ParsedRow = { ok: true; row: ImportRow } | { ok: false; reason: string };

const pathOf = (path: PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

/** "responses[1].text: expected string, received number", at most three of them. */
export const reasonOf = (error: ZodError): string => {
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

/** A value as a row of the import schema; what is wrong with it otherwise. `texts`: what it was read from. */
export const parseRow = (value: unknown, texts: readonly (string | null)[]): ParsedRow => {
  const bad = findBadRow(value, texts);
  if (bad !== null) return { ok: false, reason: bad };
  const parsed = importRowSchema.safeParse(value);
  return parsed.success ? { ok: true, row: parsed.data } : { ok: false, reason: reasonOf(parsed.error) };
};
