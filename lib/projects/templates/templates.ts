import type { CampaignTemplate } from "@/lib/projects/templates/template";
import { hhHarmless, hhHelpful, multiPref, safeRlhfV, summarisation, videoReward } from "@/lib/projects/templates/pairwise-templates";
import { mqm, rlhfV, tutoring, ultraFeedback } from "@/lib/projects/templates/rating-templates";

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
