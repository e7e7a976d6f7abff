import { z } from "zod";
import { metaOf, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, hasColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const fieldsSchema = z.object({
  system: textSchema,
  doc: optionalText,
  seg_id: textSchema,
  rater: textSchema,
  source: z.string("is missing"),
  target: z.string("is missing"),
  category: z.string("is missing"),
  severity: z.string("is missing"),
});

const fields = [
  { name: "system", title: "System", required: true },
  { name: "doc", title: "Document", required: false },
  { name: "seg_id", title: "Segment", required: true, aliases: ["globalSegId", "global_seg_id", "doc_seg_id"] },
  { name: "rater", title: "Rater", required: true },
  { name: "source", title: "Source", required: true },
  { name: "target", title: "Translation", required: true },
  { name: "category", title: "Type of the error", required: true },
  { name: "severity", title: "Its severity", required: true },
];

const opening = "<v>";
const closing = "</v>";
const markPattern = /<\/?v>/g;

const plain = (text: string): string => text.replace(markPattern, "");
/** What is marked between `<v>` and `</v>`, counted in the text without the marks. */
const marked = (text: string): { start: number; end: number } | null => {
  const start = text.indexOf(opening);
  const end = text.indexOf(closing, start);
  return start < 0 || end < 0 ? null : { start, end: end - opening.length };
};

type Segment = { start: number; end: number; text: string; on: "source" | "target"; category: string; severity: string };

const noError = (text: string): boolean => /^no-?error$/i.test(text.trim());
/** A planted error that was found or missed: it tells of the rater, and its translation is not the system's. */
const isPlanted = (severity: string): boolean => /^hotw-?test$/i.test(severity.trim());

/** WMT's MQM tables: one error a line, with its place marked in the source or the translation. */
export const wmtMqm: ImportFormat = {
  title: "WMT MQM",
  about: "One error of a translation a line; the errors of a segment follow each other and become one item.",
  fields,
  annotator: null,
  plainTables: true,
  recognise: (sample) => (hasColumns(sample, "rater", "category", "severity") ? byColumns(sample, fields, () => 0.98) : null),
  groupKey: ({ fields: given }) => JSON.stringify([given.system ?? null, given.doc ?? null, given.seg_id ?? null]),
  read: (records): FormatResult => {
    const byRater = new Map<string, { segments: Segment[]; missing: string[] }>();
    const planted: { rater: string; outcome: string }[] = [];
    let first: z.infer<typeof fieldsSchema> | null = null;
    for (const { fields: given } of records) {
      const parsed = readFields(fieldsSchema, given);
      if (!parsed.ok) return parsed;
      const row = parsed.data;
      if (isPlanted(row.severity)) {
        planted.push({ rater: row.rater, outcome: row.category });
        continue;
      }
      first ??= row;
      if (plain(row.target) !== plain(first.target))
        return { reason: `target: segment ${row.seg_id} of ${row.system} has two translations` };
      if (plain(row.source) !== plain(first.source)) return { reason: `source: segment ${row.seg_id} of ${row.system} has two sources` };
      const own = byRater.get(row.rater) ?? { segments: [], missing: [] };
      byRater.set(row.rater, own);
      if (noError(row.category) || noError(row.severity)) continue;
      const on = marked(row.target) ? "target" : marked(row.source) ? "source" : null;
      const place = on === null ? null : marked(on === "target" ? row.target : row.source);
      if (on === null || place === null) own.missing.push(`${row.category} (${row.severity})`);
      else
        own.segments.push({
          ...place,
          text: plain(row[on]).slice(place.start, place.end),
          on,
          category: row.category,
          severity: row.severity,
        });
    }
    if (!first) return { rows: [] };
    const labels = [...byRater].map(([annotator, { segments, missing }]) => ({
      annotator,
      kind: "human",
      response: 0,
      segments,
      ...(missing.length > 0 ? { missing } : segments.length === 0 ? { no_error: true } : {}),
    }));
    const { system, doc, seg_id: segment } = first;
    return {
      rows: [
        {
          id: [system, doc, segment].filter((part) => part !== undefined).join(":"),
          prompt: plain(first.source),
          responses: [{ text: plain(first.target), model: system }],
          labels,
          meta: metaOf({ doc, seg_id: segment }, planted.length > 0 ? { attention_checks: planted } : {}, records[0]?.rest ?? {}),
        },
      ],
    };
  },
};
