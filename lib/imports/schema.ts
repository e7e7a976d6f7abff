import { z } from "zod";
import { importSourceSchema } from "@/lib/imports/sources/schema";
import { columnSchema, mappingSchema } from "@/lib/imports/mapping-schema";
import { limits, nameSchema } from "@/lib/imports/row-schema";

/** What a file may hold, and what the imports room says of it. Safe in the browser. */

/** What a file is packed as; a folder may also be a ZIP archive. */
export const importContainers = ["jsonl", "json", "csv", "tsv", "parquet", "arrow", "folder"] as const;
export const importContainerSchema = z.enum(importContainers);
export type ImportContainer = z.infer<typeof importContainerSchema>;

export const containerTitles: Record<ImportContainer, string> = {
  jsonl: "JSON Lines",
  json: "JSON",
  csv: "a table (CSV)",
  tsv: "a table parted by tabs",
  parquet: "Parquet",
  arrow: "Arrow",
  folder: "a data set folder",
};

/** How records say what they hold: one folder each under formats/. */
export const importFormats = [
  "plumbline",
  "trl-preference",
  "trl-unpaired",
  "trl-stepwise",
  "hh-rlhf",
  "ultrafeedback",
  "rewardbench",
  "helpsteer",
  "prism",
  "multipref",
  "rlhf-v",
  "safe-rlhf",
  "oasst-trees",
  "oasst-messages",
  "arena",
  "argilla",
  "label-studio",
  "wmt-mqm",
  "open-instruct",
  "shp",
  "webgpt",
  "nectar",
  "prm800k",
  "math-shepherd",
  "summarize-feedback",
  "prodigy",
  "stack-exchange",
  "prism-survey",
  "process-bench",
  "ranked-lists",
  "summeval",
  "wmt-esa",
  "prodigy-compare",
  "labelbox",
  "community-alignment",
  "mix-instruct",
  "open-webui",
  "columns",
] as const;
export const importFormatSchema = z.enum(importFormats);
export type ImportFormatName = z.infer<typeof importFormatSchema>;

/** What can be asked for: a format, or a container whose records are then recognised by themselves. */
export const wantedFormatSchema = z.union([z.literal("auto"), importFormatSchema, importContainerSchema.exclude(["folder"])], {
  error: `is none of auto, ${[...importFormats, ...importContainers.filter((name) => name !== "folder")].join(", ")}`,
});
export type WantedFormat = z.infer<typeof wantedFormatSchema>;

const annotatorSchema = z.object({ name: nameSchema, kind: z.enum(["human", "lm", "gold", "adjudicator"]) });
export type FileAnnotator = z.infer<typeof annotatorSchema>;

/** What an import was told: how to read the file. */
export const readingSchema = z.object({
  container: importContainerSchema,
  format: importFormatSchema,
  /** the format's own names → names of the file's columns; a dot leads into an object. What is not named is not there */
  columns: z.record(z.string(), columnSchema.nullable()).default({}),
  /** for the format “columns” alone */
  mapping: mappingSchema.nullable().default(null),
  /** who is taken to have given labels that name nobody */
  annotator: annotatorSchema.nullable().default(null),
  /** of a folder or an archive: the files that are read */
  members: z
    .array(z.object({ name: z.string(), split: z.string().nullable() }))
    .nullable()
    .default(null),
});
export type Reading = z.infer<typeof readingSchema>;

export const onErrorSchema = z.enum(["stop", "skip"]);
export type OnError = z.infer<typeof onErrorSchema>;

/** receiving: an upload that is not whole yet; fetching: a job brings the file here */
export const importStateSchema = z.enum(["receiving", "fetching", "uploaded", "running", "done", "failed", "cancelled", "undone"]);

export const countsSchema = z.object({
  rowsRead: z.number().int(),
  itemsAdded: z.number().int(),
  itemsExisting: z.number().int(),
  candidatesAdded: z.number().int(),
  labelsAdded: z.number().int(),
  labelsExisting: z.number().int(),
  annotatorsAdded: z.number().int(),
  rowsRefused: z.number().int(),
});
export type ImportCounts = z.infer<typeof countsSchema>;

export const importViewSchema = countsSchema.extend({
  id: z.string(),
  fileName: z.string(),
  byteSize: z.number(),
  /** where it comes from, apart from uploads and the command line */
  source: importSourceSchema.nullable(),
  format: z.string(),
  onError: z.string(),
  state: importStateSchema,
  /** labels that are no answer of the campaign's kind, by reason */
  labelsUnfit: z.record(z.string(), z.number().int()),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.infer<typeof importViewSchema>;

export const refusalSchema = z.object({ file: z.string(), line: z.number().int(), reason: z.string(), excerpt: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

// Shown in pages and reports only; the blob's key is made here.
export const fileNameSchema = z
  .string()
  .transform((name) => (name.split(/[\\/]/).pop() ?? "").replace(/\p{C}/gu, "").trim().slice(0, 200))
  .pipe(z.string().min(1, "The file has no name."));

export const beginUploadSchema = z.object({
  projectId: z.string(),
  fileName: fileNameSchema,
  byteSize: z
    .number()
    .int()
    .min(1, "The file is empty.")
    .max(limits.uploadBytes, `Files up to ${limits.uploadBytes / 1e9} GB can be uploaded. The command line reads larger ones.`),
});

export const fetchImportSchema = z.object({ projectId: z.string(), source: importSourceSchema });

export const startImportSchema = z.object({
  projectId: z.string(),
  importId: z.string(),
  campaignId: z.string(),
  onError: onErrorSchema,
  reading: readingSchema,
});

export const saveMappingSchema = z.object({
  projectId: z.string(),
  name: z.string().trim().min(1, "Give it a name.").max(80, "A name has at most 80 characters."),
  reading: readingSchema,
  columns: z.array(columnSchema).min(1, "This file has no columns.").max(300),
});

/** What a file's first rows hold, before anything is written. */
export const importPreviewSchema = z.object({
  reading: readingSchema,
  /** of a table; empty where rows are in our own schema */
  columns: z.array(z.string()),
  /** those that the items keep in their metadata: no label and no text is made of them */
  metadataColumns: z.array(z.string()),
  /** a column of choices of which no label is made: its numbers are places on a scale, and nobody told which end is which response */
  scale: z.object({ column: z.string(), from: z.number(), to: z.number() }).nullable(),
  /** the guess does not name prompt and responses */
  needsMapping: z.boolean(),
  /** 0 … 1, how sure it is that the format is this one */
  confidence: z.number(),
  format: z.object({ title: z.string(), about: z.string() }),
  /** formats that can be chosen instead, those that fit first */
  choices: z.array(z.object({ format: importFormatSchema, title: z.string(), confidence: z.number().nullable() })),
  /** the format's own names, for which columns can be chosen */
  fields: z.array(z.object({ name: z.string(), title: z.string(), required: z.boolean() })),
  /** rows whose content an earlier row of the file had */
  duplicates: z.number().int(),
  /** languages that the rows state, the commonest first */
  languages: z.array(z.object({ name: z.string(), rows: z.number().int() })),
  /** characters of the responses looked at */
  lengths: z
    .object({
      median: z.number(),
      longest: z.number(),
      /** how many responses have up to so many characters, and more than those of the bar before; null for the rest */
      bars: z.array(z.object({ upTo: z.number().int().nullable(), responses: z.number().int() })),
    })
    .nullable(),
  /** readings that were saved in this project, those of a file with just these columns first */
  saved: z.array(z.object({ id: z.string(), name: z.string(), fits: z.boolean() })),
  /** the saved one that the file is read by */
  savedId: z.string().nullable(),
  rowsLooked: z.number().int(),
  /** the whole file was looked at */
  complete: z.boolean(),
  rowsFine: z.number().int(),
  /** people whose profiles the rows tell, which are no items */
  people: z.number().int(),
  /** fine rows that the campaign cannot ask about, say for want of a second response */
  unaskable: z.number().int(),
  labels: z.number().int(),
  labelsUnfit: z.record(z.string(), z.number().int()),
  samples: z.array(
    z.object({
      line: z.number().int(),
      id: z.string().nullable(),
      prompt: z.string(),
      responses: z.array(z.object({ text: z.string(), model: z.string().nullable() })),
      labels: z.number().int(),
    }),
  ),
  refusals: z.array(z.object({ line: z.number().int(), reason: z.string(), excerpt: z.string() })),
  refused: z.number().int(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** What undoing an import would take out; `answers` and `leases` of others stand in its way. */
export type UndoOutlook = {
  items: number;
  labels: number;
  /** of the labels: on items that were there before, and stay */
  labelsElsewhere: number;
  aggregations: number;
  answers: number;
  leases: number;
};
