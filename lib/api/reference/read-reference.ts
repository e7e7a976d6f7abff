import { z } from "zod";
import { operations } from "@/lib/api/catalogue";
import { describeApi } from "@/lib/api/describe-api";
import { fieldsSchema } from "@/lib/api/json";
import type { Fields, Json } from "@/lib/api/json";
import type { Operation } from "@/lib/api/operation";
import { exampleValue } from "@/lib/api/reference/example-value";
import { schemaRows, typeOf } from "@/lib/api/reference/schema-rows";
import type { SchemaRows } from "@/lib/api/reference/schema-rows";
import { writeSnippets } from "@/lib/api/reference/write-snippets";
import type { Snippet } from "@/lib/api/reference/write-snippets";

/** The reference pages, read from the OpenAPI document that programs get: what a page says is what the document says. */

const referenceSchema = z.object({ $ref: z.string() });
const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  description: z.string().default(""),
  schema: fieldsSchema,
});
const contentSchema = z.record(z.string(), z.object({ schema: fieldsSchema }));
const responseSchema = z.object({ description: z.string(), content: contentSchema.optional() });
const operationSchema = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string().default(""),
  "x-scope": z.string(),
  "x-scopes-besides": z.array(z.string()).default([]),
  parameters: z.array(z.union([referenceSchema, parameterSchema])),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.union([referenceSchema, responseSchema])),
});
const documentSchema = z.object({
  info: z.object({ description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    parameters: z.record(z.string(), parameterSchema),
    responses: z.record(z.string(), responseSchema),
    schemas: fieldsSchema,
  }),
});
type Document = z.output<typeof documentSchema>;
type Parameter = z.output<typeof parameterSchema>;

export type Content = SchemaRows & { contentType: string };
export type ReferenceEntry = { id: string; tag: string; method: Operation["method"]; path: string; summary: string; scope: string };
export type ReferenceParameter = { name: string; place: Parameter["in"]; required: boolean; about: string; type: string; rules: string[] };
export type ReferencePage = ReferenceEntry & {
  about: string;
  besides: string[];
  parameters: ReferenceParameter[];
  body: Content | null;
  responses: { status: string; about: string; content: Content | null }[];
  snippets: Snippet[];
  previous: ReferenceEntry | null;
  next: ReferenceEntry | null;
};

let read: Document | undefined;
/** The document is made of declarations alone, so one reading serves the process. */
const document = (): Document => (read ??= documentSchema.parse(describeApi(operations)));

const resolve = <Part>(part: Part | { $ref: string }, named: Record<string, Part>): Part => {
  if (!(typeof part === "object" && part !== null && "$ref" in part)) return part;
  const found = named[part.$ref.split("/").at(-1) ?? ""];
  if (found === undefined) throw new Error(`the document names ${part.$ref}, which it does not hold`);
  return found;
};

const entryOf = ({ id, tag, method, path, summary, scope }: Operation): ReferenceEntry => ({ id, tag, method, path, summary, scope });

/** Every operation in the order of the catalogue, and what holds for all of them. */
export const listReference = (): { intro: string; entries: ReferenceEntry[] } => ({
  intro: document().info.description,
  entries: operations.map(entryOf),
});

const contentOf = (content: z.output<typeof contentSchema> | undefined, parts: Fields): Content | null => {
  const [entry] = Object.entries(content ?? {});
  return entry ? { contentType: entry[0], ...schemaRows(entry[1].schema, parts) } : null;
};

const parameterOf = ({ name, in: place, required, description, schema }: Parameter): ReferenceParameter => {
  const [row] = schemaRows({ type: "object", properties: { [name]: schema } }, {}).rows;
  return { name, place, required, about: description, type: typeOf(schema), rules: row?.rules ?? [] };
};

/** The JSON that the example of an operation sends; undefined where it takes none. */
export const exampleBody = (id: string): Json | undefined => {
  const { paths, components } = document();
  const operation = operations.find((one) => one.id === id);
  const described = operation && paths[operation.path]?.[operation.method.toLowerCase()];
  const schema = described?.requestBody?.content["application/json"]?.schema;
  return schema === undefined ? undefined : exampleValue(schema, components.schemas);
};

/**
 * All about one operation.
 * @param origin of this installation, for the examples
 * @returns null where there is no such operation
 */
export const readReference = (id: string, origin: string): ReferencePage | null => {
  const { paths, components } = document();
  const at = operations.findIndex((one) => one.id === id);
  const operation = operations[at];
  const described = operation && paths[operation.path]?.[operation.method.toLowerCase()];
  if (!operation || !described) return null;
  const parts = components.schemas;
  const parameters = described.parameters.map((one) => resolve(one, components.parameters));
  const query = parameters.filter(({ in: place, required }) => place === "query" && required);
  const [before, after] = [operations[at - 1], operations[at + 1]];
  return {
    ...entryOf(operation),
    about: described.description,
    besides: described["x-scopes-besides"],
    parameters: parameters.map(parameterOf),
    body: contentOf(described.requestBody?.content, parts),
    responses: Object.entries(described.responses).map(([status, response]) => {
      const { description, content } = resolve(response, components.responses);
      return { status, about: description, content: contentOf(content, parts) };
    }),
    snippets: writeSnippets(
      {
        operation,
        path: parameters.filter(({ in: place }) => place === "path").map(({ name }) => name),
        query: query.map(({ name, schema }) => ({ name, value: exampleValue(schema, parts, name) })),
        paged: parameters.some(({ name }) => name === "cursor"),
        body: exampleBody(id),
      },
      origin,
    ),
    previous: before ? entryOf(before) : null,
    next: after ? entryOf(after) : null,
  };
};
