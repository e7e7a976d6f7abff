import { z } from "zod";
import { isBlank, listCell, metaOf, numberCell, optionalNumber, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ImportFormat, Recognition, ReadContext, Sample } from "@/lib/imports/formats/contract";
import { matchColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const aspects = ["helpfulness", "correctness", "coherence", "complexity", "verbosity"] as const;

const ratedSchema = z.object({
  prompt: promptCell,
  response: textSchema,
  ...Object.fromEntries(aspects.map((aspect) => [aspect, optionalNumber])),
});
/** −3 the first is much better … 3 the second is much better */
const scoreSchema = numberCell.pipe(z.number().int().min(-3).max(3));
const opinionSchema = z.looseObject({ score: scoreSchema.nullish(), reasoning: z.string().nullish() });
const pairSchema = z.object({
  prompt: promptCell,
  response1: textSchema,
  response2: textSchema,
  preference: z.preprocess((value) => (isBlank(value) ? undefined : value), scoreSchema.optional()),
  opinions: z.preprocess((value) => (isBlank(value) ? undefined : value), listCell(opinionSchema).optional()),
  statement: optionalText,
  elaboration: optionalText,
});

const fields = [
  { name: "prompt", title: "Prompt", required: true, aliases: ["context"] },
  { name: "response", title: "Response", required: false },
  ...aspects.map((aspect) => ({ name: aspect, title: aspect, required: false })),
  { name: "response1", title: "Response 1", required: false, aliases: ["response_1"] },
  { name: "response2", title: "Response 2", required: false, aliases: ["response_2"] },
  { name: "preference", title: "Preference, −3 to 3", required: false, aliases: ["preference_strength", "overall_preference"] },
  {
    name: "opinions",
    title: "Preference of each annotator",
    required: false,
    aliases: ["individual_preference", "all_preferences_unprocessed"],
  },
  { name: "statement", title: "Statement", required: false, aliases: ["preference_statement"] },
  { name: "elaboration", title: "Elaboration", required: false, aliases: ["preference_elaboration"] },
];

const ratingsOf = (fieldsOf: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(aspects.flatMap((aspect) => (typeof fieldsOf[aspect] === "number" ? [[aspect, fieldsOf[aspect]]] : [])));

/** Rows that follow each other with one prompt rate its responses one by one. */
const readRated = (records: FormatRecord[], { annotator }: ReadContext): FormatResult => {
  const responses: { text: string }[] = [];
  const labels: Record<string, unknown>[] = [];
  let prompt: unknown = "";
  for (const record of records) {
    const parsed = readFields(ratedSchema, record.fields);
    if (!parsed.ok) return parsed;
    prompt = parsed.data.prompt;
    const ratings = ratingsOf(parsed.data);
    if (Object.keys(ratings).length > 0)
      labels.push({ annotator: annotator.name, kind: annotator.kind, response: responses.length, ratings });
    responses.push({ text: parsed.data.response });
  }
  return { rows: [{ prompt, responses, labels, meta: metaOf(records[0]?.rest ?? {}) }] };
};

const choiceOf = (score: number): { choice: number | "tie"; strength: number } => ({
  choice: score === 0 ? "tie" : score > 0 ? 1 : 0,
  strength: (score / 3 + 1) / 2,
});

const readPair = ({ fields: given, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(pairSchema, given);
  if (!parsed.ok) return parsed;
  const { prompt, response1, response2, preference, opinions, statement, elaboration } = parsed.data;
  const { kind } = annotator;
  const words = [statement, elaboration].filter((text) => text !== undefined).join("\n\n");
  // The set gives its annotators no names; they are numbered within a row, and are not the same people from row to row.
  const labels = opinions?.length
    ? opinions.flatMap(({ score, reasoning }, i) =>
        score === null || score === undefined
          ? []
          : [
              {
                annotator: `${annotator.name}, annotator ${i + 1}`,
                kind,
                ...choiceOf(score),
                ...(isBlank(reasoning) ? {} : { rationale: reasoning }),
              },
            ],
      )
    : preference === undefined
      ? []
      : [{ annotator: annotator.name, kind, ...choiceOf(preference), ...(words === "" ? {} : { rationale: words }) }];
  return {
    rows: [
      {
        prompt,
        responses: [{ text: response1 }, { text: response2 }],
        labels,
        meta: metaOf(opinions?.length ? { overall_preference: preference, statement, elaboration } : {}, rest),
      },
    ],
  };
};

const recognise = (sample: Sample): Recognition | null => {
  const columns = matchColumns(sample, fields);
  if (!columns) return null;
  if (columns.response && aspects.filter((aspect) => columns[aspect]).length >= 3) return { confidence: 0.96, columns };
  return columns.response1 && columns.response2 && (columns.preference ?? columns.opinions) ? { confidence: 0.94, columns } : null;
};

/** HelpSteer 2 and 3: responses rated on five aspects, or pairs with a preference from −3 to 3. */
export const helpsteer: ImportFormat = {
  title: "HelpSteer",
  about: "A response rated on five aspects, or two responses with a preference from −3 to 3.",
  fields,
  annotator: { name: "helpsteer", kind: "human" },
  recognise,
  groupKey: ({ fields: given }) => ("response" in given && given.response !== undefined ? JSON.stringify(given.prompt ?? null) : null),
  read: (records, context) => {
    const [record] = records;
    if (!record) return { rows: [] };
    return record.fields.response1 === undefined ? readRated(records, context) : readPair(record, context);
  },
};
