import { z } from "zod";

export const labelSourceSchema = z.enum(["human", "lm", "all"]);
export type LabelSource = z.infer<typeof labelSourceSchema>;

export const aggregationModelSchema = z.enum(["majority", "one-coin", "dawid-skene", "glad", "mace", "crowd-bt", "lcpo", "bt-ties"]);
export type AggregationModel = z.infer<typeof aggregationModelSchema>;

export const aggregateSchema = z.object({
  projectId: z.string(),
  campaignId: z.string().optional(),
  /** Dawid–Skene where none is named; questions without classes have their kind's own */
  model: aggregationModelSchema.optional(),
  source: labelSourceSchema.default("human"),
  question: z.string().optional(),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type Aggregate = z.input<typeof aggregateSchema>;

/** Any estimate that is stored as JSON: a value with its interval and n, or why there is none. */
export const estimateSchema = z.union([
  z.object({ value: z.number(), ci: z.tuple([z.number(), z.number()]).nullable(), n: z.number() }),
  z.object({ value: z.null(), reason: z.string() }),
]);

export const aggregationViewSchema = z.object({
  id: z.string(),
  campaignId: z.string(),
  /** a label model by its name, or the kind's own */
  model: z.string(),
  source: labelSourceSchema,
  question: z.string(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  converged: z.boolean(),
  iterations: z.number().int(),
  tasks: z.number().int(),
  labels: z.number().int(),
  annotators: z.number().int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type AggregationView = z.infer<typeof aggregationViewSchema>;

/** Choice of a task whose leading classes are equally probable. */
export const undecided = "undecided";
