import { z } from "zod";
import { databaseAway, isUnreachable, isUnstorableText } from "@/lib/db-retry";
import { AppError, isDiskFull, publicMessage } from "@/lib/errors";
import { wordsOf } from "@/lib/http/issue-schema";
import { dataHeaders } from "@/lib/http/security-headers";
import { log } from "@/lib/log";

export type Refusal = { code: string; status: number; message: string; fields: Record<string, string>; retryAfterSeconds?: number };

const fieldsOf = (error: z.ZodError): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= wordsOf(issue);
  return fields;
};

/** Any thrown value as what may be said of it. Faults of ours are logged here, once, and not described to the caller. */
export const toRefusal = (thrown: unknown): Refusal => {
  // Reads come here as the driver threw them. A database that is restarting is no fault of the request, which may be sent again.
  const away = !(thrown instanceof AppError) && isUnreachable(thrown);
  if (away) log.warn({ error: thrown instanceof Error ? thrown.message : "" }, "the database cannot be reached");
  const error = away ? databaseAway(thrown) : thrown;
  if (isUnstorableText(error)) {
    const message =
      "A text of what was sent holds a character that cannot be stored: U+0000, or one half of a character. Nothing was changed.";
    return { code: "invalid_input", status: 400, message, fields: {} };
  }
  if (error instanceof z.ZodError) {
    return { code: "invalid_input", status: 400, message: "Some of what was sent cannot be used.", fields: fieldsOf(error) };
  }
  if (error instanceof AppError && error.status !== 500) {
    const { code, status, userMessage: message, retryAfterSeconds } = error;
    return { code, status, message, fields: {}, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  const full = isDiskFull(error);
  log.error({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, "request failed");
  return { code: full ? "unavailable" : "internal", status: full ? 503 : 500, message: publicMessage(error), fields: {} };
};

/** Of a code, the same each time; what happened this time is the detail. */
const titles: Record<string, string> = {
  invalid_input: "What was sent cannot be used",
  unauthenticated: "Not signed in",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "No such method here",
  conflict: "In conflict with what is stored",
  lease_lost: "The lease is lost",
  precondition_failed: "Changed meanwhile",
  too_large: "Too large",
  refused: "Refused",
  rate_limited: "Too many requests",
  cancelled: "Cancelled",
  unavailable: "Not available",
};

/** RFC 9457 problem details. `code` and `fields` are our extensions. */
export const problemResponse = (refusal: Refusal): Response =>
  Response.json(
    {
      type: `urn:plumbline:problem:${refusal.code}`,
      title: titles[refusal.code] ?? "Failed",
      detail: refusal.message,
      status: refusal.status,
      code: refusal.code,
      ...(Object.keys(refusal.fields).length > 0 ? { fields: refusal.fields } : {}),
    },
    {
      status: refusal.status,
      headers: {
        ...dataHeaders,
        "content-type": "application/problem+json",
        ...(refusal.status === 401 ? { "www-authenticate": "Bearer" } : {}),
        ...(refusal.status === 503 ? { "retry-after": "5" } : {}),
        ...(refusal.retryAfterSeconds === undefined ? {} : { "retry-after": String(refusal.retryAfterSeconds) }),
      },
    },
  );
