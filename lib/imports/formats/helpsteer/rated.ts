import { z } from "zod";
import { isBlank, jsonCell, metaOf, numberCell, textSchema } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ReadContext } from "@/lib/imports/formats/contract";
import { helpsteerPrompt } from "@/lib/imports/formats/helpsteer/prompt";
import { readFields } from "@/lib/imports/formats/read-fields";

export const aspects = ["helpfulness", "correctness", "coherence", "complexity", "verbosity"] as const;

/** One number, or those of several annotators. */
const ratingCell = z.preprocess(
  (value) => (isBlank(value) ? undefined : jsonCell(value)),
  z
    .union([z.array(numberCell.nullable()), numberCell.transform((one) => [one])], { error: "is neither a number nor a list of them" })
    .optional(),
);
const ratedSchema = z.object({
  prompt: helpsteerPrompt,
  response: textSchema,
  ...Object.fromEntries(aspects.map((aspect) => [aspect, ratingCell])),
});

/** Ratings by annotator; a single one is the set's own mean. */
const ratingsOf = (fields: Record<string, unknown>): Record<string, number>[] => {
  const given: Record<string, number>[] = [];
  for (const aspect of aspects) {
    const values: unknown = fields[aspect];
    if (!Array.isArray(values)) continue;
    for (const [i, value] of values.entries()) {
      if (typeof value === "number") given[i] = { ...given[i], [aspect]: value };
    }
  }
  return given;
};

/** Rows that follow each other with one prompt rate its responses one by one. */
export const readRated = (records: FormatRecord[], { annotator }: ReadContext): FormatResult => {
  const responses: { text: string }[] = [];
  const labels: Record<string, unknown>[] = [];
  let prompt: unknown = "";
  for (const record of records) {
    const parsed = readFields(ratedSchema, record.fields);
    if (!parsed.ok) return parsed;
    prompt = parsed.data.prompt;
    const several = aspects.some((aspect) => Array.isArray(jsonCell(record.fields[aspect])));
    for (const [i, ratings] of ratingsOf(parsed.data).entries()) {
      if (ratings === undefined) continue;
      const name = several ? `${annotator.name}, annotator ${i + 1}` : annotator.name;
      labels.push({ annotator: name, kind: annotator.kind, response: responses.length, ratings });
    }
    responses.push({ text: parsed.data.response });
  }
  return { rows: [{ prompt, responses, labels, meta: metaOf(records[0]?.rest ?? {}) }] };
};
