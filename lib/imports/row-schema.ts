import { z } from "zod";
import type { util } from "zod/v4/core";
import { mediaPerText, mediaSourceSchema } from "@/lib/media/schema";

/** One row of an import in our own schema: an item with the labels that came with it. Safe in the browser. */

export const limits = {
  /** a longer line is refused by its number and the rest goes on */
  lineBytes: 50_000_000,
  uploadBytes: 10_000_000_000,
  /** of one file in an archive */
  unpackedBytes: 50_000_000_000,
  responses: 256,
  labels: 10_000,
  /** of a row's JSON; a conversation tree takes two levels a turn */
  depth: 256,
  keys: 100_000,
} as const;

export const nameSchema = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .pipe(z.string().min(1, "is empty").max(500, "has more than 500 characters"));

/** Composed or decomposed letters make no other person: files of two systems spell one name so. */
const annotatorNameSchema = nameSchema.transform((name) => name.normalize("NFC"));

export const messageSchema = z.object({ role: z.string().min(1, "is empty").max(50), content: z.string() });
export const promptSchema = z.union([z.string(), z.array(messageSchema).min(1, "holds no message")], {
  error: "is neither a text nor a list of messages with role and content",
});
export type ImportPrompt = z.infer<typeof promptSchema>;

const mediaSchema = z.array(mediaSourceSchema).max(mediaPerText, `holds more than ${mediaPerText} media`).nullish();

/** A response may be a medium alone: then its text is empty. */
const responseSchema = z.object({
  text: z.string().default(""),
  model: nameSchema.nullish(),
  id: nameSchema.nullish(),
  media: mediaSchema,
});

/** Whatever else a label holds is the kind's to read. */
export const labelSchema = z.looseObject({
  annotator: annotatorNameSchema,
  kind: z.enum(["human", "lm", "gold", "adjudicator"], "must be human, lm, gold or adjudicator"),
});
export type ImportLabel = z.infer<typeof labelSchema>;

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

const isJson = (value: unknown): value is util.JSONType => {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return value === null || typeof value === "string" || typeof value === "boolean";
  return Array.isArray(value) ? value.every(isJson) : isPlain(value) && Object.values(value).every(isJson);
};

// As z.json(), whose schema names itself: a schema that holds such a one is watched for circles at each row, a tenth of the time of all its checks.
const jsonSchema = z.custom<util.JSONType>(isJson);

export const importRowSchema = z.looseObject({
  id: nameSchema.nullish(),
  prompt: promptSchema,
  /** of the prompt */
  media: mediaSchema,
  responses: z
    .array(responseSchema)
    .min(1, "holds no response, and an item is one or more responses to judge")
    .max(limits.responses, `holds more than ${limits.responses} responses`),
  labels: z.array(labelSchema).max(limits.labels, `holds more than ${limits.labels} labels`).default([]),
  source: z.string().max(2_000).nullish(),
  license: z.string().max(2_000).nullish(),
  meta: z.record(z.string(), jsonSchema).nullish(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const ownKeys = new Set(Object.keys(importRowSchema.shape));

/** What a row holds beside what the schema names: kept with the item's metadata rather than lost. */
export const besideRow = (row: ImportRow): [string, unknown][] =>
  Object.keys(row).every((key) => ownKeys.has(key)) ? [] : Object.entries(row).filter(([key]) => !ownKeys.has(key));
