import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { headSize } from "@/lib/ml/reward/heads";
import { lossNames } from "@/lib/ml/reward/examples";
import { lexicalEncoderSchema, surfaceScaleSchema } from "@/lib/onnx/lexical/model-file";
import type { HeadShape } from "@/lib/ml/reward/heads";
import type { LossName } from "@/lib/ml/reward/examples";
import type { FeatureSource } from "./feature-source";

export const HEAD_FORMAT = "plumbline-head-1";

const numbers = z.array(z.number());

const sourceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("lexical"),
    encoder: lexicalEncoderSchema,
    scale: surfaceScaleSchema,
    trainingResponses: z.array(z.tuple([z.string(), z.array(z.string())])),
  }),
  z.object({
    kind: z.literal("text-encoder"),
    name: z.string(),
    sha256: z.string(),
    width: z.number().int(),
    mean: numbers,
    deviation: numbers,
  }),
]);

const specSchema = z.discriminatedUnion("head", [
  z.object({ head: z.literal("linear") }),
  z.object({ head: z.literal("low-rank"), rank: z.number().int() }),
  z.object({ head: z.literal("mlp"), hidden: z.number().int() }),
]);

const fileSchema = z.object({
  format: z.literal(HEAD_FORMAT),
  loss: z.enum(lossNames),
  aspects: z.array(z.string()),
  source: sourceSchema,
  shape: z.object({
    spec: specSchema,
    dimensions: z.number().int(),
    terms: z.number().int(),
    outputs: z.number().int(),
    bias: z.boolean(),
  }),
  parameters: numbers,
  extras: numbers,
  /** The score is outputs · readout: the first aspect, a cost turned round, or a preference against the average response. */
  readout: numbers,
  /** Parameters of the ensemble's members, for the spread of a score. */
  members: z.array(numbers),
  /** What outputs are divided by, so that scores of one prompt differ by calibrated logits; 1 in versions from before it was fitted. */
  temperature: z.number().positive(),
  /** The same of each aspect, where an aspect has its own. */
  aspectTemperatures: z.array(z.number().positive()).default([]),
});

/** A trained head with all that scoring needs. */
export interface HeadFile {
  loss: LossName;
  aspects: string[];
  source: FeatureSource;
  shape: HeadShape;
  parameters: Float64Array;
  extras: Float64Array;
  readout: number[];
  members: Float64Array[];
  temperature: number;
  aspectTemperatures: number[];
}

/** What an output is divided by: its aspect's own temperature, or the one of the score. */
export const temperatureOf = ({ temperature, aspectTemperatures }: HeadFile, output: number): number =>
  aspectTemperatures[output] ?? temperature;

export const writeHeadFile = (file: HeadFile): Uint8Array =>
  gzipSync(
    JSON.stringify({
      format: HEAD_FORMAT,
      ...file,
      parameters: Array.from(file.parameters),
      extras: Array.from(file.extras),
      members: file.members.map((member) => Array.from(member)),
    }),
  );

/** The format that a model's file says it has; null where it is no such file. */
export const formatOf = (bytes: Uint8Array): string | null => {
  try {
    const start = z.object({ format: z.string() }).safeParse(JSON.parse(gunzipSync(bytes).toString("utf8")));
    return start.success ? start.data.format : null;
  } catch {
    return null;
  }
};

/** Reads a head; a file that is damaged or incomplete is refused in words. */
export const readHeadFile = (bytes: Uint8Array): HeadFile => {
  const parsed = fileSchema.safeParse(unpack(bytes));
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.path.join(".") ?? "format");
  const { format: _format, ...file } = parsed.data;
  const size = headSize(file.shape);
  if (file.parameters.length !== size) throw damaged(`parameters: ${file.parameters.length} of ${size}`);
  if (file.readout.length !== file.shape.outputs) throw damaged(`readout: ${file.readout.length} of ${file.shape.outputs}`);
  if (![0, file.aspects.length].includes(file.aspectTemperatures.length)) throw damaged("aspectTemperatures");
  if (file.members.some((member) => member.length !== size)) throw damaged("members");
  return {
    ...file,
    parameters: Float64Array.from(file.parameters),
    extras: Float64Array.from(file.extras),
    members: file.members.map((member) => Float64Array.from(member)),
  };
};

const unpack = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(gunzipSync(bytes).toString("utf8"));
  } catch {
    throw damaged("it cannot be unpacked");
  }
};

export const damaged = (where: string): AppError =>
  new AppError("refused", {
    message: `model file damaged: ${where}`,
    userMessage: `The stored file of this reward model is damaged or incomplete (${where}). Train the version again, or restore its files from a backup.`,
  });
