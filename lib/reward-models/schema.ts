import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { chosenEncoderSchema } from "@/lib/encoders/schema";
import { lossNames } from "@/lib/ml/reward/examples";
import { honestySchema, learningCurveSchema } from "@/lib/reward-models/honesty-schema";

/** What a model is trained on: the crowd's posterior, people's majority, one annotator's answers, or a routing plan's mixture. */
export const labelChoiceSchema = z
  .string()
  .regex(/^(consensus|human|annotator:.+|plan:.+)$/, "must be consensus, human, annotator:NAME or plan:FILE");

/** Name of the machine arm of a routing plan where no language model has labelled: the project's own reward model. */
export const ownModelArm = "reward-model";

export const headSchema = z.enum(["linear", "mlp", "low-rank"]);
export const lossSchema = z.enum(lossNames);

/** Details of a training; every default is what most projects want. */
export const trainOptionsSchema = z.object({
  /** labels as they were decided, or the posterior that the aggregation gave them */
  targets: z.enum(["hard", "posterior"]).default("hard"),
  /** logits by which a preference of full strength must lead */
  margin: z.coerce.number().min(0).max(10).default(0),
  /** share by which labels are moved towards a half */
  smoothing: z.coerce.number().min(0).max(0.5).default(0),
  /** weigh rated pairs by the gap of their ratings */
  gapWeights: z.boolean().default(false),
  /** λ on the sum of the losses */
  penalty: z.coerce.number().positive().max(1e6).default(2),
  hidden: z.coerce.number().int().min(1).max(512).default(32),
  rank: z.coerce.number().int().min(1).max(64).default(8),
  planes: z.coerce.number().int().min(1).max(8).default(2),
  /** models whose spread is the uncertainty of a score */
  ensemble: z.coerce.number().int().min(0).max(20).default(5),
  /** top layers of a transformer encoder that are fine-tuned by low-rank adapters; 0 leaves the encoder as it is */
  tuneLayers: z.coerce.number().int().min(0).max(48).default(0),
  tuneRank: z.coerce.number().int().min(1).max(256).default(8),
  tuneAlpha: z.coerce.number().positive().max(1024).default(16),
  /** passes over the comparisons */
  tuneEpochs: z.coerce.number().int().min(1).max(100).default(3),
  /** highest learning rate, reached after a tenth of the steps */
  tuneRate: z.coerce.number().positive().max(1).default(3e-4),
  tuneDecay: z.enum(["constant", "linear", "cosine"]).default("linear"),
  /** questions of the campaign that get an output of their own; the first one scores */
  questions: z.union([z.literal("all"), z.array(z.string().min(1)).max(20)]).default([]),
  campaignId: z.string().nullable().default(null),
});
export type TrainOptions = z.output<typeof trainOptionsSchema>;

export const trainSchema = z.object({
  projectId: z.string(),
  encoder: z.string().min(1).default("lexical"),
  head: headSchema.default("linear"),
  loss: lossSchema.default("bradley-terry"),
  options: trainOptionsSchema.prefault({}),
  labels: labelChoiceSchema.default("consensus"),
  folds: z.coerce.number().int().min(2).max(20).default(5),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type Train = z.input<typeof trainSchema>;
export type TrainSettings = z.output<typeof trainSchema>;

/** What the page offers: plans and encoders in folders are files of the command line. */
export const requestTrainingSchema = trainSchema
  .pick({
    projectId: true,
    head: true,
    loss: true,
    options: true,
    folds: true,
    seed: true,
  })
  .extend({
    encoder: chosenEncoderSchema.default("lexical"),
    labels: z
      .string()
      .regex(/^(consensus|human|annotator:.+)$/, "must be consensus, human or annotator:NAME; a plan's file is the command line's")
      .default("consensus"),
  });

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
  /** weights of a stack's heads by name; null for a single head */
  coefficients: z.record(z.string(), z.number()).nullable(),
  /** share of labels that go against any score by chance, of a stack */
  lapse: z.number().default(0),
  vocabulary: z.number().int(),
  responses: z.number().int(),
  seconds: z.number(),
  /** named surface features by the size of their effect on the linear head, largest first */
  features: z.array(z.object({ name: z.string(), weight: z.number() })),
  /** null for versions trained before these were measured */
  honesty: honestySchema.nullable().default(null),
  curve: learningCurveSchema.nullable().default(null),
  /** what the margins of a head alone were divided by to be logits, 1 for other recipes; null before 2026-11-22, when they were not */
  temperature: z.number().positive().nullable().default(null),
  /** of several aspects, by how many labelled pairs each; `own` where these were enough, else it is the first aspect's */
  aspectTemperatures: z
    .array(z.object({ aspect: z.string(), labels: z.number().int(), temperature: z.number().positive(), own: z.boolean() }))
    .default([]),
  /** k of a model with ties */
  tieFactor: z.number().nullable().default(null),
  /** its 95 % interval, and what differences of scores are multiplied by before it applies; null before 2026-11-22 */
  tie: z
    .object({ ci: z.tuple([z.number(), z.number()]).nullable(), scale: z.number() })
    .nullable()
    .default(null),
  /** whether it went on from a checkpoint */
  resumed: z.boolean().default(false),
});
export type VersionMetrics = z.infer<typeof versionMetricsSchema>;

/** What a version was trained on, for the registry and for drift. */
export const versionDataSchema = z.object({
  labels: z.string().default(""),
  pairs: z.number().int().default(0),
  excluded: z.record(z.string(), z.number()).default({}),
  sha256: z.string().default(""),
  /** live answers in the project when it was trained */
  answers: z.number().int().nullable().default(null),
  frozenPrompts: z.number().int().default(0),
});

/** The loss of a training as it goes on. */
export const liveSchema = z.object({ losses: z.array(z.number()).default([]) });

export const versionViewSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  state: versionStateSchema,
  encoder: z.string(),
  head: headSchema,
  loss: lossSchema,
  labels: z.string(),
  seed: z.number().int(),
  folds: z.number().int(),
  options: trainOptionsSchema,
  data: versionDataSchema,
  trigger: z.enum(["person", "labels", "drift"]),
  codeVersion: z.string().nullable(),
  live: liveSchema,
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
  /** positions of the two responses, where both are the item's own */
  ordinals: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** probability that the model gives to the response that the label rejects */
  pModel: z.number(),
  /** "A" the pair's first candidate, "B" its second */
  modelSays: z.enum(["A", "B"]),
  labelSays: z.enum(["A", "B"]),
  /** how far off the margin may be, as a standard deviation in logits; null where it was not measured */
  deviation: z.number().nullable(),
});
export type Disagreement = z.infer<typeof disagreementSchema>;

export const artifactSchema = z.enum(["model", "encoder", "card", "bundle"]);
export type Artifact = z.infer<typeof artifactSchema>;

/** What the computing process is told. Plain data: it crosses a process boundary. */
export type PairText = { promptId: string; prompt: string; first: string; second: string; pFirst: number; weight: number };
export type RowText = { promptId: string; prompt: string; response: string };
