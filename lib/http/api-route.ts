import { z } from "zod";
import type { Actor, Asker } from "@/lib/auth/actor";
import { requestActor, requestAsker } from "@/lib/auth/request-actor";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { problemResponse, toRefusal } from "@/lib/http/problem";
import { foreignWrite } from "@/lib/http/same-origin";
import { dataHeaders } from "@/lib/http/security-headers";
import { countRequests, tooManyRequests } from "@/lib/limits/count-requests";
import { log } from "@/lib/log";

export const maxJsonBytes = 1024 * 1024;

/** Type of a streamed upload: no HTML form can send it, so a browser asks permission before another site may. */
export const streamType = "application/octet-stream";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

export type ApiRoute<Schema extends z.ZodType, Who = Actor> = {
  /** What comes in: the query of a read, the JSON body of a write; the path's parameters lie over both. */
  schema: Schema;
  /** "stream": the body is left to the handler and the input comes from the query, for uploads. */
  body?: "json" | "stream";
  /** Answers with JSON, or with a whole Response for downloads. */
  handler: (actor: Who, input: z.output<Schema>, request: Request) => Promise<unknown>;
};

const readsOnly = new Set(["GET", "HEAD"]);

/** Refuses writes that another site made a browser send. */
export const checkOrigin = (request: Request): void => {
  const url = env().NEXTAUTH_URL;
  // A key travels in a header that no other site can make a browser send; a cookie goes along by itself.
  const reason = request.headers.has("authorization") ? null : foreignWrite(request.headers, url ? new URL(url).origin : null);
  if (reason !== null) {
    log.warn({ reason }, "write from elsewhere refused");
    throw new AppError("forbidden", {
      message: reason,
      userMessage: "This request did not come from a page of this site. Nothing was changed.",
    });
  }
};

/** Refuses writes that another site made, by header and by a content type that a plain form could have sent. */
export const checkWrite = (request: Request, wantedType: string): void => {
  checkOrigin(request);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== wantedType) {
    throw new AppError("invalid_input", { userMessage: `The content type must be ${wantedType}.` });
  }
};

/** Reads a body up to a limit, whatever its Content-Length claims. */
export const readText = async (request: Request, maxBytes: number): Promise<string> => {
  if (!request.body) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new AppError("too_large", { userMessage: `The request is larger than ${maxBytes} bytes.` });
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts).toString("utf8");
};

const readJson = async (request: Request): Promise<Record<string, unknown>> => {
  const text = await readText(request, maxJsonBytes);
  if (text === "") return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("invalid_input", { userMessage: "The body must be a JSON object.", cause });
  }
};

/** What a key asks of our pages' own routes, such as scores, counts with what it asks of the public API; people at the desk are not counted. */
const countKey = countRequests();

const checkAllowance = async (who: Asker): Promise<void> => {
  if (who.kind !== "api key") return;
  const allowance = await countKey(who, env().PLUMBLINE_API_RATE);
  if (!allowance.allowed) throw tooManyRequests(allowance);
};

const routeFor =
  <Who extends Asker>(whoSends: (request: Request) => Promise<Who>) =>
  <Schema extends z.ZodType>(route: ApiRoute<Schema, Who>) =>
  async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const write = !readsOnly.has(request.method);
      const stream = route.body === "stream";
      if (write) checkWrite(request, stream ? streamType : "application/json");
      const actor = await whoSends(request);
      await checkAllowance(actor);
      const sent = write && !stream ? await readJson(request) : Object.fromEntries(new URL(request.url).searchParams);
      const input = route.schema.parse({ ...sent, ...(await context.params) });
      const result = await route.handler(actor, input, request);
      if (result instanceof Response) return result;
      return Response.json(result ?? null, { headers: dataHeaders });
    } catch (error) {
      return problemResponse(toRefusal(error));
    }
  };

/** A route handler: same origin and type on writes, signed in, parsed, answered; errors as problem details, nothing cached. */
export const apiRoute = routeFor(requestActor);

/** The same for use cases that ask whether the session lives themselves, along with what they read: the desk's busiest two. */
export const askerRoute = routeFor(requestAsker);
