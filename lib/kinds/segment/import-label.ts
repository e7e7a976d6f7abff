import { z } from "zod";
import type { ImportedAnswer, ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { findPlaces, segmentSchema } from "@/lib/kinds/segment/find-places";
import type { Extra, Place, Segment } from "@/lib/kinds/segment/find-places";
import { isEdit, segmentResponseSchema } from "@/lib/kinds/segment/schema";
import type { SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";
import { fingerprintOf, longestRepeated, sourceText } from "@/lib/kinds/segment/text";
import { applyEdits, findOverlap } from "@/lib/ml/text-diff/edits";

const labelSchema = z.looseObject({
  response: z.number().int().min(0).nullish(),
  segments: z.array(segmentSchema).nullish(),
  missing: z.array(z.json()).nullish(),
});

/** Fields whose names and values are the same in a file and in an answer. */
const plainSchema = z.object({
  correction: z.string(),
  original_tokenised: z.string(),
  critique: z.string(),
  score: z.number(),
  hter: z.number(),
  no_error: z.literal(true),
});
const plainFields = {
  correction: "correction",
  original_tokenised: "corrected",
  critique: "critique",
  score: "score",
  hter: "hter",
  no_error: "noError",
} as const;
type PlainField = keyof typeof plainFields;
// Made once: building a schema costs more than reading a label with it.
const plainFieldSchema = plainSchema.keyof();
const plainValuesSchema = plainSchema.partial();
const jsonSchema = z.json();

const spanFields = { text: "text", category: "type", severity: "severity", replacement: "replacement", explanation: "reason" } as const;

/** What makes a label one of this kind: a rating or a choice alone does not. */
const marks = ["segments", "correction", "missing", "critique", "hter", "no_error"] as const;
const structure = new Set(["annotator", "kind", "unit", "response", "segments", "missing"]);

const skip = (reason: string): ImportedAnswer<SegmentResponse> => ({ fits: false, refused: false, reason });
const refuse = (reason: string): ImportedAnswer<SegmentResponse> => ({ fits: false, refused: true, reason });

export const isSegmentLabel = (label: ImportedLabel): boolean =>
  marks.some((field) => label[field] !== undefined && label[field] !== null && label[field] !== "") || readWhole(label) !== null;

/** An answer of ours as it was exported, whole. */
const readWhole = (label: ImportedLabel): { unitKey: string; response: SegmentResponse } | null => {
  if (typeof label.unit !== "string" || !/^\d+$/.test(label.unit)) return null;
  const parsed = segmentResponseSchema.safeParse(label.answer);
  return parsed.success ? { unitKey: label.unit, response: parsed.data } : null;
};

const readSegment = (segment: Segment, { start, end, extra }: Place): SegmentSpan => {
  const on = segment.on === "source" ? "source" : segment.on === "target" ? "target" : undefined;
  const span: SegmentSpan = { start, end, ...(on ? { on } : {}) };
  for (const [field, value] of Object.entries(segment)) {
    if (field === "start" || field === "end" || field in extra || (field === "on" && on)) continue;
    const known = Object.entries(spanFields).find(([name]) => name === field)?.[1];
    // An empty category or severity is none.
    if (known && typeof value === "string" && (value !== "" || known === "text" || known === "replacement" || known === "reason"))
      span[known] = value;
    else extra[field] = value;
  }
  return Object.keys(extra).length > 0 ? { ...span, extra } : span;
};

/** The marks of a label, those in the prompt and those in the response each along their own text. */
const readSegments = (segments: Segment[], item: KindItem, text: string): { spans: SegmentSpan[] } | { reason: string } => {
  const inSource = segments.filter(({ on }) => on === "source");
  const inTarget = segments.filter(({ on }) => on !== "source");
  const places = new Map([...findPlaces(inSource, inSource.length > 0 ? sourceText(item) : ""), ...findPlaces(inTarget, text)]);
  const spans: SegmentSpan[] = [];
  for (const [index, segment] of segments.entries()) {
    const place = places.get(segment) ?? { reason: "has no place" };
    if ("reason" in place) return { reason: `segments[${index}] ${place.reason}` };
    spans.push(readSegment(segment, place));
  }
  return { spans };
};

/** `{"type": "Missing answer", "sentence": 6}` in words. */
const noteOf = (entry: unknown): string =>
  typeof entry === "object" && entry !== null
    ? Object.entries(entry)
        .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join(", ")
    : String(entry);

/** Reads a file's label as marks and corrections of one response. */
export const readImportedLabel = (label: ImportedLabel, item: KindItem): ImportedAnswer<SegmentResponse> => {
  const whole = readWhole(label);
  if (whole) return { fits: true, ...whole };
  if (!isSegmentLabel(label)) return skip("the label marks nothing in a response and corrects none");
  const parsed = labelSchema.safeParse(label);
  if (!parsed.success) return refuse(parsed.error.issues.map((issue) => `label.${issue.path.join(".")}: ${issue.message}`).join("; "));
  const { segments, missing } = parsed.data;
  const ordinal = parsed.data.response ?? (item.candidates.length === 1 ? 0 : null);
  if (ordinal === null) return refuse(`the item has ${item.candidates.length} responses: the label must name its response`);
  const text = item.candidates[ordinal]?.text;
  if (text === undefined) return refuse(`response ${ordinal} is not one of the ${item.candidates.length}`);
  const answer: SegmentResponse = { text: fingerprintOf(text) };
  if (segments) {
    const read = readSegments(segments, item, text);
    if ("reason" in read) return refuse(read.reason);
    answer.spans = read.spans;
    if (answer.spans.some((span) => span.on === "source")) answer.source = fingerprintOf(sourceText(item));
  }
  if (missing)
    answer.missing = missing.map((raw) => (typeof raw === "string" ? { note: raw } : { note: noteOf(raw).slice(0, 20_000), raw }));
  const edits = (answer.spans ?? []).filter(isEdit);
  const extra: Extra = {};
  const plain: Partial<Record<PlainField, unknown>> = {};
  for (const [field, value] of Object.entries(label)) {
    if (structure.has(field) && !(field !== "response" && value === null)) continue;
    // An empty cell is no correction: what deletes all of a text says so place by place.
    const open = value === null || (field === "correction" && value === "");
    if (open && field === "correction" && edits.length > 0) continue;
    const known = plainFieldSchema.safeParse(field);
    if (known.success && !open) plain[known.data] = value;
    else extra[field] = jsonSchema.parse(value);
  }
  // A file that says what to put in each place need not say what comes of it.
  if (edits.length > 0 && !("correction" in plain) && text.length <= longestRepeated && canApply(text, edits))
    plain.correction = applyEdits(text, edits);
  const values = plainValuesSchema.safeParse(plain);
  if (!values.success) return refuse(values.error.issues.map((issue) => `label.${issue.path.join(".")}: ${issue.message}`).join("; "));
  const renamed = Object.fromEntries(
    plainFieldSchema.options.flatMap((field) => (field in plain ? [[plainFields[field], plain[field]]] : [])),
  );
  const read = segmentResponseSchema.safeParse({ ...answer, ...renamed, ...(Object.keys(extra).length > 0 ? { extra } : {}) });
  if (!read.success) return refuse(read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
  return { fits: true, unitKey: String(ordinal), response: read.data };
};

/** Marks that overlap or lie outside are refused later, in words. */
const canApply = (text: string, edits: readonly SegmentSpan[]): boolean =>
  findOverlap(edits) === null && edits.every(({ start, end }) => start <= end && end <= text.length);

const writeSegment = ({ start, end, on, extra, ...span }: SegmentSpan): Extra => ({
  start,
  end,
  ...(on ? { on } : {}),
  ...Object.fromEntries(
    Object.entries(spanFields).flatMap(([name, known]) => {
      const value = span[known];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  ...extra,
});

/** The same answer in the fields of the import schema; what a file said beyond them is there again. */
export const writeImportedLabel = (unitKey: string, response: SegmentResponse): ImportedLabel => ({
  response: Number(unitKey),
  ...(response.spans ? { segments: response.spans.map(writeSegment) } : {}),
  ...(response.missing ? { missing: response.missing.map(({ note, raw }) => raw ?? note) } : {}),
  ...Object.fromEntries(
    Object.entries(plainFields).flatMap(([name, known]) => {
      const value = response[known];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  ...response.extra,
});
