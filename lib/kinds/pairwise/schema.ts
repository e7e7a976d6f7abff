import { z } from "zod";

const nameSchema = z.string().min(1).max(60);
const shortSchema = z.string().min(1).max(120);
const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
const listSchema = z.array(shortSchema).max(30).refine(distinct, "the entries must differ");

/** How sure an annotator is of one answer, from most to least. */
export const confidences = ["absolutely", "fairly", "not"] as const;

export const pairwiseQuestionSchema = z.object({
  name: nameSchema.meta({ title: "Name in exports" }),
  title: z.string().min(1).max(200).meta({ title: "Asked as" }),
  overall: z.boolean().meta({ title: "The overall question" }),
  /** what the question means, in a few words beside it and in full on demand */
  help: z.string().max(2_000).default(""),
  /** reasons that can be ticked for the better side */
  reasons: listSchema.default([]).meta({ title: "Reasons to tick" }),
  /** whether a reason in one's own words can be given */
  ownReason: z.boolean().default(false).meta({ title: "A reason of one’s own" }),
  confidence: z.boolean().default(false).meta({ title: "How sure one is" }),
});

/** The question which of two responses is safer, unless a campaign calls it otherwise. */
export const usualSaferQuestion = "safer";

/** How safe each response is by itself, and which question the levels must not contradict. */
export const safetySchema = z.object({
  /** from safe to worst; the first one is “safe” */
  levels: listSchema.min(2).default(["safe", "minor", "moderate", "severe"]).meta({ title: "Levels, from safe to worst" }),
  categories: listSchema.default([]).meta({ title: "Categories of harm" }),
  /** name of the question “which is safer”; its answer may not point to the less safe response */
  saferQuestion: nameSchema.nullable().default(usualSaferQuestion).meta({ title: "Name of the question which is safer" }),
});

/** The five-point form asks direction and strength at once; others ask with fewer or more points. */
export const pairwiseConfigSchema = z
  .object({
    points: z
      .union([z.literal(2), z.literal(3), z.literal(5), z.literal(7)])
      .default(5)
      .meta({ title: "Degrees of the answer" }),
    allowTie: z.boolean().default(true).meta({ title: "Offer “same”" }),
    allowBothBad: z.boolean().default(true).meta({ title: "Offer “both bad”" }),
    allowCannotCompare: z.boolean().default(false).meta({ title: "Offer “cannot compare”" }),
    questions: z
      .array(pairwiseQuestionSchema)
      .min(1)
      .max(20)
      .refine((questions) => questions.filter((question) => question.overall).length <= 1, "at most one question is the overall one")
      .refine((questions) => distinct(questions.map((question) => question.name)), "question names must differ")
      .default([
        {
          name: "overall",
          title: "Which would you rather have received?",
          overall: true,
          help: "",
          reasons: [],
          ownReason: false,
          confidence: false,
        },
      ]),
    /** whether each response is asked for by itself: “is it acceptable?” */
    acceptability: z.boolean().default(false).meta({ title: "Ask whether each is acceptable" }),
    safety: safetySchema.nullable().default(null).meta({ title: "Ask how safe each is" }),
  })
  .refine((config) => config.questions.every(({ name }) => name !== acceptableQuestion && name !== safetyQuestion), {
    path: ["questions"],
    error: "“acceptable” and “safety-level” are names of questions about single responses",
  })
  .refine((config) => !config.safety?.saferQuestion || config.questions.some(({ name }) => name === config.safety?.saferQuestion), {
    path: ["safety", "saferQuestion"],
    error: "is no question of this campaign",
  });
export type PairwiseConfig = z.infer<typeof pairwiseConfigSchema>;
export type PairwiseQuestion = z.infer<typeof pairwiseQuestionSchema>;

/** Names under which the answers about single responses are counted. */
export const acceptableQuestion = "acceptable";
export const safetyQuestion = "safety-level";

/** Candidates are named by their ordinal in the item, never by the side on which they were shown. */
export const pairwiseChoiceSchema = z.union(
  [z.number().int().min(0), z.literal("tie"), z.literal("both-bad"), z.literal("cannot-compare")],
  "is neither the number of a response, from 0 on, nor tie, both-bad or cannot-compare",
);
export type PairwiseChoice = z.infer<typeof pairwiseChoiceSchema>;

export const pairwiseAnswerSchema = z.object({
  choice: pairwiseChoiceSchema,
  /** −1 … 1, positive for the pair's second candidate; absent where only a direction is known */
  strength: z.number().min(-1).max(1).optional(),
  reasons: z.array(shortSchema).max(30).optional(),
  ownReason: z.string().max(5_000).optional(),
  confidence: z.enum(confidences).optional(),
});
export type PairwiseAnswer = z.infer<typeof pairwiseAnswerSchema>;

const ordinalKeySchema = z.string().regex(/^\d{1,3}$/, "is not the ordinal of a response");

export const pairwiseResponseSchema = z.object({
  answers: z.record(z.string(), pairwiseAnswerSchema),
  /** by response ordinal */
  acceptable: z.record(ordinalKeySchema, z.boolean()).optional(),
  safety: z.record(ordinalKeySchema, z.object({ level: shortSchema, categories: z.array(shortSchema).max(30).default([]) })).optional(),
  /** the same judge's choice with the two swapped, mapped back */
  swappedChoice: pairwiseChoiceSchema.optional(),
  rationale: z.string().max(100_000).optional(),
  /** what else a file's label said, kept as it came */
  extra: z.record(z.string(), z.json()).optional(),
});
export type PairwiseResponse = z.infer<typeof pairwiseResponseSchema>;
