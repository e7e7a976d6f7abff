import { z } from "zod";

/** A setting of a kind as a form shows it. What fits no simple control is edited as JSON and checked by the kind's schema. */
export type ConfigField =
  | { name: string; label: string; control: "switch" }
  | { name: string; label: string; control: "choice"; options: (string | number)[] }
  | { name: string; label: string; control: "json" };

const propertySchema = z.looseObject({
  type: z.string().optional(),
  const: z.union([z.string(), z.number()]).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  anyOf: z.array(z.looseObject({ const: z.union([z.string(), z.number()]).optional() })).optional(),
});
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema) });

/** "allowBothBad" → "Allow both bad" */
const labelOf = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const fieldOf = (name: string, property: z.infer<typeof propertySchema>): ConfigField => {
  const label = labelOf(name);
  if (property.type === "boolean") return { name, label, control: "switch" };
  const options = property.enum ?? property.anyOf?.flatMap((branch) => (branch.const === undefined ? [] : [branch.const])) ?? [];
  const onlyConstants = property.enum !== undefined || (property.anyOf !== undefined && options.length === property.anyOf.length);
  return options.length > 0 && onlyConstants ? { name, label, control: "choice", options } : { name, label, control: "json" };
};

/** The settings of a kind, in the order of its schema: a new kind gets its form without a line here. */
export const configFields = (schema: z.ZodType): ConfigField[] => {
  const parsed = objectSchema.safeParse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  return parsed.success ? Object.entries(parsed.data.properties).map(([name, property]) => fieldOf(name, property)) : [];
};
