import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { KindItem } from "@/lib/kinds/contract";
import { isEdit } from "@/lib/kinds/segment/schema";
import type { Fingerprint, SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";
import { applyEdits } from "@/lib/ml/text-diff/edits";

export const fingerprintOf = (text: string): Fingerprint => ({ sha256: bytesToHex(sha256(utf8ToBytes(text))), length: text.length });

export const isText = (text: string, { sha256: hash, length }: Fingerprint): boolean =>
  text.length === length && fingerprintOf(text).sha256 === hash;

/** The prompt as one text: what offsets in the source count along. */
export const sourceText = (item: KindItem): string =>
  typeof item.prompt === "string" ? item.prompt : item.prompt.map((message) => message.content).join("\n\n");

/** Whether an offset in UTF-16 units lies inside a character beyond the basic plane. */
export const cutsPair = (text: string, offset: number): boolean =>
  /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));

/** A unit is a response's ordinal: "0", "1", … */
export const parseUnit = (unitKey: string): number => {
  if (!/^\d+$/.test(unitKey)) throw new RangeError(`unitKey = "${unitKey}" is not the ordinal of a response`);
  return Number(unitKey);
};

export const spansOn = (response: SegmentResponse, side: "target" | "source"): SegmentSpan[] =>
  (response.spans ?? []).filter((span) => (span.on ?? "target") === side);

/**
 * Longer texts are stored with their corrections alone: an answer that repeats a megabyte at every saving would not fit through
 * the door. Their corrected text is made where the item is at hand.
 */
export const longestRepeated = 200_000;

/** Whether the finished text differs from what was corrected. Needs no text: the fingerprint tells. */
export const isCorrected = (response: SegmentResponse): boolean =>
  (response.text.length > longestRepeated && response.correction === undefined && (response.spans ?? []).some(isEdit)) ||
  (response.correction !== undefined &&
    (response.corrected === undefined ? !isText(response.correction, response.text) : response.correction !== response.corrected));

export const countErrors = (response: SegmentResponse): number => (response.spans?.length ?? 0) + (response.missing?.length ?? 0);

/** Whether the answer tells what is wrong, or that nothing is. One that a file gives as words about the whole alone tells neither. */
export const saysErrors = ({ spans, missing, correction, noError }: SegmentResponse): boolean =>
  spans !== undefined || missing !== undefined || correction !== undefined || noError === true;

const longestQuoted = 120;

/** The words about the whole, for a list; none where there are none. */
export const quotedCritique = ({ critique = "" }: SegmentResponse): string[] =>
  critique === "" ? [] : [`“${critique.length > longestQuoted ? `${critique.slice(0, longestQuoted)}…` : critique}”`];

export const hasError = (response: SegmentResponse): boolean => countErrors(response) > 0 || isCorrected(response);

export const inErrors = (count: number): string => (count === 0 ? "no error" : count === 1 ? "1 error" : `${count} errors`);

/** The corrected text: as it was given, or as the corrections make it. Null where nothing was corrected. */
export const correctedText = (response: SegmentResponse, text: string): string | null => {
  if (!isCorrected(response)) return null;
  return response.correction ?? applyEdits(text, (response.spans ?? []).filter(isEdit));
};
