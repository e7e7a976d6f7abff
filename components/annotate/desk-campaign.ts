import type { Work } from "@/lib/assignments/schema";
import type { Extra } from "@/lib/extras/schema";

/** What a desk knows of the campaign that it works on. */
export interface DeskCampaign {
  id: string;
  name: string;
  kind: string;
  config: unknown;
  extras: Extra[];
  highlightedWords: string[];
  leaseSeconds: number;
  guideVersion: number;
  questionVersion: number;
  questionHash: string;
}

type Asked = Pick<Work, "questionVersion" | "questionHash">;

/**
 * Whether an item comes with another question than a page shows: a newer version, or, where nobody had been asked yet, the same one
 * written over while the page was open. Items that the browser kept from an earlier visit come with an older one at most.
 */
export const asksAnother = (shown: Asked, came: Asked): boolean =>
  came.questionVersion > shown.questionVersion ||
  (came.questionVersion === shown.questionVersion && came.questionHash !== "" && came.questionHash !== shown.questionHash);
