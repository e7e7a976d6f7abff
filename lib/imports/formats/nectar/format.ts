import { z } from "zod";
import { isBlank, listCell, metaOf, numberCell, promptOfTurns, readTranscript, textSchema } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, listsAnswers } from "@/lib/imports/formats/match-columns";
import { placeOf } from "@/lib/imports/formats/place-of";
import { rankedPlaces } from "@/lib/imports/formats/ranked-places";
import { readFields } from "@/lib/imports/formats/read-fields";

const rankCell = z.preprocess((value) => (isBlank(value) ? null : value), numberCell.nullable());
const answerSchema = z.looseObject({ answer: textSchema, model: textSchema.nullish(), rank: rankCell });
const fieldsSchema = z.object({
  prompt: textSchema,
  answers: listCell(answerSchema),
  source: z.preprocess((value) => (isBlank(value) ? [] : typeof value === "string" ? [value] : value), z.array(textSchema)),
});

const fields = [
  { name: "prompt", title: "Prompt", required: true },
  { name: "answers", title: "Ranked answers", required: true },
  { name: "source", title: "Source", required: false },
];

/** A transcript that ends where the answer begins. */
const promptOf = (text: string): string | Turn[] => {
  const turns = readTranscript(text);
  if (!turns) return text;
  const last = turns.at(-1);
  return promptOfTurns(turns.length > 1 && last?.role === "assistant" && last.content.trim() === "" ? turns.slice(0, -1) : turns);
};

/** Nectar: some seven answers of different models, ranked by a language model. */
export const nectar: ImportFormat = {
  title: "Nectar",
  about: "A prompt with the answers of several models and the rank that a language model gave each, 1 the best.",
  fields,
  annotator: { name: "gpt-4", kind: "lm" },
  recognise: (sample) => byColumns(sample, fields, () => (listsAnswers(sample, "answer", "rank") ? 0.97 : 0)),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { prompt, source } = parsed.data;
    const answers = parsed.data.answers
      .map((answer) => ({ ...answer, place: placeOf(prompt, answer.answer) }))
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    const ranking = rankedPlaces(answers.flatMap(({ rank }, ordinal) => (rank === null ? [] : [{ rank, ordinal }])));
    return {
      rows: [
        {
          prompt: promptOf(prompt),
          responses: answers.map(({ answer, model }) => ({ text: answer, ...(isBlank(model) ? {} : { model }) })),
          labels: ranking.flat().length > 1 ? [{ annotator: annotator.name, kind: annotator.kind, ranking }] : [],
          ...(source.length === 0 ? {} : { source: source.join(", ") }),
          meta: metaOf(record.rest),
        },
      ],
    };
  },
};
