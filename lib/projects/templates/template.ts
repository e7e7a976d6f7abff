import type { Extras } from "@/lib/extras/schema";

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
