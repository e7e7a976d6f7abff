import { z } from "zod";
import { isRecord, jsonCell, metaOf, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { hasColumns, matchColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { pairRow } from "@/lib/imports/formats/pair-row";
import { readFields } from "@/lib/imports/formats/read-fields";
import type { FileAnnotator } from "@/lib/imports/schema";

const partsSchema = z.object({ question: textSchema, chosen: textSchema, rejected: textSchema });
const textCell = z.preprocess(jsonCell, partsSchema);

const fields = [
  { name: "text", title: "Question, chosen and rejected as JSON", required: false },
  { name: "question", title: "Question", required: false },
  { name: "chosen", title: "Corrected answer", required: false },
  { name: "rejected", title: "Answer of the model", required: false },
  { name: "image_path", title: "Path of the picture", required: false },
  { name: "ds_name", title: "Source", required: false, aliases: ["origin_dataset"] },
];

const nobody: FileAnnotator = { name: "file", kind: "human" };

const isNested = (record: Record<string, unknown>): boolean => {
  const cell = jsonCell(record.text);
  return isRecord(cell) && "question" in cell && "chosen" in cell;
};

/** RLHF-V: an answer about a picture, and the same answer with its wrong parts put right. RLAIF-V: two answers, one preferred by a model. */
export const rlhfV: ImportFormat = {
  title: "RLHF-V",
  about: "A question about a picture, an answer of a model and its correction.",
  fields,
  annotator: nobody,
  recognise: (sample) => {
    const flat = hasColumns(sample, "question", "chosen", "rejected") && (sample.columns.has("ds_name") || sample.columns.has("image"));
    if (!flat && shareOf(sample, isNested) < 0.5) return null;
    const columns = matchColumns(sample, fields);
    return columns && { confidence: 0.96, columns };
  },
  read: ([record], { annotator: given }) => {
    if (!record) return { rows: [] };
    const nested = record.fields.text !== undefined;
    const parsed = nested ? readFields(z.object({ text: textCell }), record.fields) : readFields(partsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const parts = "text" in parsed.data ? parsed.data.text : parsed.data;
    const named = readFields(z.object({ image_path: optionalText, ds_name: optionalText }), record.fields);
    if (!named.ok) return named;
    const { image_path: imagePath, ds_name: source } = named.data;
    // Of other sets about pictures nobody told that one answer was made from the other; in RLAIF-V a model says which of two answers is the better.
    const isCorrected = nested || (source !== undefined && /^rlhf/i.test(source));
    const byModel = source !== undefined && /^rlaif/i.test(source);
    const annotator: FileAnnotator = byModel && given.name === nobody.name ? { name: "rlaif-v", kind: "lm" } : given;
    // Pictures come as files of their own: an item that names one can show it once it is uploaded.
    const { image: _picture, ...rest } = record.rest;
    const { row, chosenAt } = pairRow({
      prompt: parts.question,
      chosen: { text: parts.chosen },
      rejected: { text: parts.rejected },
      annotator,
      meta: metaOf({ image_path: imagePath }, rest),
    });
    const labels = Array.isArray(row.labels) ? row.labels : [];
    const corrected = { annotator: annotator.name, kind: annotator.kind, response: 1 - chosenAt, correction: parts.chosen };
    return {
      rows: [
        {
          ...row,
          ...(source === undefined ? {} : { source }),
          labels: byModel || !isCorrected || parts.chosen === parts.rejected ? labels : [...labels, corrected],
        },
      ],
    };
  },
};
