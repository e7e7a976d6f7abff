import type { Fields, Json } from "@/lib/api/json";
import { isFields } from "@/lib/api/json";

/** A field as the reference shows it: one row of a list, the fields of its own value one step deeper. */
export type FieldRow = { name: string; depth: number; type: string; required: boolean; about: string; rules: string[] };
export type SchemaRows = { type: string; rows: FieldRow[] };

/** Deeper fields are left to the document itself. */
const deepest = 7;

const nameOf = (reference: Json | undefined): string => (typeof reference === "string" ? (reference.split("/").at(-1) ?? "") : "");
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The schemas of which a value fits one (`anyOf`) or all (`allOf`). */
export const variantsOf = (schema: Fields): Fields[] => [...list(schema.anyOf), ...list(schema.oneOf)].filter(isFields);
const partsOf = (schema: Fields): Fields[] => list(schema.allOf).filter(isFields);
const isNull = ({ type }: Fields): boolean => type === "null";

/** What kind of value a schema takes, in a few words. */
export const typeOf = (schema: Fields): string => {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const variants = variantsOf(schema);
  if (variants.length > 0) return [...new Set(variants.map(typeOf))].join(" | ");
  if (partsOf(schema).length > 0) return "object";
  if (Array.isArray(schema.type)) return schema.type.map(String).join(" | ");
  switch (schema.type) {
    case "array": {
      const of = isFields(schema.items) ? typeOf(schema.items) : "any";
      return of.includes(" ") ? `(${of})[]` : `${of}[]`;
    }
    case "object":
      return isFields(schema.additionalProperties) && schema.properties === undefined
        ? `object of ${typeOf(schema.additionalProperties)}`
        : "object";
    case "string":
      return typeof schema.format === "string" ? schema.format : "string";
    case undefined:
      return "any";
    default:
      return String(schema.type);
  }
};

const bound = (schema: Fields, key: string, word: string, unit = ""): string[] => {
  const value = schema[key];
  return typeof value === "number" ? [`${word} ${value}${unit}`] : [];
};

const rulesOf = (schema: Fields): string[] => [
  ...(schema.default === undefined ? [] : [`unless given ${JSON.stringify(schema.default)}`]),
  ...bound(schema, "minimum", "at least"),
  ...bound(schema, "exclusiveMinimum", "more than"),
  ...bound(schema, "maximum", "at most"),
  ...bound(schema, "exclusiveMaximum", "less than"),
  ...bound(schema, "minLength", "at least", schema.minLength === 1 ? " character" : " characters"),
  ...bound(schema, "maxLength", "at most", " characters"),
  ...bound(schema, "minItems", "at least", schema.minItems === 1 ? " entry" : " entries"),
  ...bound(schema, "maxItems", "at most", " entries"),
  ...(typeof schema.pattern === "string" && schema.format === undefined ? [`matches ${schema.pattern}`] : []),
];

/**
 * A schema as rows: every field with its type, and the fields within. A part that holds itself is named and not opened again.
 * @param parts the document's named schemas
 */
export const schemaRows = (schema: Fields, parts: Fields): SchemaRows => {
  const rows: FieldRow[] = [];

  const open = (value: Fields, depth: number, within: readonly string[]): void => {
    if (depth > deepest) return;
    if (value.$ref !== undefined) {
      const name = nameOf(value.$ref);
      const part = parts[name];
      if (!within.includes(name) && isFields(part)) open(part, depth, [...within, name]);
      return;
    }
    for (const part of partsOf(value)) open(part, depth, within);
    const variants = variantsOf(value).filter((variant) => !isNull(variant));
    const opened = variants.filter((variant) => holdsFields(variant, within));
    if (opened.length === 1 && variants.length === 1) for (const variant of opened) open(variant, depth, within);
    else {
      for (const [place, variant] of opened.entries()) {
        rows.push({ name: place === 0 ? "either" : "or", depth, type: typeOf(variant), required: false, about: "", rules: [] });
        open(variant, depth + 1, within);
      }
    }
    if (isFields(value.items)) open(value.items, depth, within);
    if (isFields(value.additionalProperties)) open(value.additionalProperties, depth, within);
    if (!isFields(value.properties)) return;
    const required = new Set(list(value.required));
    for (const [name, given] of Object.entries(value.properties)) {
      if (!isFields(given)) continue;
      const about = typeof given.description === "string" ? given.description : "";
      rows.push({ name, depth, type: typeOf(given), required: required.has(name), about, rules: rulesOf(given) });
      open(given, depth + 1, within);
    }
  };

  const holdsFields = (value: Fields, within: readonly string[]): boolean => {
    if (value.$ref !== undefined) {
      const name = nameOf(value.$ref);
      const part = parts[name];
      return !within.includes(name) && isFields(part) && holdsFields(part, [...within, name]);
    }
    const inner = [...variantsOf(value), ...partsOf(value), value.items, value.additionalProperties].filter(isFields);
    return isFields(value.properties) || inner.some((one) => holdsFields(one, within));
  };

  open(schema, 0, []);
  return { type: typeOf(schema), rows };
};
