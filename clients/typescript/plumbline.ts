import type { operations } from "./operations";
import { routes } from "./routes";

/**
 * The API of Plumbline for TypeScript: every operation of the document by its name, with the types of the document.
 * Needs nothing but `fetch`.
 *
 * @example
 * const api = plumbline({ url: "https://plumbline.example.org", key: process.env.PLUMBLINE_KEY ?? "" });
 * const { data } = await api.call("listItems", { path: { projectId }, query: { state: "contested" } });
 */

type Operations = operations;
export type OperationId = keyof Operations & keyof typeof routes;

type Parameters<Id extends OperationId> = Operations[Id]["parameters"];
type PathOf<Id extends OperationId> = Parameters<Id> extends { path: infer Path } ? Path : undefined;
type QueryOf<Id extends OperationId> = Parameters<Id> extends { query?: infer Query } ? Query : undefined;
type BodyOf<Id extends OperationId> = Operations[Id] extends { requestBody: { content: { "application/json": infer Body } } }
  ? Body
  : undefined;
type Content<Response> = Response extends { content: { "application/json": infer Answer } } ? Answer : never;
type Success<Responses> = Responses extends { 200: infer Response }
  ? Content<Response>
  : Responses extends { 201: infer Response }
    ? Content<Response>
    : Responses extends { 202: infer Response }
      ? Content<Response>
      : undefined;
export type AnswerOf<Id extends OperationId> = Success<Operations[Id]["responses"]>;
type RowOf<Id extends OperationId> = AnswerOf<Id> extends { data: (infer Row)[] } ? Row : never;
type LineOf<Id extends OperationId> = Operations[Id]["responses"] extends { 200: { content: infer Types } }
  ? Types extends { "application/x-ndjson": infer Line }
    ? Line
    : Types extends { "text/event-stream": infer Event }
      ? Event
      : never
  : never;

export type Input<Id extends OperationId> = {
  path?: PathOf<Id>;
  query?: QueryOf<Id>;
  body?: BodyOf<Id>;
  /** made by the client for each write unless given; give your own to send a write again after a restart */
  idempotencyKey?: string;
  /** ETag of what was read */
  ifMatch?: string;
  signal?: AbortSignal;
};

export type Problem = { type: string; title: string; status: number; detail: string; code: string; fields?: Record<string, string> };

/** What the server refused, in its own words. */
export class PlumblineError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = "PlumblineError";
  }
}

export type Settings = {
  url: string;
  key: string;
  /** tries of a request that may be sent again: reads, and writes with an idempotency key; 4 unless given */
  tries?: number;
  fetch?: typeof fetch;
};

const again = new Set([429, 502, 503, 504]);
const seconds = (text: string | null): number => Math.min(Number(text ?? Number.NaN) || 0, 60);
/** The answer itself, for callers who read it as it comes. */
const unread = (response: Response): Response => response;
/** Shorter where the caller wants no more meanwhile: the next try then says so. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });

const problemOf = async (response: Response): Promise<PlumblineError> => {
  const blank = {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    detail: `status ${response.status}`,
    code: "internal",
  };
  try {
    return new PlumblineError({ ...blank, ...((await response.json()) as Partial<Problem>) });
  } catch {
    return new PlumblineError(blank);
  }
};

export const plumbline = ({ url, key, tries = 4, fetch: send = fetch }: Settings) => {
  const base = `${url.replace(/\/$/, "")}/api/v1`;

  const addressOf = (id: OperationId, path: Record<string, unknown>, query: Record<string, unknown>): string => {
    const filled = routes[id].path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
      if (path[name] === undefined) throw new TypeError(`${id} needs the parameter ${name}`);
      const value = String(path[name]);
      return name === "path" ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
    });
    const wanted = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    const search = new URLSearchParams(wanted).toString();
    return `${base}${filled}${search === "" ? "" : `?${search}`}`;
  };

  /** What `take` makes of the answer: where it reads the answer to its end, one that breaks off is asked for again. */
  const request = async <Id extends OperationId, Taken>(
    id: Id,
    input: Input<Id>,
    take: (response: Response) => Taken | Promise<Taken>,
    stream?: { type: string; body: BodyInit },
  ): Promise<Taken> => {
    const { method } = routes[id];
    const address = addressOf(id, (input.path ?? {}) as Record<string, unknown>, (input.query ?? {}) as Record<string, unknown>);
    const headers: Record<string, string> = { authorization: `Bearer ${key}` };
    const write = method !== "GET";
    if (stream) headers["content-type"] = stream.type;
    else if (write) headers["content-type"] = "application/json";
    if (write && !stream) headers["idempotency-key"] = input.idempotencyKey ?? crypto.randomUUID();
    if (input.ifMatch !== undefined) headers["if-match"] = input.ifMatch;
    const body = stream?.body ?? (write ? JSON.stringify(input.body ?? {}) : undefined);
    const options = {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(stream ? { duplex: "half" } : {}),
      ...(input.signal ? { signal: input.signal } : {}),
    };
    // A stream is spent once it was sent, so only the caller can send it again.
    const most = stream ? 1 : tries;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await send(address, options);
        if (response.ok) return await take(response);
        if (attempt >= most || !again.has(response.status)) throw await problemOf(response);
        await response.body?.cancel();
        await pause(Math.max(seconds(response.headers.get("retry-after")) * 1_000, 250 * 2 ** attempt), input.signal);
      } catch (error) {
        if (error instanceof PlumblineError || input.signal?.aborted || attempt >= most) throw error;
        await pause(250 * 2 ** attempt, input.signal);
      }
    }
  };

  const call = async <Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<AnswerOf<Id>> => {
    const text = await request(id, input, (response) => response.text());
    return (text === "" ? undefined : JSON.parse(text)) as AnswerOf<Id>;
  };

  /** Every row of a list, page after page. */
  async function* rows<Id extends OperationId>(id: Id, input: Input<Id> = {}): AsyncGenerator<RowOf<Id>> {
    let cursor: string | undefined;
    do {
      const query: unknown = { ...(input.query as object | undefined), cursor };
      const page: unknown = await call(id, { ...input, query: query as QueryOf<Id> });
      const { data, nextCursor } = page as { data: RowOf<Id>[]; nextCursor?: string | null };
      yield* data;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** Every line of a stream, or every event of one, as it comes. */
  async function* lines<Id extends OperationId>(id: Id, input: Input<Id> = {}): AsyncGenerator<LineOf<Id>> {
    const response = await request(id, input, unread);
    const events = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
    const decoder = new TextDecoder();
    let rest = "";
    const reader = response.body?.getReader();
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        const parts = (rest + decoder.decode(part.value, { stream: true })).split("\n");
        rest = parts.pop() ?? "";
        for (const line of parts) {
          if (events && !line.startsWith("data: ")) continue;
          if (line !== "") yield JSON.parse(events ? line.slice("data: ".length) : line) as LineOf<Id>;
        }
      }
    } finally {
      // Whoever wants no more leaves the server writing otherwise.
      await reader?.cancel().catch(() => undefined);
    }
    if (rest !== "" && !events) yield JSON.parse(rest) as LineOf<Id>;
  }

  /** Sends rows as NDJSON while they are made; nothing is held in memory. */
  const sendLines = async <Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    source: AsyncIterable<unknown> | Iterable<unknown>,
  ): Promise<AnswerOf<Id>> => {
    const encoder = new TextEncoder();
    const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
      },
    });
    try {
      const response = await request(id, input, unread, { type: "application/x-ndjson", body });
      return (await response.json()) as AnswerOf<Id>;
    } finally {
      // `fetch` lets go of no stream that the server refused, and goes on to draw from one whose connection broke. A source that
      // waits for its next row closes once it has it: nobody waits for that.
      Promise.resolve(iterator.return?.()).catch(() => undefined);
    }
  };

  /** Sends a file's bytes. */
  const upload = async <Id extends OperationId>(id: Id, input: Input<Id>, body: BodyInit): Promise<AnswerOf<Id>> => {
    const response = await request(id, input, unread, { type: "application/octet-stream", body });
    return (await response.json()) as AnswerOf<Id>;
  };

  /** A file as the server sends it. */
  const download = <Id extends OperationId>(id: Id, input: Input<Id>): Promise<Response> => request(id, input, unread);

  return { call, rows, lines, sendLines, upload, download };
};

export type Plumbline = ReturnType<typeof plumbline>;

/**
 * Whether a webhook's delivery is ours and new: of the secret that was shown when the webhook was made.
 * @param now seconds since 1970; deliveries more than five minutes away from it are refused
 */
export const verifyWebhook = async (
  secret: string,
  headers: { id: string; timestamp: string; signature: string },
  body: string,
  now: number = Date.now() / 1_000,
): Promise<boolean> => {
  if (!(Math.abs(now - Number(headers.timestamp)) <= 300)) return false;
  const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  const key = await crypto.subtle.importKey("raw", bytes(secret.replace("whsec_", "")), { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const signed = new TextEncoder().encode(`${headers.id}.${headers.timestamp}.${body}`);
  for (const entry of headers.signature.split(" ")) {
    const [version, signature = ""] = entry.split(",");
    if (version === "v1" && base64.test(signature) && (await crypto.subtle.verify("HMAC", key, bytes(signature), signed))) return true;
  }
  return false;
};
