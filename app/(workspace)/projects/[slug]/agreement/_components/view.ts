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

const addressOf = (slug: string, wanted: AgreementView): string => {
  const query = new URLSearchParams({ source: wanted.source, ...(wanted.campaign ? { campaign: wanted.campaign } : {}) });
  return `/projects/${slug}/agreement?${query.toString()}`;
};

/** One tab for each sort of annotator. */
export const sourceTabs = (slug: string, view: AgreementView): TabLinksProps["tabs"] =>
  labelSourceSchema.options.map((source) => ({
    href: addressOf(slug, { ...view, source }),
    label: names[source],
    current: source === view.source,
  }));

/** One tab for each campaign; none where there is nothing to choose. */
export const campaignTabs = (slug: string, view: AgreementView, campaigns: CampaignView[]): TabLinksProps["tabs"] => {
  const shown = campaigns.find((one) => one.slug === view.campaign) ?? campaigns[0];
  return campaigns.length < 2
    ? []
    : campaigns.map(({ slug: campaign, name }) => ({
        href: addressOf(slug, { ...view, campaign }),
        label: name,
        current: campaign === shown?.slug,
      }));
};
