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
export type ExplainedPart = { name: string; measure: string | null; logits: number };

/** score = base + Σ parts + rest, logits. */
export type ExplainedResponse = {
  ordinal: number;
  text: string;
  model: string | null;
  score: number;
  base: number;
  parts: ExplainedPart[];
  rest: number;
};

/** logits = Σ parts + rest; positive parts speak for the first. */
export type ExplainedDifference = {
  first: number;
  second: number;
  logits: number;
  parts: { name: string; first: string; second: string; logits: number }[];
  rest: number;
  /** how many parts the rest is of */
  others: number;
};

export type ExplainedItem = { number: number; prompt: string; responses: ExplainedResponse[]; difference: ExplainedDifference | null };
