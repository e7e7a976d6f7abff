import { z } from "zod";
import { fieldsSchema, isFields } from "@/lib/api/json";
import type { Fields, Json } from "@/lib/api/json";
import { names } from "@/lib/api/names";
import type { Operation } from "@/lib/api/operation";
import { actions } from "@/lib/auth/permissions";
import { errorCodes } from "@/lib/errors";

/** The OpenAPI 3.1 document, written from the zod schemas of the declared operations: nothing in it is said twice. */

/** Keywords whose values are values, and those whose values are schemas by name. */
const values = new Set(["const", "default", "enum", "examples", "required"]);
const byName = new Set(["properties", "patternProperties"]);

/** Gives a schema and every schema in it to `change`, the innermost first. */
const mapSchemas = (schema: Fields, change: (schema: Fields) => Fields): Fields => {
  const inner = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inner);
    return isFields(value) ? mapSchemas(value, change) : value;
  };
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => {
    if (values.has(key)) return [key, value];
    if (!byName.has(key) || !isFields(value)) return [key, inner(value)];
    return [key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inner(part)]))];
  });
  return change(Object.fromEntries(entries));
};

/**
 * A zod schema as JSON Schema; named parts go into `components`.
 * @param io of an input what may be sent, of an output what is answered
 */
const toSchema = (schema: z.ZodType, io: "input" | "output", components: Fields): Fields => {
  const converted = fieldsSchema.parse(z.toJSONSchema(schema, { io, metadata: names, unrepresentable: "any", target: "draft-2020-12" }));
  const { $schema: _dialect, $defs = {}, ...own } = converted;
  const name = (id: string): string => (id.startsWith("__schema") ? "Json" : io === "input" ? `${id}Input` : id);
  const tidy = (part: Fields): Fields => {
    // Ids of named parts stand in the components; formats say what the pattern of a moment would, and are read.
    const { $ref, id: _id, ...rest } = part;
    if (rest.format !== undefined) delete rest.pattern;
    if (io === "output" && rest.additionalProperties === false) delete rest.additionalProperties;
    if (rest.maximum === Number.MAX_SAFE_INTEGER) delete rest.maximum;
    if (rest.minimum === Number.MIN_SAFE_INTEGER) delete rest.minimum;
    return typeof $ref === "string" ? { ...rest, $ref: `#/components/schemas/${name($ref.replace("#/$defs/", ""))}` } : rest;
  };
  const clean = (value: Json): Fields => mapSchemas(fieldsSchema.parse(value), tidy);
  for (const [id, part] of Object.entries(isFields($defs) ? $defs : {})) {
    // The only schema that names itself without a name of ours is that of any JSON.
    components[name(id)] ??= id.startsWith("__schema") ? { description: "Any JSON value" } : clean(part);
  }
  const ownId = names.get(schema)?.id;
  if (ownId === undefined) return clean(own);
  components[name(ownId)] ??= clean(own);
  return { $ref: `#/components/schemas/${name(ownId)}` };
};

const problemSchema: Fields = {
  type: "object",
  description: "What went wrong, as RFC 9457 has it",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string", description: "urn:plumbline:problem: and the code" },
    title: { type: "string", description: "of the code, the same each time" },
    status: { type: "integer" },
    detail: { type: "string", description: "what happened, what is safe, what to do" },
    code: { type: "string", enum: [...errorCodes, "method_not_allowed"] },
    fields: { type: "object", additionalProperties: { type: "string" }, description: "what is wrong with each field" },
  },
};

const parametersOf = ({ params, query, method, intake, revisionOf, answer }: Operation, components: Fields): Json[] => {
  const from = (schema: z.ZodObject, place: "path" | "query"): Json[] => {
    const { properties = {}, required = [] } = toSchema(schema, "input", components);
    const needed = Array.isArray(required) ? required : [];
    return Object.entries(isFields(properties) ? properties : {}).map(([name, given]) => {
      const { description, ...schemaOf } = isFields(given) ? given : {};
      return {
        name,
        in: place,
        required: place === "path" || needed.includes(name),
        ...(description === undefined ? {} : { description }),
        schema: schemaOf,
      };
    });
  };
  const headers: Json[] = [];
  if (method !== "GET" && intake.kind !== "stream") headers.push({ $ref: "#/components/parameters/IdempotencyKey" });
  if (revisionOf !== undefined) headers.push({ $ref: "#/components/parameters/IfMatch" });
  if (method === "GET" && answer.kind === "json") headers.push({ $ref: "#/components/parameters/IfNoneMatch" });
  return [...from(params, "path"), ...from(query, "query"), ...headers];
};

const bodyOf = ({ intake }: Operation, components: Fields): Fields => {
  if (intake.kind === "none") return {};
  if (intake.kind === "stream") {
    return { requestBody: { required: true, content: { [intake.contentType]: { schema: { type: "string", format: "binary" } } } } };
  }
  const schema = toSchema(intake.schema, "input", components);
  const closed =
    schema.type === "object" && schema.additionalProperties === undefined ? { ...schema, additionalProperties: false } : schema;
  return { requestBody: { required: true, content: { "application/json": { schema: closed } } } };
};

const limitHeaders: Fields = {
  "RateLimit-Limit": { $ref: "#/components/headers/RateLimit-Limit" },
  "RateLimit-Remaining": { $ref: "#/components/headers/RateLimit-Remaining" },
  "RateLimit-Reset": { $ref: "#/components/headers/RateLimit-Reset" },
};

const answersOf = (operation: Operation, components: Fields): Fields => {
  const { answer, method } = operation;
  const success = (description: string, content?: Fields): Fields => ({
    description,
    headers: limitHeaders,
    ...(content ? { content } : {}),
  });
  const status = String(statusOf(operation));
  switch (answer.kind) {
    case "nothing":
      return { [status]: success("Done") };
    case "file":
      return { [status]: success("The file", { "application/octet-stream": { schema: { type: "string", format: "binary" } } }) };
    case "lines":
      return {
        [status]: success("One JSON value a line", { "application/x-ndjson": { schema: toSchema(answer.schema, "output", components) } }),
      };
    case "events":
      return {
        [status]: success("Server-sent events whose data is this", {
          "text/event-stream": { schema: toSchema(answer.schema, "output", components) },
        }),
      };
    case "json": {
      const content = { "application/json": { schema: toSchema(answer.schema, "output", components) } };
      const unchanged: Fields = method === "GET" ? { "304": { description: "As it was: the ETag is the one that was sent" } } : {};
      return { [status]: success("Done", content), ...unchanged };
    }
  }
};

/** Status of an operation that succeeds. */
export const statusOf = ({ status, method, answer }: Operation): number =>
  status ?? (answer.kind === "nothing" ? 204 : method === "POST" && answer.kind === "json" ? 201 : 200);

const headerParameter = (name: string, description: string): Fields => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string" },
});

const rateHeader = (description: string): Fields => ({ description, schema: { type: "integer" } });

const intro = `Everything that the pages do, for programs.

Send \`Authorization: Bearer plk_…\` with each request; a key is made under *API keys* or by \`plumbline api-key create\`, acts for the person who made it, and may do what its scopes name. Each operation says which scope it wants in \`x-scope\`.

Lists answer \`data\` and \`nextCursor\`; send the cursor back as \`cursor\`, with the same filters, until it is null. Unknown filters and fields are refused. Writes take an \`Idempotency-Key\`: sent again within a day with the same request they give the first answer again, with another request a conflict. Reads carry an \`ETag\`; \`If-None-Match\` answers 304 where nothing changed, and \`If-Match\` refuses a write with 412 where something did. Refusals are problem details.`;

export const describeApi = (operations: readonly Operation[]): Fields => {
  const schemas: Fields = { Problem: problemSchema };
  const paths: Record<string, Fields> = {};
  for (const operation of operations) {
    const { id, tag, summary, about, scope, besides, method, path } = operation;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: id,
        tags: [tag],
        summary,
        ...(about === undefined ? {} : { description: about }),
        "x-scope": scope,
        ...(besides === undefined ? {} : { "x-scopes-besides": [...besides] }),
        parameters: parametersOf(operation, schemas),
        ...bodyOf(operation, schemas),
        responses: { ...answersOf(operation, schemas), default: { $ref: "#/components/responses/Problem" } },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Plumbline", version: "1", description: intro, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }, { session: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: `An API key. Scopes: ${actions.join(", ")}` },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token", description: "Whoever is signed in, from our own pages" },
      },
      parameters: {
        IdempotencyKey: headerParameter("Idempotency-Key", "8 to 200 characters, made once for one intended write"),
        IfMatch: headerParameter("If-Match", "ETag of what was read: refused where it changed since"),
        IfNoneMatch: headerParameter("If-None-Match", "ETag of what is held: 304 where it is the same"),
      },
      headers: {
        "RateLimit-Limit": rateHeader("requests a minute"),
        "RateLimit-Remaining": rateHeader("requests left in this minute"),
        "RateLimit-Reset": rateHeader("seconds until the next minute begins"),
      },
      responses: {
        Problem: {
          description: "Refused, with the reason",
          headers: limitHeaders,
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      schemas,
    },
  };
};
