import { z } from "zod";
import { slugSchema } from "@/lib/projects/schema";

/** What a data set version holds and how it was made. Safe in the browser. */

export const exportFormats = ["trl-preference", "trl-preference-implicit", "annotations"] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const formatTitles: Record<ExportFormat, { title: string; about: string }> = {
  "trl-preference": {
    title: "Preference, explicit prompt",
    about: "prompt, chosen, rejected, and margin where every row has one: what DPO and its relatives read.",
  },
  "trl-preference-implicit": {
    title: "Preference, implicit prompt",
    about: "chosen and rejected, each with the prompt in front: what a reward trainer reads.",
  },
  annotations: {
    title: "Raw annotations",
    about: "One row for each answer of each annotator, with the items beside. Nothing is aggregated.",
  },
};

export const exportContainers = ["parquet", "jsonl", "csv", "hf"] as const;
export const exportContainerSchema = z.enum(exportContainers);
export type ExportContainer = z.infer<typeof exportContainerSchema>;

export const containerTitles: Record<ExportContainer, string> = {
  parquet: "Parquet",
  jsonl: "JSON lines",
  csv: "CSV",
  hf: "Hugging Face folder",
};

const share = z.number("must be a number").min(0, "cannot be negative").max(1, "cannot be more than 1");

export const splitNames = ["train", "validation", "test"] as const;
export type SplitName = (typeof splitNames)[number];

export const recipeSchema = z.strictObject({
  version: z.literal(1).default(1),
  /** short name; the project's first campaign unless given */
  campaign: slugSchema.optional(),
  /** whose labels the aggregation must have read; "latest" takes the newest that finished */
  labels: z.enum(["latest", "human", "lm", "all"]).default("latest"),
  /** preferences less certain than this stay out */
  minPosterior: share.default(0),
  /** drop: a tie gives no row. lean: it gives the more probable side, unless both sides are equally probable */
  ties: z.enum(["drop", "lean"]).default("drop"),
  /** tasks whose answer was known beforehand */
  gold: z.enum(["include", "exclude"]).default("include"),
  /** auto: message lists as soon as one prompt is a conversation, plain text otherwise */
  shape: z.enum(["auto", "conversational"]).default("auto"),
  /** auto: the margin column is there where every row has a strength. A null would stop a trainer */
  margin: z.enum(["auto", "none"]).default("auto"),
  /** shares of prompts; rows that share a prompt never part */
  splits: z
    .strictObject({ train: share.default(1), validation: share.default(0), test: share.default(0) })
    .prefault({})
    .refine(({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9, "the shares must add up to 1")
    .refine(({ train }) => train > 0, "the train share must be more than 0"),
  seed: z
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "cannot be negative")
    .max(2 ** 31 - 1)
    .default(1),
  /** how people are named in raw annotations; models keep their names */
  annotators: z.enum(["pseudonyms", "names"]).default("pseudonyms"),
  /** Hugging Face licence id; that of the items where they agree unless given */
  license: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,60}$/, "must be a licence id such as apache-2.0")
    .optional(),
  /** ISO 639 codes for the card */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, "must be an ISO 639 code such as en"))
    .max(40)
    .default([]),
});
export type Recipe = z.output<typeof recipeSchema>;

export const datasetInputSchema = z.object({
  projectId: z.string().min(1),
  format: exportFormatSchema,
  container: exportContainerSchema,
  recipe: recipeSchema.prefault({}),
});
export type DatasetInput = z.input<typeof datasetInputSchema>;

/** The recipe as it is stored: what it was resolved to when it was asked for, so that a rebuild reads the same rows. */
export const storedRecipeSchema = recipeSchema.extend({
  campaign: slugSchema,
  resolved: z.object({ campaignId: z.string(), aggregationId: z.string().nullable(), question: z.string(), readAt: z.iso.datetime() }),
});
export type StoredRecipe = z.output<typeof storedRecipeSchema>;

export const exclusionWords: Record<string, string> = {
  "not-asked": "items that no task of the campaign asks about",
  "no-consensus": "tasks without an answer",
  tie: "both sides equally good",
  "both-bad": "both sides bad",
  undecided: "votes exactly divided",
  "low-posterior": "less certain than the recipe asks",
  gold: "answer known beforehand",
};

export const countsSchema = z.record(z.string(), z.number().int());

export const manifestFileSchema = z.object({
  path: z.string(),
  /** config it belongs to; null for the card */
  part: z.string().nullable(),
  split: z.string().nullable(),
  rows: z.number().int(),
  bytes: z.number(),
  sha256: z.string(),
  columns: z.array(z.string()),
});
export type ManifestFile = z.infer<typeof manifestFileSchema>;

export const manifestSchema = z.object({
  schema: z.literal("plumbline-manifest/1"),
  project: z.string(),
  version: z.number().int(),
  format: exportFormatSchema,
  container: exportContainerSchema,
  shape: z.enum(["standard", "conversational"]),
  codeVersion: z.string(),
  aggregation: z.object({ id: z.string(), model: z.string(), source: z.string(), converged: z.boolean() }).nullable(),
  recipe: storedRecipeSchema,
  /** tasks, plus items without one: exported and excluded add up to it */
  considered: z.number().int(),
  exported: z.number().int(),
  excluded: countsSchema,
  splits: countsSchema,
  files: z.array(manifestFileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const datasetStateSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type DatasetState = z.infer<typeof datasetStateSchema>;

export type DatasetVersionView = {
  id: string;
  number: number;
  format: ExportFormat;
  container: ExportContainer;
  state: DatasetState;
  rows: number;
  excluded: Record<string, number>;
  error: string | null;
  createdAt: string;
  finishedAt: string | null;
  recipe: StoredRecipe;
};

export type DatasetFileView = { path: string; rows: number; byteSize: number; sha256: string };

export type DatasetVersionDetail = DatasetVersionView & { files: DatasetFileView[]; manifest: Manifest | null };

export type DatasetPreview = {
  campaign: { slug: string; name: string };
  aggregation: { model: string; source: string; finishedAt: string; tasks: number } | null;
  considered: number;
  rows: number;
  excluded: Record<string, number>;
  splits: Record<string, number>;
  shape: "standard" | "conversational";
  margin: boolean;
  annotations: number;
  items: number;
};
