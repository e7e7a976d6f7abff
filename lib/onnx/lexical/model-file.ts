import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";
import type { LexicalModel } from "@/lib/ml/reward/lexical-model";

const counts = z.array(z.tuple([z.string(), z.number()]));
const split = z.object({ feature: z.number().int(), threshold: z.number() });
const surface = z.array(z.number()).length(SURFACE_COUNT);

/** The fitted encoder and its scale, which models of every head keep in the same form. */
export const lexicalEncoderSchema = z.object({
  tfidf: z.object({ terms: z.array(z.string()), idf: z.array(z.number()) }),
  texts: z.number().int(),
  documentFrequency: counts,
  commonest: z.array(z.string()),
  background: z.object({
    prompts: z.number().int(),
    documentFrequency: counts,
    fourGrams: counts,
    contexts: counts,
    lastCharacters: counts,
  }),
  featureNames: z.array(z.string()),
});
export const surfaceScaleSchema = z.object({ mean: surface, deviation: surface });

/** A change of what a vocabulary's terms or the features mean needs a new number: an old model would be scored wrongly. */
const FORMAT = "plumbline-lexical-2";

const fileSchema = z.object({
  format: z.literal(FORMAT),
  model: z.object({
    encoder: lexicalEncoderSchema,
    scale: surfaceScaleSchema,
    linear: z.object({ terms: z.array(z.number()), surface }).nullable(),
    trees: z
      .array(z.object({ root: split, left: split, right: split, leaves: z.tuple([z.number(), z.number(), z.number(), z.number()]) }))
      .nullable(),
    coefficients: z.object({ length: z.number(), linear: z.number(), trees: z.number() }),
    // Absent from models that were stored before it was measured.
    lapse: z.number().min(0).max(0.99).default(0),
  }),
  /** The responses of each training prompt: the background leaves them out when that prompt is scored again. */
  trainingResponses: z.array(z.tuple([z.string(), z.array(z.string())])),
});

export interface LexicalFile {
  model: LexicalModel;
  trainingResponses: Map<string, string[]>;
}

/** The whole model with its encoder as gzipped JSON: what our own scoring reads. */
export const writeLexicalFile = ({ model, trainingResponses }: LexicalFile): Uint8Array =>
  gzipSync(JSON.stringify({ format: FORMAT, model, trainingResponses: [...trainingResponses] }));

export const readLexicalFile = (bytes: Uint8Array): LexicalFile => {
  const { model, trainingResponses } = fileSchema.parse(unpack(bytes));
  return { model, trainingResponses: new Map(trainingResponses) };
};

const unpack = (bytes: Uint8Array): unknown => {
  let content: unknown;
  try {
    content = JSON.parse(gunzipSync(bytes).toString("utf8"));
  } catch (cause) {
    throw new AppError("refused", {
      userMessage: "The file of this reward model is damaged: it was cut or changed after it was stored. Train the model again.",
      cause,
    });
  }
  const format = z.object({ format: z.string() }).safeParse(content).data?.format;
  if (format === FORMAT) return content;
  throw new AppError("refused", {
    userMessage: `This reward model was stored in the form “${format ?? "unknown"}”, which this version does not read (${FORMAT}). Train the model again.`,
  });
};
