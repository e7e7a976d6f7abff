import { z } from "zod";
import { isBlank, isRecord, jsonCell, listCell, metaOf, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { listFields, readLists } from "@/lib/imports/formats/ultrafeedback/read-lists";

/** "5", 5, or "N/A" where the aspect has no meaning for the instruction. */
const ratingSchema = z
  .unknown()
  .optional()
  .transform((value): number | null => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : null;
  });
const aspectSchema = z.looseObject({ Rating: ratingSchema, Rationale: z.string().nullish(), "Rationale For Rating": z.string().nullish() });
const completionSchema = z.looseObject({
  model: textSchema,
  response: z.string("is missing"),
  principle: z.string().nullish(),
  custom_system_prompt: z.string().nullish(),
  annotations: z.record(z.string(), z.union([aspectSchema, z.array(aspectSchema)])).nullish(),
  overall_score: ratingSchema,
  "fine-grained_score": ratingSchema,
  critique: z.string().nullish(),
});
/** A list of objects as an object of lists, which Parquet files of Hugging Face's sequences hold. */
const inRows = (value: unknown): unknown => {
  const cell = jsonCell(value);
  if (!isRecord(cell)) return cell;
  const columns = Object.entries(cell);
  const [count = 0, ...others] = columns.map(([, list]) => (Array.isArray(list) ? list.length : -1));
  if (count < 0 || others.some((other) => other !== count)) return cell;
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(columns.map(([name, list]): [string, unknown] => [name, Array.isArray(list) ? list[i] : null])),
  );
};
const fieldsSchema = z.object({
  id: optionalText,
  instruction: textSchema,
  completions: z.preprocess(inRows, listCell(completionSchema)),
  source: optionalText,
});

const fields = [
  { name: "instruction", title: "Prompt", required: true, aliases: ["prompt"] },
  { name: "completions", title: "Completions", required: true, aliases: ["generations"] },
  { name: "source", title: "Source", required: false },
  { name: "id", title: "Id", required: false },
  ...listFields,
];

const areTexts = (value: unknown): boolean => {
  const list: unknown = jsonCell(value);
  return Array.isArray(list) && list.some((entry) => typeof entry === "string");
};

/** An instruction that no model answered is no item: the set has some among the others, which are counted and left. */
const hasNone = (value: unknown): boolean => {
  const list: unknown = jsonCell(value);
  return Array.isArray(list) && list.every(isBlank);
};

type Completion = z.infer<typeof completionSchema>;

const ratingsOf = (completion: Completion): { ratings: Record<string, number>; rationale: string } => {
  const ratings: Record<string, number> = {};
  const words: string[] = [];
  for (const [aspect, value] of Object.entries(completion.annotations ?? {})) {
    const entry = Array.isArray(value) ? value[0] : value;
    if (entry?.Rating !== null && entry?.Rating !== undefined) ratings[aspect] = entry.Rating;
    const why = entry?.["Rationale For Rating"] ?? entry?.Rationale;
    if (!isBlank(why)) words.push(`${aspect}: ${why}`);
  }
  if (completion.overall_score !== null) ratings.overall_score = completion.overall_score;
  if (completion["fine-grained_score"] !== null) ratings["fine-grained_score"] = completion["fine-grained_score"];
  if (!isBlank(completion.critique)) words.push(`critique: ${completion.critique}`);
  return { ratings, rationale: words.join("\n\n") };
};

/** UltraFeedback: completions of several models, each rated by a language model on four aspects. */
export const ultrafeedback: ImportFormat = {
  title: "UltraFeedback",
  about: "An instruction with the completions of several models, each with a language model's ratings and critique.",
  fields,
  annotator: { name: "gpt-4", kind: "lm" },
  recognise: (sample) =>
    byColumns(sample, fields, ({ instruction, completions = null, ratings }) => {
      const cell = (record: Record<string, unknown>): unknown => (completions === null ? null : record[completions]);
      if (shareOf(sample, (record) => areTexts(cell(record))) > 0) return ratings === null ? 0.3 : 0.92;
      // VLFeedback has its layout under another name, under which others list responses of all sorts.
      if (instruction !== "instruction" && shareOf(sample, (record) => JSON.stringify(cell(record) ?? "").includes("Rating")) < 0.5)
        return 0;
      // Instructions without any completion stand among the others.
      return shareOf(sample, (record) => JSON.stringify(cell(record) ?? "").includes("response")) > 0 ? 0.95 : 0.3;
    }),
  read: ([record], { annotator }) => {
    if (!record || hasNone(record.fields.completions)) return { rows: [] };
    if (areTexts(record.fields.completions)) return readLists(record, { annotator });
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, instruction, completions, source } = parsed.data;
    // Each completion was written under a system prompt of its own, so that none is part of the item's prompt.
    const systems = completions.map(({ custom_system_prompt: system }) => system || null);
    const labels = completions.flatMap((completion, response) => {
      const { ratings, rationale } = ratingsOf(completion);
      if (Object.keys(ratings).length === 0) return [];
      return [{ annotator: annotator.name, kind: annotator.kind, response, ratings, ...(rationale === "" ? {} : { rationale }) }];
    });
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt: instruction,
          responses: completions.map(({ model, response }) => ({ text: response, model })),
          labels,
          ...(source === undefined ? {} : { source }),
          meta: metaOf(record.rest, {
            principles: completions.map(({ principle }) => principle ?? null),
            ...(systems.some((system) => system !== null) ? { system_prompts: systems } : {}),
          }),
        },
      ],
    };
  },
};
