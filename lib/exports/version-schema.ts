import { z } from "zod";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { exportFormatSchema, exportContainerSchema, recipeSchema, storedRecipeSchema, recipeText } from "@/lib/exports/schema";
import type { ExportContainer, StoredRecipe } from "@/lib/exports/schema";

/** A data set version as it is stored and shown. Safe in the browser. */

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

/** How a consensus came about. */
const consensusNoteSchema = z.object({ model: z.string(), source: z.string(), converged: z.boolean() });

const manifestBase = z.object({
  project: z.string(),
  format: exportFormatSchema,
  container: exportContainerSchema,
  shape: z.enum(["standard", "conversational"]),
  codeVersion: z.string(),
  /** things that a row could come from (see the format): exported and excluded add up to it */
  considered: z.number().int(),
  exported: z.number().int(),
  excluded: countsSchema,
  splits: countsSchema,
  files: z.array(manifestFileSchema),
});

/**
 * What a version is: the same recipe over the same data gives the same manifest, byte for byte, on any installation. So it
 * holds no id, number or time of the database; those are told beside it.
 */
const manifestV2Schema = manifestBase.extend({
  schema: z.literal("plumbline-manifest/2"),
  recipe: recipeSchema,
  campaigns: z.array(
    z.object({ slug: z.string(), name: z.string(), kind: z.string(), question: z.string(), consensus: consensusNoteSchema.nullable() }),
  ),
  /** models and language models whose labels or outputs are in the data, by name */
  models: z.object({ annotators: z.array(z.string()), candidates: z.array(z.string()) }),
  /** settings for a trainer that follow from the rows */
  training: z.record(z.string(), z.number()),
  /** SHA-256 over the checksums of the files, in their order */
  fingerprint: z.string(),
});

const manifestV1Schema = manifestBase
  .extend({
    schema: z.literal("plumbline-manifest/1"),
    aggregation: consensusNoteSchema.nullable(),
    recipe: storedRecipeSchema,
  })
  .transform(({ aggregation, recipe, ...rest }): z.infer<typeof manifestV2Schema> => ({
    ...rest,
    schema: "plumbline-manifest/2",
    recipe: recipeText(recipe),
    campaigns: recipe.resolved.campaigns.map(({ slug, question }) => ({ slug, name: slug, kind: "", question, consensus: aggregation })),
    models: { annotators: [], candidates: [] },
    training: {},
    fingerprint: "",
  }));

export const manifestSchema = z.union([manifestV2Schema, manifestV1Schema]);
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

export type DatasetVersionDetail = DatasetVersionView & {
  files: DatasetFileView[];
  manifest: Manifest | null;
  /** people whom the manifest calls by name although the recipe gives them pseudonyms */
  namedPeople: string[];
};

export type DatasetPreview = {
  campaigns: { slug: string; name: string }[];
  /** the newest consensus there is; null where there is none */
  aggregation: { model: string; source: string; finishedAt: string; tasks: number } | null;
  /** which one the rows are made of: that, one that a build makes of all answers first, one by the recipe's rules; null: of none */
  consensus: "stored" | "renewed" | "fitted" | null;
  /** why nothing can be built, in words; null where it can */
  refusal: string | null;
  considered: number;
  exported: number;
  rows: number;
  excluded: Record<string, number>;
  splits: Record<string, number>;
  /** how many items the counts are of: the first so many of a large project */
  countedItems: number;
  shape: "standard" | "conversational";
  margin: boolean;
  annotations: number;
  items: number;
};
