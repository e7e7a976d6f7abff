import { createHash } from "node:crypto";
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { matchesAny } from "@/lib/http/download-response";

/** Of an answer's bytes: the same answer has the same tag, wherever it was made. */
export const etagOf = (body: string): string => `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;

/**
 * What a write compares its If-Match with, once it holds the lock under which it writes: two that were made of the same revision
 * would otherwise both find it unchanged.
 * @param schema of the read whose ETag was taken
 * @returns throws AppError precondition_failed where what is stored is no longer what was read
 */
export const unlessChanged =
  <Schema extends z.ZodType>({ headers }: Request, schema: Schema) =>
  (stored: z.input<Schema>): void => {
    const wanted = headers.get("if-match");
    if (wanted === null || matchesAny(wanted, etagOf(JSON.stringify(schema.parse(stored))))) return;
    throw new AppError("precondition_failed", { userMessage: "This changed since you read it. Read it again, then repeat your change." });
  };
