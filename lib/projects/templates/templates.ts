import type { Extras } from "@/lib/extras/schema";
import { hhHarmless, hhHelpful, multiPref, safeRlhfV, summarisation, videoReward } from "@/lib/projects/templates/pairwise-templates";
import { mqm, rlhfV, tutoring, ultraFeedback } from "@/lib/projects/templates/rating-templates";

/** A campaign as a paper or a field asks it; `config` is parsed by its kind. The guide is a first version, to be edited. */
export type CampaignTemplate = {
  id: string;
  title: string;
  summary: string;
  kind: string;
  config: Record<string, unknown>;
  extras?: Extras;
  guide: string;
};

export const campaignTemplates: CampaignTemplate[] = [
  multiPref,
  hhHelpful,
  hhHarmless,
  ultraFeedback,
  rlhfV,
  videoReward,
  safeRlhfV,
  summarisation,
  mqm,
  tutoring,
];
