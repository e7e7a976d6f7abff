import type { Readable } from "node:stream";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import type { Action } from "@/lib/auth/permissions";

/** What an operation of the public API is: declared once, from which requests are served, documented and tested. */

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Download = { name: string; stream: Readable; byteSize: number | null; sha256: string | null };

/** What comes back. Everything but downloads passes its schema, so that no field leaves that is not declared. */
export type Answer =
  | { kind: "json"; schema: z.ZodType }
  | { kind: "nothing" }
  /** NDJSON: one JSON value a line, made while it is read */
  | { kind: "lines"; schema: z.ZodType }
  /** server-sent events, one a change, until there are no more */
  | { kind: "events"; schema: z.ZodType }
  | { kind: "file" };

/** What comes in besides the address. Streams are left to the operation. */
export type Intake = { kind: "none" } | { kind: "json"; schema: z.ZodType } | { kind: "stream"; contentType: string };

type Common = {
  /** name of the operation in the document and in the clients: verb and noun */
  id: string;
  method: Method;
  /** under /api/v1, parameters in braces */
  path: string;
  tag: string;
  summary: string;
  /** what more there is to know, in Markdown */
  about?: string;
  /** what the caller must be allowed; asked before anything is read of the request, and again by the use case */
  scope: Action;
  /** what the use case asks for besides, for keys that are cut close */
  besides?: readonly Action[];
  /** status of success, where it is not the method's own */
  status?: 200 | 201 | 202;
  /** a read with the same parameters with whose ETag this write compares If-Match (`unlessChanged` in etag.ts) */
  revisionOf?: string;
};

export type Operation = Common & {
  params: z.ZodObject;
  query: z.ZodObject;
  intake: Intake;
  answer: Answer;
  perform: (actor: Actor, raw: { params: unknown; query: unknown; body: unknown }, request: Request) => Promise<unknown>;
};

type Declared<Params extends z.ZodObject, Query extends z.ZodObject> = Common & { params: Params; query: Query };
type Reader<Params extends z.ZodObject, Query extends z.ZodObject> = { params: z.output<Params>; query: z.output<Query>; request: Request };

/** Query of an operation that has none. */
export const none = z.object({});
type None = typeof none;

/** Closes an operation over its own types: parsed once at the door, trusted inside. */
const close = <Params extends z.ZodObject, Query extends z.ZodObject, Result>(
  declared: Declared<Params, Query>,
  intake: Intake,
  answer: Answer,
  run: (actor: Actor, input: Reader<Params, Query> & { body: unknown }) => Promise<Result>,
): Operation => ({
  ...declared,
  intake,
  answer,
  perform: (actor, raw, request) =>
    run(actor, { params: declared.params.parse(raw.params), query: declared.query.parse(raw.query), body: raw.body, request }),
});

type Read<P extends z.ZodObject, Q extends z.ZodObject, Result> = Declared<P, Q> & {
  run: (actor: Actor, input: Reader<P, Q>) => Promise<Result>;
};

/** Answers with JSON. */
export const read = <P extends z.ZodObject, A extends z.ZodType, Q extends z.ZodObject>({
  answer,
  run,
  ...declared
}: Read<P, Q, z.input<A>> & { answer: A }): Operation => close(declared, { kind: "none" }, { kind: "json", schema: answer }, run);

/** Answers line by line, as long as there are any. */
export const readLines = <P extends z.ZodObject, A extends z.ZodType, Q extends z.ZodObject>({
  line,
  run,
  ...declared
}: Read<P, Q, AsyncIterable<z.input<A>>> & { line: A }): Operation =>
  close(declared, { kind: "none" }, { kind: "lines", schema: line }, run);

/** Answers with events until there are no more. */
export const follow = <P extends z.ZodObject, A extends z.ZodType, Q extends z.ZodObject>({
  event,
  run,
  ...declared
}: Read<P, Q, AsyncGenerator<z.input<A>, undefined>> & { event: A }): Operation =>
  close(declared, { kind: "none" }, { kind: "events", schema: event }, run);

/** Answers with a file. */
export const download = <P extends z.ZodObject, Q extends z.ZodObject>({ run, ...declared }: Read<P, Q, Download>): Operation =>
  close(declared, { kind: "none" }, { kind: "file" }, run);

type Write<P extends z.ZodObject, B extends z.ZodType, Result> = Common & {
  params: P;
  run: (actor: Actor, input: Reader<P, None> & { body: z.output<B> }) => Promise<Result>;
};

/** Takes JSON and answers with JSON. */
export const write = <P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>({
  body,
  answer,
  run,
  ...declared
}: Write<P, B, z.input<A>> & { body: B; answer: A }): Operation =>
  close({ ...declared, query: none }, { kind: "json", schema: body }, { kind: "json", schema: answer }, (actor, input) =>
    run(actor, { ...input, body: body.parse(input.body) }),
  );

/** Takes JSON and answers with nothing. */
export const command = <P extends z.ZodObject, B extends z.ZodType>({
  body,
  run,
  ...declared
}: Write<P, B, void> & { body: B }): Operation =>
  close({ ...declared, query: none }, { kind: "json", schema: body }, { kind: "nothing" }, (actor, input) =>
    run(actor, { ...input, body: body.parse(input.body) }),
  );

type Plain<P extends z.ZodObject, Result> = Common & { params: P; run: (actor: Actor, input: Reader<P, None>) => Promise<Result> };

/** Takes nothing but its address, and answers with JSON. */
export const act = <P extends z.ZodObject, A extends z.ZodType>({
  answer,
  run,
  ...declared
}: Plain<P, z.input<A>> & { answer: A }): Operation =>
  close({ ...declared, query: none }, { kind: "none" }, { kind: "json", schema: answer }, run);

/** Takes nothing but its address, and answers with nothing. */
export const drop = <P extends z.ZodObject>({ run, ...declared }: Plain<P, void>): Operation =>
  close({ ...declared, query: none }, { kind: "none" }, { kind: "nothing" }, run);

/** Takes a stream of bytes, which the operation reads from the request, and answers with JSON. */
export const take = <P extends z.ZodObject, A extends z.ZodType, Q extends z.ZodObject>({
  contentType,
  answer,
  run,
  ...declared
}: Read<P, Q, z.input<A>> & { contentType: string; answer: A }): Operation =>
  close(declared, { kind: "stream", contentType }, { kind: "json", schema: answer }, run);
