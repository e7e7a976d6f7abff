import { z } from "zod";
import { answerOnce } from "@/lib/api/answer-once";
import { statusOf } from "@/lib/api/describe-api";
import { eventStream, lineStream } from "@/lib/api/streams";
import { etagOf } from "@/lib/api/etag";
import { matchPath, routesOf } from "@/lib/api/match-path";
import type { Operation } from "@/lib/api/operation";
import { countRequests, tooManyRequests } from "@/lib/limits/count-requests";
import type { KeptAnswer } from "@/lib/api/schema";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { requestActor } from "@/lib/auth/request-actor";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { checkOrigin, checkWrite, maxJsonBytes, readText } from "@/lib/http/api-route";
import { downloadResponse, matchesAny } from "@/lib/http/download-response";
import { problemResponse, toRefusal } from "@/lib/http/problem";
import { findCampaign } from "@/lib/projects/find-campaign";

type Params = Record<string, string>;
type Served = { operation: Operation; params: Params; actor: Actor; request: Request };

const jsonHeaders = { "content-type": "application/json", "x-content-type-options": "nosniff" };
const projectOf = ({ projectId }: Params): { projectId?: string } => (projectId === undefined ? {} : { projectId });
const checkSender = ({ intake }: Operation, request: Request): void => {
  if (intake.kind === "none") checkOrigin(request);
  else checkWrite(request, intake.kind === "stream" ? intake.contentType : "application/json");
};

/** Filters are named one by one; a misspelt one that were ignored would answer with everything. */
const checkNames = (given: object, schema: z.ZodType, where: string): void => {
  if (!(schema instanceof z.ZodObject)) return;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(schema.shape, name));
  if (unknown.length > 0) {
    const known = Object.keys(schema.shape);
    throw new AppError("invalid_input", {
      userMessage: `${unknown.join(", ")}: no such field of the ${where}. There ${known.length === 0 ? "is none" : `are ${known.join(", ")}`}.`,
    });
  }
};

const queryOf = ({ operation, request }: Served): Record<string, string> => {
  const { searchParams } = new URL(request.url);
  const given = Object.fromEntries(searchParams);
  checkNames(given, operation.query, "query");
  // The last alone would be asked for, and the answer taken for that of all.
  const twice = Object.keys(given).filter((name) => searchParams.getAll(name).length > 1);
  if (twice.length > 0)
    throw new AppError("invalid_input", { userMessage: `${twice.join(", ")}: a field of the query stands there once.` });
  return given;
};

const parseBody = (operation: Operation, text: string): unknown => {
  if (operation.intake.kind !== "json") return null;
  let body: unknown;
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", { userMessage: "The body is no JSON.", cause });
  }
  if (typeof body === "object" && body !== null) checkNames(body, operation.intake.schema, "body");
  return body;
};

/** The answer as it leaves: only what the operation declares. */
const written = async ({ operation, params, actor, request }: Served, query: object, body: unknown): Promise<string> => {
  const result = await operation.perform(actor, { params, query, body }, request);
  if (operation.answer.kind !== "json") return "";
  const checked = operation.answer.schema.safeParse(result);
  if (!checked.success) throw new Error(`${operation.id} answers otherwise than declared: ${checked.error.message}`);
  return JSON.stringify(checked.data);
};

const respond = (operation: Operation, { status, body }: KeptAnswer, headers: Record<string, string>): Response => {
  if (operation.answer.kind === "nothing") return new Response(null, { status, headers: { ...headers, "cache-control": "no-store" } });
  return new Response(body, { status, headers: { ...jsonHeaders, "cache-control": "no-store", ...headers } });
};

const serveRead = async (served: Served): Promise<Response> => {
  const { operation, params, actor, request } = served;
  const query = queryOf(served);
  switch (operation.answer.kind) {
    case "lines":
    case "events":
    case "file": {
      const result = await operation.perform(actor, { params, query, body: null }, request);
      if (operation.answer.kind === "lines") return lineStream(operation.answer.schema, result);
      return operation.answer.kind === "events" ? eventStream(operation.answer.schema, result) : downloadResponse(fileSchema.parse(result));
    }
    default: {
      const body = await written(served, query, null);
      const etag = etagOf(body);
      // Whoever asks again must be let in again: the answer is kept by its reader alone, and asked about each time.
      const headers = { etag, "cache-control": "private, no-cache", vary: "authorization, cookie" };
      if (matchesAny(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
      return respond(operation, { status: 200, body }, headers);
    }
  }
};

/** Of an answer that nobody reads, what stands above it. */
const withoutBody = async (response: Response): Promise<Response> => {
  await response.body?.cancel();
  return new Response(null, response);
};

const fileSchema = z.object({
  name: z.string(),
  stream: z.custom<Parameters<typeof downloadResponse>[0]["stream"]>(),
  byteSize: z.number().nullable(),
  sha256: z.string().nullable(),
});

/** Whether something changed since it was read is asked by the write itself, under its lock (etag.ts). */
const checkRevision = ({ operation, request }: Served): void => {
  const wanted = request.headers.get("if-match");
  if (wanted === null || wanted.trim() === "*" || operation.revisionOf !== undefined) return;
  throw new AppError("invalid_input", { userMessage: "If-Match is not understood here: this has no revisions." });
};

const serveWrite = async (served: Served): Promise<Response> => {
  const { operation, actor, request } = served;
  const { intake } = operation;
  const query = queryOf(served);
  const text = intake.kind === "json" ? await readText(request, maxJsonBytes) : "";
  checkRevision(served);
  const perform = async (): Promise<KeptAnswer> => ({
    status: statusOf(operation),
    body: await written(served, query, parseBody(operation, text)),
  });
  const key = request.headers.get("idempotency-key");
  if (key === null) return respond(operation, await perform(), {});
  if (intake.kind === "stream") {
    throw new AppError("invalid_input", { userMessage: "Streams take no idempotency key: what is sent twice is stored twice." });
  }
  const { pathname, search } = new URL(request.url);
  const asked = { key, method: request.method, address: `${pathname}${search}`, body: text };
  const { answer, replayed } = await answerOnce(actor, asked, perform);
  return respond(operation, answer, replayed ? { "idempotent-replayed": "true" } : {});
};

export type Serve = (request: Request, path: string[]) => Promise<{ response: Response; operation: string }>;

/**
 * Serves the declared operations: who asks, how often they may, whether they may, what they sent, what they get.
 * @returns the answer, and the operation that gave it for the measurements
 */
export const serveOperations = (operations: readonly Operation[]): Serve => {
  const routes = routesOf(operations);
  const takeAllowance = countRequests();
  return async (request, path) => {
    let limits: Record<string, string> = {};
    let name = "none";
    const answer = async (): Promise<Response> => {
      const matched = matchPath(routes, request.method, path);
      const actor = await requestActor(request);
      const allowance = await takeAllowance(actor, env().PLUMBLINE_API_RATE);
      limits = allowance.headers;
      if (!allowance.allowed) throw tooManyRequests(allowance);
      if (!matched)
        throw new AppError("not_found", { userMessage: "There is no such operation. /api/v1/openapi.json lists those that are." });
      if ("allowed" in matched) {
        const message = `Only ${matched.allowed.join(", ")} can be asked of this address.`;
        limits = { ...limits, allow: matched.allowed.join(", ") };
        return problemResponse({ code: "method_not_allowed", status: 405, message, fields: {} });
      }
      const { operation, params } = matched;
      name = operation.id;
      if (operation.method !== "GET") checkSender(operation, request);
      for (const scope of [operation.scope, ...(operation.besides ?? [])]) await guard(actor, scope, projectOf(params));
      // Whoever names a campaign of another project is told so, also where the answer would be an empty list.
      if (params.projectId !== undefined && params.campaignId !== undefined) await findCampaign(params.projectId, params.campaignId);
      const served = { operation, params, actor, request };
      if (operation.method !== "GET") return serveWrite(served);
      const read = await serveRead(served);
      return request.method === "HEAD" ? withoutBody(read) : read;
    };
    const response = await answer().catch((error: unknown) => problemResponse(toRefusal(error)));
    for (const [header, value] of Object.entries(limits)) response.headers.set(header, value);
    return { response, operation: name };
  };
};
