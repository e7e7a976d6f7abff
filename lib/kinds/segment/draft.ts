import { sumScore } from "@/lib/kinds/segment/points";
import { isEdit, segmentResponseSchema } from "@/lib/kinds/segment/schema";
import type { Fingerprint, SegmentConfig, SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";
import { fingerprintOf } from "@/lib/kinds/segment/text";
import { applyEdits, findOverlap } from "@/lib/ml/text-diff/edits";

/** An answer in the making: what the form does to it. All functions give a new answer. */

// A form asks again at every key; the text it asks about stays the same.
let known: { text: string; fingerprint: Fingerprint } | null = null;
const fingerprintOfShown = (text: string): Fingerprint => {
  known = known?.text === text ? known : { text, fingerprint: fingerprintOf(text) };
  return known.fingerprint;
};

/** A draft of another text, or of an earlier form, counts as nothing yet. */
export const readDraft = (value: unknown, text: string): SegmentResponse => {
  const fingerprint = fingerprintOfShown(text);
  const parsed = segmentResponseSchema.safeParse(value);
  if (!parsed.success || parsed.data.text.sha256 !== fingerprint.sha256) return { text: fingerprint, spans: [] };
  return { ...parsed.data, spans: parsed.data.spans ?? [] };
};

/** What follows from the marks: their text, the corrected text, a score that is their sum. */
const settle = (config: SegmentConfig, text: string, { noError, ...response }: SegmentResponse, hadEdits: boolean): SegmentResponse => {
  const spans = (response.spans ?? [])
    .map((span) => (span.on === "source" ? span : { ...span, text: text.slice(span.start, span.end) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const edits = spans.filter(isEdit);
  const { correction, score, ...rest } = response;
  const kept = edits.length > 0 ? applyEdits(text, edits) : hadEdits ? undefined : correction;
  const next: SegmentResponse = { ...rest, spans, ...(kept === undefined ? {} : { correction: kept }) };
  const value = config.score === "sum" ? sumScore(config, next) : score;
  const empty = spans.length === 0 && (response.missing?.length ?? 0) === 0;
  return { ...next, ...(value === undefined ? {} : { score: value }), ...(noError && empty ? { noError } : {}) };
};

const withSpans = (config: SegmentConfig, text: string, response: SegmentResponse, spans: SegmentSpan[]): SegmentResponse =>
  settle(config, text, { ...response, spans }, (response.spans ?? []).some(isEdit));

export type Place = { start: number; end: number };

/** The number of the mark that is in the way of a place, null where none is. */
export const markInTheWay = (
  config: SegmentConfig,
  response: SegmentResponse,
  place: Place,
  except: number | null = null,
): number | null => {
  if (config.overlap && config.mode === "critique") return null;
  const spans = response.spans ?? [];
  const found = spans.findIndex((span, index) => index !== except && span.on !== "source" && findOverlap<Place>([span, place]) !== null);
  return found < 0 ? null : found;
};

const indexOf = (response: SegmentResponse, span: SegmentSpan): number =>
  (response.spans ?? []).findIndex((one) => one.start === span.start && one.end === span.end && one.on !== "source");

/** A new mark and its number. A correction starts with the words as they stand, `replacement` with others. */
export const addMark = (
  config: SegmentConfig,
  text: string,
  response: SegmentResponse,
  place: Place,
  replacement: string = text.slice(place.start, place.end),
): { response: SegmentResponse; index: number } => {
  const span: SegmentSpan = { start: place.start, end: place.end, ...(config.mode === "correct" ? { replacement } : {}) };
  const next = withSpans(config, text, response, [...(response.spans ?? []), span]);
  return { response: next, index: indexOf(next, span) };
};

export const changeMark = (
  config: SegmentConfig,
  text: string,
  response: SegmentResponse,
  index: number,
  change: Partial<SegmentSpan>,
): SegmentResponse =>
  withSpans(
    config,
    text,
    response,
    (response.spans ?? []).map((span, at) => (at === index ? { ...span, ...change } : span)),
  );

export const removeMark = (config: SegmentConfig, text: string, response: SegmentResponse, index: number): SegmentResponse =>
  withSpans(
    config,
    text,
    response,
    (response.spans ?? []).filter((_, at) => at !== index),
  );

/** Said once to say it, once more to take it back. Not while something is marked. */
export const toggleNoError = (config: SegmentConfig, text: string, response: SegmentResponse): SegmentResponse => {
  const { noError, ...rest } = response;
  return settle(config, text, noError ? rest : { ...rest, noError: true }, false);
};

export const setMissing = (
  config: SegmentConfig,
  text: string,
  response: SegmentResponse,
  missing: SegmentResponse["missing"],
): SegmentResponse => {
  const { missing: _before, ...rest } = response;
  return settle(config, text, missing && missing.length > 0 ? { ...rest, missing } : rest, false);
};

export const setScore = (response: SegmentResponse, score: number | undefined): SegmentResponse => {
  const { score: _before, ...rest } = response;
  return score === undefined ? rest : { ...rest, score };
};

export type Piece = { start: number; end: number; marks: number[]; last: number[] };

/** A line of text cut where marks begin and end, with the marks that cover each piece and those that end with it. */
export const piecesOf = (response: SegmentResponse, line: Place): Piece[] => {
  const marks = (response.spans ?? [])
    .map((span, index) => ({ span, index }))
    .filter(({ span }) => span.on !== "source" && span.start <= line.end && span.end >= line.start);
  const cuts = new Set([line.start, line.end]);
  for (const { span } of marks) for (const cut of [span.start, span.end]) if (cut > line.start && cut < line.end) cuts.add(cut);
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = places.slice(1).map((end, at): Piece => {
    const start = places[at] ?? line.start;
    const covering = marks.filter(({ span }) => span.start < end && span.end > start);
    return {
      start,
      end,
      marks: covering.map(({ index }) => index),
      last: covering.filter(({ span }) => span.end === end).map(({ index }) => index),
    };
  });
  // A gap has no characters of its own: it stands as an empty piece between two others.
  const gaps = marks.filter(({ span }) => span.start === span.end);
  const withGaps = gaps.flatMap(({ span, index }): Piece[] => [{ start: span.start, end: span.start, marks: [index], last: [index] }]);
  return [...pieces, ...withGaps].sort((a, b) => a.start - b.start || a.end - b.end);
};

/** Lines of a text without their breaks. */
export const linesOf = (text: string): Place[] => {
  const lines: Place[] = [];
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf("\n", start);
    lines.push({ start, end: end < 0 ? text.length : end });
    start = end < 0 ? text.length + 1 : end + 1;
  }
  return lines;
};
