import type { z } from "zod";
import { reasonOf } from "@/lib/imports/parse-row";

/** Parses a record's fields; the reason names those that are missing or wrong. */
export const readFields = <Schema extends z.ZodType>(
  schema: Schema,
  fields: Record<string, unknown>,
): { ok: true; data: z.infer<Schema> } | { ok: false; reason: string } => {
  const parsed = schema.safeParse(fields);
  return parsed.success ? { ok: true, data: parsed.data } : { ok: false, reason: reasonOf(parsed.error) };
};
