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
}
