import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { KindItem } from "@/lib/kinds/contract";
import type { Fingerprint, SegmentResponse, SegmentSpan } from "@/lib/kinds/segment/schema";

export const fingerprintOf = (text: string): Fingerprint => ({ sha256: bytesToHex(sha256(utf8ToBytes(text))), length: text.length });

export const isText = (text: string, { sha256: hash, length }: Fingerprint): boolean =>
  text.length === length && fingerprintOf(text).sha256 === hash;

/** The prompt as one text: what offsets in the source count along. */
export const sourceText = (item: KindItem): string =>
  typeof item.prompt === "string" ? item.prompt : item.prompt.map((message) => message.content).join("\n\n");

/** A unit is a response's ordinal: "0", "1", … */
export const parseUnit = (unitKey: string): number => {
  if (!/^\d+$/.test(unitKey)) throw new RangeError(`unitKey = "${unitKey}" is not the ordinal of a response`);
  return Number(unitKey);
};

export const spansOn = (response: SegmentResponse, side: "target" | "source"): SegmentSpan[] =>
  (response.spans ?? []).filter((span) => (span.on ?? "target") === side);

/** Whether the finished text differs from what was corrected. Needs no text: the fingerprint tells. */
export const isCorrected = (response: SegmentResponse): boolean =>
  response.correction !== undefined &&
  (response.corrected === undefined ? !isText(response.correction, response.text) : response.correction !== response.corrected);

export const countErrors = (response: SegmentResponse): number => (response.spans?.length ?? 0) + (response.missing?.length ?? 0);

export const hasError = (response: SegmentResponse): boolean => countErrors(response) > 0 || isCorrected(response);

export const inErrors = (count: number): string => (count === 0 ? "no error" : count === 1 ? "1 error" : `${count} errors`);
