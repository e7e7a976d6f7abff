import type { KindFormInput } from "@/lib/kinds/contract";
import { readDraft } from "@/lib/kinds/segment/draft";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { parseUnit } from "@/lib/kinds/segment/text";

/** The campaign's settings, the response that is marked, and the answer so far, as the desk hands them over. */
export const openAnswer = (input: KindFormInput): { config: SegmentConfig; text: string; response: SegmentResponse } => {
  const ordinal = parseUnit(input.unitKey);
  const text = input.candidates.find((candidate) => candidate.ordinal === ordinal)?.text ?? "";
  return { config: segmentConfigSchema.parse(input.config), text, response: readDraft(input.response, text) };
};
