import { z } from "zod";
import { isBlank, jsonCell, metaOf, numberCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const questionSchema = z.preprocess(
  jsonCell,
  z.union([
    z.looseObject({ full_text: textSchema, id: textSchema.nullish(), dataset: textSchema.nullish() }),
    textSchema.transform((full_text) => ({ full_text, id: null, dataset: null })),
  ]),
);
const scoreCell = numberCell.pipe(z.number().min(-1, "must be from -1 to 1").max(1, "must be from -1 to 1"));
const quotesCell = z.preprocess(jsonCell, z.unknown());
const fieldsSchema = z.object({
  question: questionSchema,
  answer_0: textSchema,
  answer_1: textSchema,
  score_0: scoreCell,
  score_1: scoreCell,
  quotes_0: quotesCell,
  quotes_1: quotesCell,
});

const fields = [
  { name: "question", title: "Question", required: true },
  { name: "answer_0", title: "First answer", required: true },
  { name: "answer_1", title: "Second answer", required: true },
  { name: "score_0", title: "Preference for the first", required: true },
  { name: "score_1", title: "Preference for the second", required: true },
  { name: "quotes_0", title: "What the first quotes", required: false },
  { name: "quotes_1", title: "What the second quotes", required: false },
  // The same texts once more, as numbers of another model's vocabulary.
  { name: "tokens_0", title: "Tokens of the first", required: false },
  { name: "tokens_1", title: "Tokens of the second", required: false },
];

const hasQuotes = (quotes: unknown): boolean => !isBlank(quotes) && JSON.stringify(quotes).includes('"extract":["');

/** WebGPT comparisons: two answers to a question with the extracts that they cite, and how much one was preferred. */
export const webgpt: ImportFormat = {
  title: "WebGPT comparisons",
  about: "A question with two answers, what each quotes, and how far one was preferred: -1 to 1, 0 where neither was.",
  fields,
  annotator: { name: "webgpt", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => 0.97),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { question, answer_0: first, answer_1: second, score_0: forFirst, score_1: forSecond, quotes_0, quotes_1 } = parsed.data;
    if (Math.abs(forFirst + forSecond) > 1e-6) return { reason: "score_0 and score_1: one is not the other's opposite" };
    const choice = forSecond > 0 ? 1 : forSecond < 0 ? 0 : "tie";
    return {
      rows: [
        {
          prompt: question.full_text,
          responses: [{ text: first }, { text: second }],
          labels: [{ annotator: annotator.name, kind: annotator.kind, choice, strength: (forSecond + 1) / 2 }],
          ...(isBlank(question.dataset) ? {} : { source: question.dataset }),
          // One question has several comparisons, and its id is no id of theirs.
          meta: metaOf(
            record.rest,
            { question_id: question.id },
            hasQuotes(quotes_0) ? { quotes_0 } : {},
            hasQuotes(quotes_1) ? { quotes_1 } : {},
          ),
        },
      ],
    };
  },
};
