import type { ImportFormat, Recognition, Sample } from "@/lib/imports/formats/contract";
import { jsonCell } from "@/lib/imports/formats/cells";
import { readEdit, readFeedback } from "@/lib/imports/formats/helpsteer/edits";
import { readPair } from "@/lib/imports/formats/helpsteer/pairs";
import { aspects, readRated } from "@/lib/imports/formats/helpsteer/rated";
import { matchColumns, shareOf } from "@/lib/imports/formats/match-columns";

const fields = [
  { name: "prompt", title: "Prompt", required: true, aliases: ["context"] },
  { name: "response", title: "Response", required: false },
  ...aspects.map((aspect) => ({ name: aspect, title: aspect, required: false })),
  { name: "response1", title: "Response 1", required: false, aliases: ["response_1"] },
  { name: "response2", title: "Response 2", required: false, aliases: ["response_2"] },
  // A column “preference” may mean anything; these two are numbers from −3 to 3.
  { name: "preference_strength", title: "Preference, −3 to 3", required: false, aliases: ["overall_preference"] },
  {
    name: "opinions",
    title: "Preference of each annotator",
    required: false,
    aliases: ["individual_preference", "all_preferences_unprocessed"],
  },
  { name: "statement", title: "Statement", required: false, aliases: ["preference_statement"] },
  { name: "elaboration", title: "Elaboration", required: false, aliases: ["preference_elaboration"] },
  { name: "original", title: "Original response", required: false, aliases: ["original_response"] },
  { name: "edited", title: "Edited response", required: false, aliases: ["edited_response"] },
  { name: "good", title: "Good edit", required: false, aliases: ["good_edited_response"] },
  { name: "bad", title: "Bad edit", required: false, aliases: ["bad_edited_response"] },
  { name: "summary", title: "What was changed", required: false, aliases: ["change_summary"] },
  { name: "feedback", title: "Feedback", required: false },
];

const layouts = {
  rated: ["prompt", "response", ...aspects],
  pair: ["prompt", "response1", "response2", "preference_strength", "opinions", "statement", "elaboration"],
  edit: ["prompt", "original", "edited", "good", "bad", "summary", "feedback"],
  feedback: ["prompt", "response", "feedback"],
};

const recognise = (sample: Sample): Recognition | null => {
  const columns = matchColumns(sample, fields);
  if (!columns) return null;
  // What another layout would read stays beside the item: “original” or “summary” may be anything in a file of pairs.
  const as = (layout: keyof typeof layouts, confidence: number): Recognition => ({
    confidence,
    columns: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, layouts[layout].includes(name) ? column : null])),
  });
  if (columns.response && aspects.filter((aspect) => columns[aspect]).length >= 3) return as("rated", 0.96);
  if (columns.response1 && columns.response2 && (columns.preference_strength ?? columns.opinions)) return as("pair", 0.94);
  if (columns.original && (columns.edited ?? (columns.good && columns.bad))) return as("edit", 0.94);
  const written = shareOf(sample, ({ feedback }) => Array.isArray(jsonCell(feedback))) > 0.5;
  return columns.response && written ? as("feedback", 0.92) : null;
};

/** HelpSteer 2 and 3: responses rated on five aspects, pairs with a preference from −3 to 3, edits and feedback. */
export const helpsteer: ImportFormat = {
  title: "HelpSteer",
  about: "A response rated on five aspects, edited or written about, or two responses with a preference from −3 to 3.",
  fields,
  annotator: { name: "helpsteer", kind: "human" },
  recognise,
  groupKey: ({ fields: given }) =>
    given.response === undefined || given.feedback !== undefined ? null : JSON.stringify(given.prompt ?? null),
  read: (records, context) => {
    const [record] = records;
    if (!record) return { rows: [] };
    if (record.fields.original !== undefined) return readEdit(record, context);
    if (record.fields.response === undefined) return readPair(record, context);
    return record.fields.feedback === undefined ? readRated(records, context) : readFeedback(record, context);
  },
};
