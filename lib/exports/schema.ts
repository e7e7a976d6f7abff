import { z } from "zod";
import { aggregationModelSchema, labelSourceSchema } from "@/lib/aggregation/schema";
import { daySchema } from "@/lib/calendar-schema";
import { exportFormats } from "@/lib/exports/formats/names";
import { slugSchema } from "@/lib/projects/schema";

/** What a data set version holds and how it was made. Safe in the browser. */

export const exportFormatSchema = z.enum(exportFormats, {
  error: (issue) => `there is no format “${String(issue.input ?? "")}”; there are: ${exportFormats.join(", ")}`,
});

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

const nameListSchema = z.array(z.string().trim().min(1, "is empty").max(500)).max(1_000);
const day = daySchema("must be a day such as 2026-03-31");

/** Which answers count. Where any of these is set, the consensus is fitted anew to the answers that remain. */
const answerFilterSchema = z
  .strictObject({
    /** first and last day (UTC) on which an answer was given; answers of a file count by the day of their import */
    from: day.optional(),
    to: day.optional(),
    /** by name: these alone */
    annotators: nameListSchema.default([]),
    /** by name: all but these */
    exceptAnnotators: nameListSchema.default([]),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ["to"], error: "lies before the first day" });

const recipeShape = z.strictObject({
  version: z.literal(1).default(1),
  /** short name; the project's first campaign that the format has a form for unless given */
  campaign: slugSchema.optional(),
  /** several campaigns into one data set, in this order; instead of `campaign` */
  campaigns: z
    .array(slugSchema)
    .min(1, "names no campaign")
    .max(50)
    .refine((slugs) => new Set(slugs).size === slugs.length, "names a campaign twice")
    .optional(),
  /** the question whose answers are exported; the campaign's overall one unless given */
  question: z.string().min(1).max(200).optional(),
  /** whose labels the aggregation must have read; "latest" takes the newest that finished */
  labels: z.enum(["latest", "human", "lm", "all"]).default("latest"),
  /** label model of a consensus that is fitted anew for this version; the newest finished aggregation is taken where it is left out */
  aggregate: aggregationModelSchema.optional(),
  answers: answerFilterSchema.prefault({}),
  /** items by their source; all where empty */
  itemSources: nameListSchema.default([]),
  /** preferences less certain than this stay out */
  minPosterior: share.default(0),
  /** a task is contested, and stays out, where a smaller share of the counted votes than this is for its consensus, unless an expert decided it */
  minVoteShare: share.default(0),
  /** tasks with fewer counted answers stay out */
  minLabels: z.number("must be a number").int("must be a whole number").min(0, "cannot be negative").max(1_000).default(0),
  /**
   * drop: a tie gives no row. lean: it gives the more probable side, unless both sides are equally probable. unpaired: in
   * formats of single responses a tie gives two good ones and “both bad” two bad ones; elsewhere as drop
   */
  ties: z.enum(["drop", "lean", "unpaired"]).default("drop"),
  /** tasks whose answer was known beforehand */
  gold: z.enum(["include", "exclude"]).default("include"),
  /** texts that annotators wrote beside their answer. auto: rows of their own where completions are learned; include: also preferences over the rewritten response */
  rewrites: z.enum(["auto", "include", "none"]).default("auto"),
  /** rows: the same row of the same split is written once. prompts: of each prompt the rows of the first item that has any */
  dedup: z.enum(["none", "rows", "prompts"]).default("none"),
  /** auto: message lists as soon as one prompt is a conversation, plain text otherwise */
  shape: z.enum(["auto", "conversational"]).default("auto"),
  /** auto: the margin column is there where every row has a strength. A null would stop a trainer */
  margin: z.enum(["auto", "none"]).default("auto"),
  /** column: a weight beside each preference or unpaired row */
  weights: z.enum(["none", "column"]).default("none"),
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
    .max(2 ** 31 - 1, "must be at most 2147483647")
    .default(1),
  /** how people are named; models keep their names */
  annotators: z.enum(["pseudonyms", "names"]).default("pseudonyms"),
  /** of JSON lines and CSV */
  compression: z.enum(["none", "gzip", "zstd"]).default("none"),
  /** a Parquet or Hugging Face part is cut into files of about this many megabytes of text */
  shardMegabytes: z.number("must be a number").int("must be a whole number").min(1).max(4_000).default(500),
  /** Hugging Face licence id; that of the items where they agree unless given */
  license: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,60}$/, "must be a licence id such as apache-2.0")
    .optional(),
  /** a version without rows is built, too; refused unless given */
  allowEmpty: z.boolean().optional(),
  /** ISO 639 codes for the card */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, "must be an ISO 639 code such as en"))
    .max(40)
    .default([]),
});

export const recipeSchema = recipeShape.refine((recipe) => recipe.campaign === undefined || recipe.campaigns === undefined, {
  path: ["campaigns"],
  error: "stands beside campaign: name one or the other",
});
export type Recipe = z.output<typeof recipeSchema>;

export const datasetInputSchema = z.object({
  projectId: z.string().min(1),
  format: exportFormatSchema,
  container: exportContainerSchema,
  recipe: recipeSchema.prefault({}),
});
export type DatasetInput = z.input<typeof datasetInputSchema>;

const resolvedCampaignSchema = z.object({
  campaignId: z.string(),
  slug: slugSchema,
  question: z.string(),
  /** the stored consensus that is read; null where it is fitted for this version, or none is needed */
  aggregationId: z.string().nullable(),
  /** label model of a consensus that is fitted for this version; null: the kind's own, or none is needed */
  model: z.string().nullable(),
  /** whose answers count */
  source: labelSourceSchema.nullable(),
  readAt: z.iso.datetime(),
});
export type ResolvedCampaign = z.infer<typeof resolvedCampaignSchema>;

/** Versions made before several campaigns could be one data set name one. */
const formerlyResolvedSchema = z.object({
  campaignId: z.string(),
  aggregationId: z.string().nullable(),
  question: z.string(),
  readAt: z.iso.datetime(),
});

/** The recipe as it is stored: with what it was resolved to when it was asked for, and again when its build began. */
export const storedRecipeSchema = recipeShape
  .extend({ resolved: z.union([z.object({ campaigns: z.array(resolvedCampaignSchema).min(1) }), formerlyResolvedSchema]) })
  .transform(({ resolved, ...recipe }) => ({
    ...recipe,
    resolved:
      "campaigns" in resolved
        ? resolved
        : { campaigns: [{ ...resolved, slug: recipe.campaign ?? "", model: null, source: null } satisfies ResolvedCampaign] },
  }));
export type StoredRecipe = z.output<typeof storedRecipeSchema>;

/** What of a recipe its data follow from: what was asked for, without the ids and times of one database. */
export const recipeText = ({ resolved: _, ...recipe }: StoredRecipe): Recipe => recipe;

export const exclusionWords: Record<string, string> = {
  "not-asked": "items that no task of the campaign asks about",
  "no-consensus": "tasks without an answer",
  tie: "both sides equally good",
  "both-bad": "both sides bad",
  "cannot-compare": "could not be compared",
  undecided: "votes exactly divided",
  "same-text": "both responses are the same text",
  contested: "too few votes for the consensus",
  "few-labels": "fewer answers than the recipe asks",
  "low-posterior": "less certain than the recipe asks",
  gold: "answer known beforehand",
  duplicate: "the same row, or the same prompt, was written before",
  balanced: "preferred as often as not",
  "no-best": "no response is the best",
  "no-picture": "a response shows no picture, or several",
  "no-model": "the models that wrote the responses are not named",
  "system-turn": "the format has no place for a system turn",
  "turns-not-in-turn": "the format wants turns of the user and the assistant in turn, the user's last",
  "other-question": "answers to other questions",
  "no-answer": "tasks that nobody answered",
  "no-votes": "texts written beside the answers, on which nobody voted",
  repeat: "second answers of the same person",
  "left-out": "answers of people who were left out",
  "no-correction": "not corrected by most",
  "nothing-to-correct": "nothing was wrong",
  "nothing-to-compare": "fewer than two rated responses",
  "small-gap": "ratings closer than the campaign asks",
  "no-better-end": "the question has no better end",
  "about-one-response": "the question is about one response",
  "not-rankable": "could not be ranked",
  "no-marks": "answers without marks",
};
