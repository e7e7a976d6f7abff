import { campaignTabs, sourceTabs } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import type { AgreementView } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import { TabLinks } from "@/components/ui/tab-links";
import type { CampaignView } from "@/lib/projects/schema";

/** Which question, and whose labels. */
export function ViewTabs({ slug, view, campaigns }: { slug: string; view: AgreementView; campaigns: CampaignView[] }) {
  const asked = campaignTabs(slug, view, campaigns);
  return (
    <>
      {asked.length > 0 ? <TabLinks label="Campaign" tabs={asked} /> : null}
      <TabLinks label="Whose labels" tabs={sourceTabs(slug, view)} />
    </>
  );
}
