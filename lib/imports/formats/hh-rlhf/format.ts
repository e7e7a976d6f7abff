import { z } from "zod";
import { metaOf, numberCell, optionalText, promptOfTurns, readTranscript, replyText, sharedOpening } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ImportFormat, ReadContext } from "@/lib/imports/formats/contract";
import { hasColumns, matchColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { pairRow } from "@/lib/imports/formats/pair-row";
import { readFields } from "@/lib/imports/formats/read-fields";

const transcript = z.string("is missing").transform((text, context) => {
  // A table that keeps spreadsheets from running its cells has an apostrophe before the line break, where no transcript has one.
  const turns = readTranscript(text.replace(/^'(?=\n)/, ""));
  if (turns && turns.length > 1) return turns;
  context.addIssue({ code: "custom", message: "is no transcript with “Human:” and “Assistant:” before its turns" });
  return z.NEVER;
});
const pairSchema = z.object({ id: optionalText, chosen: transcript, rejected: transcript });
const attackSchema = z.object({ transcript, rating: numberCell, red_team_member_id: optionalText });

const readPair = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(pairSchema, fields);
  if (!parsed.ok) return parsed;
  const { id, chosen, rejected } = parsed.data;
  const opening = sharedOpening([chosen, rejected]);
  const { row } = pairRow({
    id,
    prompt: promptOfTurns(opening),
    chosen: { text: replyText(chosen.slice(opening.length)) },
    rejected: { text: replyText(rejected.slice(opening.length)) },
    annotator,
    meta: metaOf(rest),
  });
  return { rows: [row] };
};

/** A conversation in which somebody tried to lead a model astray, rated by how far it worked: 0 not at all, 4 wholly. */
const readAttack = ({ fields, rest }: FormatRecord, { annotator }: ReadContext): FormatResult => {
  const parsed = readFields(attackSchema, fields);
  if (!parsed.ok) return parsed;
  const { transcript: turns, rating, red_team_member_id: member } = parsed.data;
  return {
    rows: [
      {
        prompt: promptOfTurns(turns.slice(0, -1)),
        responses: [{ text: turns.at(-1)?.content ?? "" }],
        labels: [{ annotator: member ?? annotator.name, kind: annotator.kind, response: 0, ratings: { "attack success": rating } }],
        meta: metaOf(rest),
      },
    ],
  };
};

const fields = [
  { name: "chosen", title: "Preferred transcript", required: false },
  { name: "rejected", title: "Other transcript", required: false },
  { name: "transcript", title: "Red-team transcript", required: false },
  { name: "rating", title: "Its rating", required: false },
  { name: "red_team_member_id", title: "Who rated it", required: false },
  { name: "id", title: "Id", required: false },
];

const isTranscript = (value: unknown): boolean => typeof value === "string" && /^'?\s*(Human|Assistant):/.test(value);

/** Whole transcripts as one text: the preference pairs of HH-RLHF, and its red-team conversations. */
export const hhRlhf: ImportFormat = {
  title: "HH-RLHF transcripts",
  about: "Two transcripts with “Human:” and “Assistant:” before their turns, one preferred; or one with a rating.",
  fields,
  annotator: { name: "file", kind: "human" },
  recognise: (sample) => {
    const pairs = hasColumns(sample, "chosen", "rejected") && !sample.columns.has("prompt");
    const column = pairs ? "chosen" : hasColumns(sample, "transcript", "rating") ? "transcript" : null;
    if (column === null || shareOf(sample, (record) => isTranscript(record[column])) < 0.5) return null;
    const columns = matchColumns(sample, fields);
    return columns && { confidence: 0.97, columns };
  },
  read: ([record], context) => (record ? ("transcript" in record.fields ? readAttack : readPair)(record, context) : { rows: [] }),
};
