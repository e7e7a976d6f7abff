import { z } from "zod";
import { isBlank, listCell, metaOf, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ReadContext } from "@/lib/imports/formats/contract";
import { readFields } from "@/lib/imports/formats/read-fields";

// distilabel's task of the same name asks one rating of each completion and keeps completions, ratings and reasons in lists of
// their own, which go in step.

/** A number, or a text of one; a reply that could not be parsed left null. */
const ratingSchema = z
  .union([z.number(), z.string(), z.null()])
  .transform((value) => (isBlank(value) || Number.isNaN(Number(value)) ? null : Number(value)));
const blankList = <Entry extends z.ZodType>(entry: Entry) => z.preprocess((value) => (isBlank(value) ? [] : value), listCell(entry));

const listsSchema = z.object({
  id: optionalText,
  instruction: textSchema,
  completions: listCell(z.string().nullable()),
  ratings: blankList(ratingSchema),
  rationales: blankList(z.string().nullable()),
  generation_models: blankList(z.string().nullable()),
  rater: optionalText,
  source: optionalText,
});

export const listFields = [
  { name: "ratings", title: "Ratings, one a completion", required: false },
  { name: "rationales", title: "Reasons, one a completion", required: false, aliases: ["rationales-for-ratings"] },
  // Not "models": UltraFeedback itself has a column of that name, which says nothing of single completions.
  { name: "generation_models", title: "Models, one a completion", required: false, aliases: ["model_names", "generation_model"] },
  { name: "rater", title: "Model that rated", required: false, aliases: ["ultrafeedback_model", "model_name", "labelling_model"] },
];

/** One row: completions that were not generated are left out, and their ratings with them. */
export const readLists = (record: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(listsSchema, record.fields);
  if (!parsed.ok) return parsed;
  const { id, instruction, completions, ratings, rationales, generation_models: models, rater, source } = parsed.data;
  if (ratings.length > 0 && ratings.length !== completions.length)
    return { reason: `ratings: there are ${ratings.length} for ${completions.length} completions` };
  const there = completions.flatMap((text, i) => (text === null ? [] : [{ text, i }]));
  return {
    rows: [
      {
        ...(id === undefined ? {} : { id }),
        prompt: instruction,
        responses: there.map(({ text, i }) => ({ text, ...(isBlank(models[i]) ? {} : { model: models[i] }) })),
        labels: there.flatMap(({ i }, response) => {
          const [rating, rationale] = [ratings[i] ?? null, rationales[i]];
          if (rating === null) return [];
          const why = isBlank(rationale) ? {} : { rationale };
          return [{ annotator: rater ?? annotator.name, kind: annotator.kind, response, ratings: { overall: rating }, ...why }];
        }),
        ...(source === undefined ? {} : { source }),
        meta: metaOf(record.rest),
      },
    ],
  };
};
