import { z } from "zod";
import { isRecord, jsonCell, listCell, metaOf, optionalNumber, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const placeSchema = z.union([z.number(), z.literal("missing")]).nullish();
const spanSchema = z.looseObject({
  start_i: placeSchema,
  end_i: placeSchema,
  severity: optionalText,
  error_type: z.unknown().optional(),
});
const spansCell = z.preprocess((value) => value ?? [], listCell(spanSchema));

const lineSchema = z.object({
  source: textSchema,
  target: textSchema,
  spans: spansCell,
  score: optionalNumber,
  system: optionalText,
  annotator: optionalText,
  doc_id: optionalText,
  line_id: optionalText,
  langs: optionalText,
});

const annotationSchema = z.looseObject({ score: optionalNumber, annotator: optionalText, errors: spansCell.optional() });
const documentSchema = z.object({
  source: textSchema,
  target: z.preprocess(jsonCell, z.record(z.string(), textSchema)),
  scores: z.preprocess(jsonCell, z.record(z.string(), z.array(annotationSchema))),
  doc_id: optionalText,
});

const fields = [
  { name: "source", title: "Source", required: true, aliases: ["src", "src_text"] },
  { name: "target", title: "Translation, or those of all systems", required: true, aliases: ["tgt", "tgt_text"] },
  { name: "spans", title: "Marked errors", required: false, aliases: ["esa_spans"] },
  { name: "score", title: "Score, 0 to 100", required: false, aliases: ["esa_score"] },
  { name: "scores", title: "Scores by system", required: false },
  { name: "system", title: "System", required: false },
  { name: "annotator", title: "Annotator", required: false },
  { name: "doc_id", title: "Document", required: false },
  { name: "line_id", title: "Segment", required: false },
  { name: "langs", title: "Languages", required: false },
];

/** Errors with a place in the translation, and what is left out of it, which has none. */
const marksOf = (spans: z.infer<typeof spansCell>): Record<string, unknown> => {
  const placed = spans.filter(({ start_i: start, end_i: end }) => typeof start === "number" && typeof end === "number" && start < end);
  const typeOf = ({ error_type: type }: (typeof spans)[number]): string | null =>
    typeof type === "string" && type.trim() !== "" ? type : Array.isArray(type) && type.length > 0 ? type.join(", ") : null;
  const segments = placed.map((span) => {
    const [type, { severity }] = [typeOf(span), span];
    const said = { ...(type === null ? {} : { category: type }), ...(severity === undefined ? {} : { severity }) };
    return { start: span.start_i, end: span.end_i, on: "target", ...said };
  });
  const missing = spans
    .filter((span) => !placed.includes(span))
    .map((span) => [typeOf(span) ?? "Omission", ...(span.severity === undefined ? [] : [`(${span.severity})`])].join(" "));
  return { segments, ...(missing.length > 0 ? { missing } : {}) };
};

const isScored = (cell: unknown): boolean => {
  const scores = jsonCell(cell);
  const lists = isRecord(scores) ? Object.values(scores) : [];
  return lists.length > 0 && lists.every((list) => Array.isArray(list) && list.every((entry) => isRecord(entry) && "score" in entry));
};

const nobody = "wmt";

/** WMT's error span annotation (ESA): one annotator's marks and score of one translation a line, or all of a segment in one record. */
export const wmtEsa: ImportFormat = {
  title: "WMT ESA",
  about: "A translation with the errors that an annotator marked in it, and a score of 0 to 100.",
  fields,
  annotator: { name: nobody, kind: "human" },
  recognise: (sample) =>
    byColumns(sample, fields, ({ spans, score, target, scores }) => {
      const lines = spans !== null && score !== null;
      const documents = shareOf(sample, (record) => isScored(record[scores ?? ""]) && isRecord(jsonCell(record[target ?? ""]))) > 0.5;
      return lines || documents ? 0.97 : 0;
    }),
  read: ([record], { annotator: given }): FormatResult => {
    if (!record) return { rows: [] };
    const by = (annotator: string | undefined) => ({ annotator: annotator ?? given.name, kind: given.kind });
    if (record.fields.scores !== undefined) {
      const parsed = readFields(documentSchema, record.fields);
      if (!parsed.ok) return parsed;
      const { source, target, scores, doc_id: id } = parsed.data;
      const systems = Object.keys(target);
      const unknown = Object.keys(scores).find((system) => !systems.includes(system));
      if (unknown !== undefined) return { reason: `scores: names ${unknown}, of which there is no translation` };
      const labels = systems.flatMap((system, response) =>
        (scores[system] ?? []).map(({ score, annotator, errors }) => ({
          ...by(annotator),
          response,
          ...(errors === undefined ? {} : marksOf(errors)),
          ...(score === undefined ? {} : { score }),
        })),
      );
      const responses = systems.map((system) => ({ text: target[system] ?? "", model: system }));
      return { rows: [{ ...(id === undefined ? {} : { id }), prompt: source, responses, labels, meta: metaOf(record.rest) }] };
    }
    const parsed = readFields(lineSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { source, target, spans, score, system, annotator, doc_id: document, line_id: line, langs } = parsed.data;
    const place = [langs, system, document, line].filter((part) => part !== undefined);
    // What one annotator's line has of its own would make another item of the translation.
    const { times: _times, ...rest } = record.rest;
    return {
      rows: [
        {
          ...(document === undefined || line === undefined ? {} : { id: place.join(":") }),
          prompt: source,
          responses: [{ text: target, ...(system === undefined ? {} : { model: system }) }],
          labels: [{ ...by(annotator), response: 0, ...marksOf(spans), ...(score === undefined ? {} : { score }) }],
          meta: metaOf({ langs, doc_id: document, line_id: line }, rest),
        },
      ],
    };
  },
};
