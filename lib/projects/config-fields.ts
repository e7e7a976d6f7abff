import { z } from "zod";

/** How a part of a kind's settings is edited. What fits no control is edited as JSON and checked by the kind's schema. */
export type ConfigNode =
  | { control: "switch" }
  | { control: "choice"; options: (string | number)[] }
  | { control: "text"; long: boolean }
  | { control: "number"; min: number | null; max: number | null; whole: boolean }
  /** a list of short texts, one a line */
  | { control: "lines" }
  /** numbers by a name, one a line */
  | { control: "amounts" }
  | { control: "list"; item: ConfigNode; blank: Json }
  | { control: "group"; fields: ConfigField[] }
  /** something that may be left out altogether */
  | { control: "maybe"; node: ConfigNode; blank: Json }
  /** one of several shapes, told apart by the value of `key` */
  | { control: "variants"; key: string; variants: { value: string; fields: ConfigField[]; blank: Json }[] }
  | { control: "json" };

export type ConfigField = { name: string; label: string; help: string; node: ConfigNode };

export type Json = z.infer<ReturnType<typeof z.json>>;

type Schema = {
  type?: string | string[];
  const?: string | number;
  enum?: (string | number)[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  title?: string;
  description?: string;
  /** kept by the kind for itself */
  internal?: boolean;
};

const constantSchema = z.union([z.string(), z.number()]);
const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: constantSchema.optional().catch(undefined),
    enum: z.array(constantSchema).optional().catch(undefined),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    items: schemaSchema.optional().catch(undefined),
    additionalProperties: schemaSchema.optional().catch(undefined),
    default: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    internal: z.boolean().optional(),
  }),
);

/** "allowBothBad" → "Allow both bad" */
const labelOf = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// Titles of questions are short; help texts and the like get room.
const longText = 300;

const isNull = (schema: Schema): boolean => schema.type === "null";

const fieldsOf = (schema: Schema, without?: string): ConfigField[] =>
  Object.entries(schema.properties ?? {})
    .filter(([name, property]) => name !== without && property.internal !== true)
    .map(([name, property]) => ({
      name,
      label: property.title ?? labelOf(name),
      help: property.description ?? "",
      node: nodeOf(property),
    }));

const variantsOf = (branches: Schema[]): ConfigNode | null => {
  const keys = Object.keys(branches[0]?.properties ?? {});
  const key = keys.find((name) => branches.every((branch) => typeof branch.properties?.[name]?.const === "string"));
  if (key === undefined) return null;
  return {
    control: "variants",
    key,
    variants: branches.map((branch) => ({
      value: String(branch.properties?.[key]?.const),
      fields: fieldsOf(branch, key),
      blank: blankOf(branch),
    })),
  };
};

const nodeOf = (schema: Schema): ConfigNode => {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) {
    const rest = branches.filter((branch) => !isNull(branch));
    const [only] = rest;
    if (rest.length < branches.length && rest.length === 1 && only) return { control: "maybe", node: nodeOf(only), blank: blankOf(only) };
    const constants = rest.flatMap((branch) => (branch.const === undefined ? [] : [branch.const]));
    if (constants.length === branches.length) return { control: "choice", options: constants };
    return variantsOf(branches) ?? { control: "json" };
  }
  if (schema.enum) return { control: "choice", options: schema.enum };
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    const [type] = types;
    if (types.length !== 1 || type === undefined) return { control: "json" };
    const some: Schema = { ...schema, type, default: undefined };
    return { control: "maybe", node: nodeOf(some), blank: blankOf(some) };
  }
  switch (schema.type) {
    case "boolean":
      return { control: "switch" };
    case "string":
      return { control: "text", long: (schema.maxLength ?? 0) > longText };
    case "number":
    case "integer":
      return { control: "number", min: schema.minimum ?? null, max: schema.maximum ?? null, whole: schema.type === "integer" };
    case "array":
      if (!schema.items) return { control: "json" };
      return schema.items.type === "string" && !schema.items.enum
        ? { control: "lines" }
        : { control: "list", item: nodeOf(schema.items), blank: blankOf(schema.items) };
    case "object":
      if (schema.properties) return { control: "group", fields: fieldsOf(schema) };
      return schema.additionalProperties?.type === "number" ? { control: "amounts" } : { control: "json" };
    default:
      return { control: "json" };
  }
};

/** What a new entry of a list, or a part that is switched on, starts from: defaults, and nothing where there are none. */
const blankOf = (schema: Schema): Json => {
  if (schema.default !== undefined) return z.json().parse(schema.default);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0] ?? null;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.some(isNull) ? null : blankOf(branches[0] ?? {});
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "boolean":
      return false;
    case "string":
      return "";
    case "number":
    case "integer":
      return schema.minimum ?? 0;
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => blankOf(schema.items ?? {}));
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name, property]) => schema.required?.includes(name) || property.default !== undefined)
          .map(([name, property]) => [name, blankOf(property)]),
      );
    default:
      return null;
  }
};

/** The settings of a kind, in the order of its schema: a new kind gets its form without a line here. */
export const configNode = (schema: z.ZodType): ConfigNode => {
  const parsed = schemaSchema.safeParse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  return parsed.success ? nodeOf(parsed.data) : { control: "json" };
};
