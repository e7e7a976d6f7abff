import { z } from "zod";

const ordinal = z.coerce.number().int().min(0).max(100_000);

/** An item and, where they are named, the two of its responses to compare. */
export const explainItemSchema = z.object({
  projectId: z.string(),
  number: z.number().int().min(1),
  itemId: z.string().min(1),
  first: ordinal.optional(),
  second: ordinal.optional(),
});
export type ExplainItem = z.infer<typeof explainItemSchema>;

/** A part of a score in a reader's words; `measure` is what was counted, null for words. */
const partSchema = z.object({ name: z.string(), measure: z.string().nullable(), logits: z.number() });
export type ExplainedPart = z.infer<typeof partSchema>;

/** score = base + Σ parts + rest, logits. */
const responseSchema = z.object({
  ordinal: z.number().int(),
  text: z.string(),
  model: z.string().nullable(),
  score: z.number(),
  base: z.number(),
  parts: z.array(partSchema),
  rest: z.number(),
});
export type ExplainedResponse = z.infer<typeof responseSchema>;

/** logits = Σ parts + rest; positive parts speak for the first. */
const differenceSchema = z.object({
  first: z.number().int(),
  second: z.number().int(),
  logits: z.number(),
  parts: z.array(z.object({ name: z.string(), first: z.string(), second: z.string(), logits: z.number() })),
  rest: z.number(),
  /** how many parts the rest is of */
  others: z.number().int(),
});
export type ExplainedDifference = z.infer<typeof differenceSchema>;

export const explainedItemSchema = z.object({
  number: z.number().int(),
  prompt: z.string(),
  responses: z.array(responseSchema),
  difference: differenceSchema.nullable(),
});
export type ExplainedItem = z.infer<typeof explainedItemSchema>;
