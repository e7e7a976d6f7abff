import { z } from "zod";
import { cutsPair } from "@/lib/kinds/segment/text";

export const segmentSchema = z
  .record(z.string(), z.json())
  .and(z.looseObject({ start: z.number().int().min(0), end: z.number().int().min(0) }));
export type Segment = z.infer<typeof segmentSchema>;

export type Extra = Record<string, z.infer<ReturnType<typeof z.json>>>;

/** Where a mark lies in the text, in UTF-16 units, and what of its place was kept as the file stated it. */
export type Place = { start: number; end: number; extra: Extra };
type Refused = { reason: string };

const statedText = (segment: Segment): string | null => (typeof segment.text === "string" ? segment.text : null);

/** Offsets taken as UTF-16 units. White space at the end that the file counts and the text has lost is cut off. */
const inUnits = (segment: Segment, text: string): Place | Refused => {
  const { start, end } = segment;
  if (end < start) return { reason: `ends at ${end}, before its start ${start}` };
  const stated = statedText(segment);
  if (end <= text.length && (stated === null || stated === text.slice(start, end))) {
    if (stated === null && (cutsPair(text, start) || cutsPair(text, end))) return { reason: `[${start}, ${end}) cuts a character in two` };
    return { start, end, extra: {} };
  }
  if (stated === null) return { reason: `[${start}, ${end}) reaches beyond a text of ${text.length} characters` };
  const held = text.slice(start);
  if (stated.startsWith(held) && stated.slice(held.length).trim() === "" && end - start === stated.length)
    return { start: Math.min(start, text.length), end: text.length, extra: { start, end, text: stated } };
  return { reason: `at [${start}, ${end}) stands “${text.slice(start, end).slice(0, 60)}”, not “${stated.slice(0, 60)}”` };
};

/** Offsets taken as code points, which those of Python and Rust are; null where they do not fit so. */
const inCodePoints = (segment: Segment, text: string, points: readonly string[]): Place | null => {
  const { start, end } = segment;
  if (end < start || end > points.length) return null;
  const from = points.slice(0, start).join("").length;
  const to = from + points.slice(start, end).join("").length;
  const stated = statedText(segment);
  return stated === null || stated === text.slice(from, to) ? { start: from, end: to, extra: {} } : null;
};

/**
 * Where the marks of one label lie in a text. A file does not say what its offsets count: they are UTF-16 units, unless one of
 * them cannot be (another text stands there, or a character beyond the basic plane would be cut in two) and all of them fit as
 * code points. Where neither holds for all, a mark that states its text is read as that text asks.
 */
export const findPlaces = (segments: readonly Segment[], text: string): Map<Segment, Place | Refused> => {
  const units = new Map(segments.map((segment) => [segment, inUnits(segment, text)]));
  if (![...units.values()].some((place) => "reason" in place)) return units;
  const points = [...text];
  const counted = new Map(segments.map((segment) => [segment, inCodePoints(segment, text, points)]));
  const all = [...counted.values()].every((place) => place !== null);
  for (const [segment, place] of counted)
    if (place && (all || (statedText(segment) !== null && "reason" in (units.get(segment) ?? {})))) units.set(segment, place);
  return units;
};
