import { z } from "zod";
import { listCell, metaOf, numberCell, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, listsAnswers } from "@/lib/imports/formats/match-columns";
import { responseOf } from "@/lib/imports/formats/pair-row";
import { placeOf } from "@/lib/imports/formats/place-of";
import { readFields } from "@/lib/imports/formats/read-fields";

const answerSchema = z.looseObject({
  text: textSchema,
  pm_score: numberCell,
  answer_id: optionalText,
  selected: z.unknown().optional(),
  author: z.unknown().optional(),
  author_profile: z.unknown().optional(),
});
const fieldsSchema = z.object({ question: textSchema, qid: optionalText, answers: listCell(answerSchema) });

const fields = [
  { name: "question", title: "Question", required: true },
  { name: "answers", title: "Answers with their scores", required: true },
  { name: "qid", title: "Id of the question", required: false },
];

/**
 * Stack Exchange preferences: each answer with log2(1 + votes), rounded, and one more where the asker accepted it; -1 for more votes
 * against than for.
 */
export const stackExchange: ImportFormat = {
  title: "Stack Exchange preferences",
  about: "A question with its answers, each with the score that readers' votes gave it.",
  fields,
  annotator: { name: "readers", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => (listsAnswers(sample, "text", "pm_score") ? 0.97 : 0)),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { question, qid } = parsed.data;
    const answers = parsed.data.answers
      .map((answer) => ({ ...answer, place: placeOf(question, answer.text) }))
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    if (answers.length === 0) return { rows: [] };
    const accepted = answers.findIndex(({ selected }) => selected === true);
    // The licence of these texts asks for their authors' names.
    const authors = answers.map(({ author, author_profile: profile }) => metaOf({ author, profile }));
    return {
      rows: [
        {
          ...(qid === undefined ? {} : { id: qid }),
          prompt: question,
          responses: answers.map(({ text, answer_id: id }) => responseOf({ text, id })),
          labels: [
            { annotator: annotator.name, kind: annotator.kind, aspect: "pm_score", ratings: answers.map(({ pm_score: score }) => score) },
          ],
          meta: metaOf(record.rest, { authors }, accepted < 0 ? {} : { accepted }),
        },
      ],
    };
  },
};
