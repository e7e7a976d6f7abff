import type { Fields, Json } from "@/lib/api/json";
import { isFields } from "@/lib/api/json";
import { variantsOf } from "@/lib/api/reference/schema-rows";

/** A value that a schema takes, for the examples of the reference: what is required, and no more. */

const formats: Record<string, string> = {
  "date-time": "2026-01-31T09:00:00.000Z",
  date: "2026-01-31",
  uri: "https://hooks.example.org/in",
  email: "ada@example.org",
};

/** Values by the name of their field; the first one that the schema takes stands. */
const byName: Record<string, Json[]> = {
  /** a public bucket needs no key */
  accessKeyId: [null],
  /** pay that ends needs no amount */
  basis: ["none"],
  body: ["Both say the same."],
  bucket: ["preference-data"],
  campaignId: ["cmp_…"],
  taskId: ["tsk_…"],
  assignmentId: ["asg_…"],
  description: ["What people think of short answers"],
  goldShare: [0.1],
  endpoint: ["https://storage.example.org"],
  /** a bin ends above its start */
  high: [0.5],
  low: [0],
  idemKey: ["write-once-2026-01-31-001"],
  kind: ["pairwise"],
  leaseSeconds: [600],
  markdown: ["Read both responses before you choose."],
  name: ["Second round"],
  note: ["Shorter"],
  place: ["plumb/pairs"],
  prompt: ["Why is the sky blue?"],
  reason: ["Answers too fast to have read"],
  response: [{ answers: { overall: { choice: 0, strength: -1 } } }],
  responses: [["Short waves scatter more.", "It reflects the sea."]],
  role: ["annotator"],
  /** null: the published tags */
  set: [null],
  share: [0.25],
  skills: [["german"]],
  tagger: ["built-in"],
  taskIds: [["tsk_…"]],
  template: ["{{default}}"],
  slug: ["second-round"],
  url: ["https://hooks.example.org/in"],
  warning: ["Describes an injury"],
};
const otherTexts = ["text", "example", "a", "a-b", "2026-01-31", "en", "#1f6feb", "1"];

const fits = (text: string, { pattern, minLength, maxLength }: Fields): boolean =>
  (typeof pattern !== "string" || new RegExp(pattern, "u").test(text)) &&
  (typeof minLength !== "number" || text.length >= minLength) &&
  (typeof maxLength !== "number" || text.length <= maxLength);

const inBounds = (value: number, { minimum, maximum }: Fields): boolean =>
  (typeof minimum !== "number" || value >= minimum) && (typeof maximum !== "number" || value <= maximum);

/** Whether a value chosen by its name is one that the schema takes. */
const takes = (schema: Fields, value: Json): boolean => {
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  if (value === null) return variantsOf(schema).some(({ type }) => type === "null");
  if (schema.const !== undefined || variantsOf(schema).length > 0 || schema.$ref !== undefined) return false;
  switch (schema.type) {
    case undefined:
      return true;
    case "string":
      return (
        typeof value === "string" &&
        (schema.format === undefined || (schema.format === "uri" && URL.canParse(value))) &&
        fits(value, schema)
      );
    case "integer":
    case "number":
      return typeof value === "number" && (schema.type === "number" || Number.isInteger(value)) && inBounds(value, schema);
    case "array":
      return Array.isArray(value) && isFields(schema.items) && value.every((one) => isFields(schema.items) && takes(schema.items, one));
    default:
      return false;
  }
};

const textFor = (schema: Fields): string => {
  if (typeof schema.format === "string") return formats[schema.format] ?? schema.format;
  const found = otherTexts.find((text) => fits(text, schema));
  return found ?? "x".repeat(typeof schema.minLength === "number" ? schema.minLength : 1);
};

const numberFor = ({ type, minimum, exclusiveMinimum, maximum, multipleOf }: Fields): number => {
  const step = typeof multipleOf === "number" ? multipleOf : type === "integer" ? 1 : 0.5;
  const least = typeof minimum === "number" ? minimum : typeof exclusiveMinimum === "number" ? exclusiveMinimum + step : 1;
  return typeof maximum === "number" ? Math.min(Math.max(least, Math.min(1, maximum)), maximum) : Math.max(least, 1);
};

/** @param parts the document's named schemas */
export const exampleValue = (schema: Fields, parts: Fields, name = ""): Json => {
  if (Array.isArray(schema.examples) && schema.examples[0] !== undefined) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  const chosen = (byName[name] ?? []).find((value) => takes(schema, value));
  if (chosen !== undefined) return chosen;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  if (typeof schema.$ref === "string") {
    const part = parts[schema.$ref.split("/").at(-1) ?? ""];
    return isFields(part) ? exampleValue(part, parts, name) : {};
  }
  const [variant] = variantsOf(schema);
  if (variant) return exampleValue(variant, parts, name);
  if (Array.isArray(schema.allOf)) {
    const whole = schema.allOf.filter(isFields).map((part) => exampleValue(part, parts, name));
    return Object.assign({}, ...whole.filter(isFields));
  }
  switch (schema.type) {
    case "string":
      return textFor(schema);
    case "integer":
    case "number":
      return numberFor(schema);
    case "boolean":
      return true;
    case "array": {
      const one = isFields(schema.items) ? exampleValue(schema.items, parts, name) : "text";
      return Array.from({ length: Math.max(1, typeof schema.minItems === "number" ? schema.minItems : 1) }, () => one);
    }
    case "object": {
      const properties = isFields(schema.properties) ? schema.properties : {};
      const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
      // Where nothing has to be sent, the usual values say what could be.
      const shown =
        required.length > 0
          ? required
          : Object.keys(properties).filter((key) => isFields(properties[key]) && properties[key].default !== undefined);
      return Object.fromEntries(
        shown.map((key): [string, Json] => [key, isFields(properties[key]) ? exampleValue(properties[key], parts, key) : {}]),
      );
    }
    default:
      return {};
  }
};
