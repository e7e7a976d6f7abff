import { z } from "zod";

/** The five-point form asks direction and strength at once; others ask with fewer or more points. */
export const pairwiseConfigSchema = z.object({
  points: z.union([z.literal(2), z.literal(3), z.literal(5), z.literal(7)]).default(5),
  allowTie: z.boolean().default(true),
  allowBothBad: z.boolean().default(true),
  questions: z
    .array(z.object({ name: z.string().min(1).max(60), title: z.string().min(1).max(200), overall: z.boolean() }))
    .min(1)
    .refine((questions) => questions.filter((question) => question.overall).length <= 1, "at most one question is the overall one")
    .refine((questions) => new Set(questions.map((question) => question.name)).size === questions.length, "question names must differ")
    .default([{ name: "overall", title: "Which would you rather have received?", overall: true }]),
});
export type PairwiseConfig = z.infer<typeof pairwiseConfigSchema>;

/** Candidates are named by their ordinal in the item, never by the side on which they were shown. */
export const pairwiseChoiceSchema = z.union([z.number().int().min(0), z.literal("tie"), z.literal("both-bad")]);
export type PairwiseChoice = z.infer<typeof pairwiseChoiceSchema>;

export const pairwiseAnswerSchema = z.object({
  choice: pairwiseChoiceSchema,
  /** −1 … 1, positive for the pair's second candidate; absent where only a direction is known */
  strength: z.number().min(-1).max(1).optional(),
});

export const pairwiseResponseSchema = z.object({
  answers: z.record(z.string(), pairwiseAnswerSchema),
  /** the same judge's choice with the two swapped, mapped back */
  swappedChoice: pairwiseChoiceSchema.optional(),
  rationale: z.string().max(100_000).optional(),
});
export type PairwiseResponse = z.infer<typeof pairwiseResponseSchema>;
