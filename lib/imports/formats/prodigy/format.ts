import { z } from "zod";
import { bestOf } from "@/lib/imports/formats/best-of";
import { isBlank, jsonCell, listCell, metaOf, optionalText, promptCell, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { namesModel } from "@/lib/imports/model-names";

const optionsCell = z.preprocess(
  jsonCell,
  z
    .array(z.object({ id: textSchema, text: textSchema }))
    .min(2, "are fewer than two")
    .refine((options) => new Set(options.map(({ id }) => id)).size === options.length, "bear one id twice"),
);

const fieldsSchema = z.object({
  text: promptCell,
  options: optionsCell,
  accept: z.preprocess((value) => (isBlank(value) ? [] : value), listCell(textSchema)),
  answer: z.preprocess((value) => (isBlank(value) ? "accept" : value), z.enum(["accept", "reject", "ignore"])),
  annotator: optionalText,
  session: optionalText,
});

const fields = [
  { name: "text", title: "Prompt", required: true },
  { name: "options", title: "Options", required: true },
  { name: "accept", title: "What was chosen", required: true },
  { name: "_input_hash", title: "Hash of the input", required: true },
  { name: "answer", title: "Accepted, rejected or ignored", required: false },
  { name: "annotator", title: "Annotator", required: false, aliases: ["_annotator_id"] },
  { name: "session", title: "Session", required: false, aliases: ["_session_id"] },
];

/** What differs between two annotators' records of one item: it is the same item. */
export const ownTraces = new Set(["_task_hash", "_timestamp", "_view_id", "config"]);

/** The options' texts; null where they are no texts (pictures, say). */
const textsOf = (options: unknown): string | null => {
  const parsed = optionsCell.safeParse(options);
  return parsed.success ? JSON.stringify(parsed.data.map(({ text }) => text)) : null;
};

/**
 * Prodigy's choice interface, where the options are responses: they are others under other texts. Options that are the same under
 * every text are classes of it; whether that text is a prompt or a response is not said, so they are left to columns named by hand.
 */
export const prodigy: ImportFormat = {
  title: "Prodigy choices",
  about: "A text with options as responses, of which an annotator chose one.",
  fields,
  annotator: { name: "prodigy", kind: "human" },
  recognise: (sample) => {
    const byText = new Map(sample.records.map((record) => [record.text, textsOf(record.options)]));
    const different = byText.size > 1 && ![...byText.values()].includes(null) && new Set(byText.values()).size === byText.size;
    return different ? byColumns(sample, fields, () => 0.95) : null;
  },
  read: ([record], { annotator: nobody }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { text, options, accept, answer, annotator, session } = parsed.data;
    const unknown = accept.find((id) => options.every((option) => option.id !== id));
    if (unknown !== undefined) return { reason: `accept: “${unknown.slice(0, 60)}” is the id of no option` };
    if (accept.length > 1) return { reason: "accept: names several options, which says of none that it is the best" };
    const name = annotator ?? session ?? nobody.name;
    const by = { annotator: name, kind: namesModel(name) ? "lm" : nobody.kind };
    const choice = options.findIndex(({ id }) => id === accept[0]);
    // What was rejected or ignored was not answered.
    const labels = choice < 0 || answer !== "accept" ? [] : bestOf({ choice }, options.length).map((label) => ({ ...by, ...label }));
    const kept = Object.fromEntries(Object.entries(record.rest).filter(([key]) => !ownTraces.has(key)));
    return { rows: [{ prompt: text, responses: options.map((option) => ({ text: option.text })), labels, meta: metaOf(kept) }] };
  },
};
