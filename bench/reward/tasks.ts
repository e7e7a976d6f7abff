import { z } from "zod";

/** What one side of a row is told to do. Ours and the peers' scripts read the same object, and the same files. */

const count = z.number().int().min(1);
const common = { threads: count, rows: count, width: count };
const files = z.record(z.string(), z.string());

export const minibatchTaskSchema = z.object({
  kind: z.literal("minibatch"),
  ...common,
  head: z.enum(["linear", "mlp"]),
  hidden: count,
  batch: count,
  steps: count,
  /** Steps before the clock starts. */
  warmup: z.number().int(),
  seed: z.number().int(),
  learningRate: z.number(),
  weightDecay: z.number(),
  /** [rows, 2, width] and [rows, width] float32: both responses' features, the better first, and their differences. */
  pairs: z.string(),
  differences: z.string(),
  /** [steps, batch] int64 */
  order: z.string(),
  start: files,
  /** Where each side writes its parameters, float32. */
  result: files,
  /** Where the peer writes those of the same steps in float64. */
  exact: files,
});

export const linearTaskSchema = z.object({
  kind: z.literal("linear"),
  ...common,
  models: count,
  features: z.string(),
  /** [models, rows] float32, 0 or 1. */
  labels: z.string(),
  penalty: z.number(),
  /** Largest component of the gradient at which to stop. */
  tolerance: z.number(),
  iterations: count,
  /** Whether all labels are 1, so that scikit-learn must turn half of the rows. */
  flip: z.boolean(),
  /** Whether the peer gets the features in float32, as they are stored, and converts them within the fit. */
  asStored: z.boolean(),
  /** Where the coefficients go: [models, width] float64. */
  result: z.string(),
});

const tensor = z.object({ file: z.string(), shape: z.array(count) });

export const loraTaskSchema = z.object({
  kind: z.literal("lora"),
  ...common,
  batch: count,
  length: count,
  heads: count,
  inner: count,
  layers: count,
  rank: count,
  scale: z.number(),
  steps: count,
  warmup: z.number().int(),
  seed: z.number().int(),
  learningRate: z.number(),
  /** [rows, 2, length, width] float32: what comes out of the frozen layers below. */
  inputs: z.string(),
  order: z.string(),
  weights: z.record(z.string(), tensor),
  start: z.record(z.string(), tensor),
});

export const taskSchema = z.discriminatedUnion("kind", [minibatchTaskSchema, linearTaskSchema, loraTaskSchema]);
export type Task = z.infer<typeof taskSchema>;
export type MinibatchTask = z.infer<typeof minibatchTaskSchema>;
export type LinearTask = z.infer<typeof linearTaskSchema>;
export type LoraTask = z.infer<typeof loraTaskSchema>;

/** What a side says of its run. */
export const outcomeSchema = z.object({
  version: z.string(),
  seconds: z.number(),
  loss: z.number().optional(),
  iterations: z.number().optional(),
  converged: z.boolean().optional(),
  peakMb: z.number().optional(),
  /** Resident before any data was touched. Ours only. */
  idleMb: z.number().optional(),
  provider: z.string().optional(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
