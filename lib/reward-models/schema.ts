import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";

/** What a model is trained on: the crowd's posterior, people's majority, one annotator's answers, or a routing plan's mixture. */
export const labelChoiceSchema = z
  .string()
  .regex(/^(consensus|human|annotator:.+|plan:.+)$/, "must be consensus, human, annotator:NAME or plan:FILE");

export const trainSchema = z.object({
  projectId: z.string(),
  encoder: z.string().min(1).default("lexical"),
  head: z.enum(["linear", "mlp", "low-rank"]).default("linear"),
  loss: z.string().default("bradley-terry"),
  labels: labelChoiceSchema.default("consensus"),
  folds: z.coerce.number().int().min(2).max(20).default(5),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type Train = z.input<typeof trainSchema>;
export type TrainSettings = z.output<typeof trainSchema>;

/** What the page offers: plans are files of the command line. */
export const requestTrainingSchema = trainSchema.pick({ projectId: true, labels: true, folds: true, seed: true });

export const versionIdSchema = z.object({ projectId: z.string(), versionId: z.string() });

export const versionStateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);

const reliabilityBinSchema = z.object({
  confidence: z.number(),
  accuracy: z.number(),
  ci: z.tuple([z.number(), z.number()]),
  n: z.number().int(),
});

/** Figures of one evaluation; the same form for the cross-validation and for a test set. */
export const evaluationSchema = z.object({
  accuracy: estimateSchema,
  logLoss: estimateSchema,
  ece: estimateSchema,
  eceNoiseFloor: z.object({ mean: z.number(), high: z.number() }).nullable(),
  longerWins: estimateSchema,
  gain: estimateSchema,
  reliability: z.array(reliabilityBinSchema),
  ties: z.number().int(),
  identical: z.number().int(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/** Stored with a version. The top level is the evaluation to quote: the test set's where there is one, else the cross-validation's. */
export const versionMetricsSchema = evaluationSchema.extend({
  basis: z.enum(["test", "cross-validation"]),
  crossValidation: evaluationSchema,
  lossHistory: z.array(z.number()),
  converged: z.boolean(),
  coefficients: z.object({ length: z.number(), linear: z.number(), trees: z.number() }),
  vocabulary: z.number().int(),
  responses: z.number().int(),
  seconds: z.number(),
  /** named surface features by the size of their effect on the linear head, largest first */
  features: z.array(z.object({ name: z.string(), weight: z.number() })),
});
export type VersionMetrics = z.infer<typeof versionMetricsSchema>;

export const versionViewSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  state: versionStateSchema,
  encoder: z.string(),
  head: z.string(),
  loss: z.string(),
  labels: z.string(),
  seed: z.number().int(),
  folds: z.number().int(),
  provider: z.string().nullable(),
  trainPairs: z.number().int(),
  testPairs: z.number().int(),
  /** null until it is trained */
  metrics: versionMetricsSchema.nullable(),
  artifactSha256: z.string().nullable(),
  error: z.string().nullable(),
  promotedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type VersionView = z.infer<typeof versionViewSchema>;

/** A pair on which the model, without having seen its prompt, contradicts the label most confidently. */
export const disagreementSchema = z.object({
  taskId: z.string(),
  itemId: z.string(),
  title: z.string(),
  /** probability that the model gives to the response that the label rejects */
  pModel: z.number(),
  /** "A" the pair's first candidate, "B" its second */
  modelSays: z.enum(["A", "B"]),
  labelSays: z.enum(["A", "B"]),
});
export type Disagreement = z.infer<typeof disagreementSchema>;

export const artifactSchema = z.enum(["model", "encoder", "card"]);
export type Artifact = z.infer<typeof artifactSchema>;

/** What the computing process is told. Plain data: it crosses a process boundary. */
export type PairText = { promptId: string; prompt: string; first: string; second: string; pFirst: number; weight: number };
export type RowText = { promptId: string; prompt: string; response: string };
