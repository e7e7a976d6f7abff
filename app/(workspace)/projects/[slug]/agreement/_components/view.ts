import { z } from "zod";
import type { TabLinksProps } from "@/components/ui/tab-links";
import { labelSourceSchema } from "@/lib/aggregation/schema";
import type { CampaignView } from "@/lib/projects/schema";

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** What of the page the address says; what it says wrongly is as if unsaid. */
export const viewSchema = z.object({
  source: z.preprocess(first, labelSourceSchema.catch("human")),
  campaign: z.preprocess(first, z.string().optional().catch(undefined)),
});
export type AgreementView = z.infer<typeof viewSchema>;

const names = { human: "People", lm: "Models", all: "People and models" } as const;

/** One tab for each sort of annotator, and in projects with several campaigns one for each of those. */
export const viewTabs = (slug: string, view: AgreementView, campaigns: CampaignView[]): TabLinksProps["tabs"] => {
  const at = (wanted: AgreementView): string => {
    const query = new URLSearchParams({ source: wanted.source, ...(wanted.campaign ? { campaign: wanted.campaign } : {}) });
    return `/projects/${slug}/agreement?${query.toString()}`;
  };
  const sources = labelSourceSchema.options.map((source) => ({
    href: at({ ...view, source }),
    label: names[source],
    current: source === view.source,
  }));
  if (campaigns.length < 2) return sources;
  const shown = view.campaign ?? campaigns[0]?.slug;
  return [
    ...sources,
    ...campaigns.map(({ slug: campaign, name }) => ({
      href: at({ ...view, campaign }),
      label: `Campaign ${name}`,
      current: campaign === shown,
    })),
  ];
};
