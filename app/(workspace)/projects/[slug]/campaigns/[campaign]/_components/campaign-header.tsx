import { StateButtons } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/state-buttons";
import { PageHeader } from "@/components/shell/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import type { CampaignDetail } from "@/lib/projects/get-campaign";

export type CampaignTab = "settings" | "question" | "guide" | "handout" | "admission" | "people" | "known";

type Props = { slug: string; projectId: string; detail: CampaignDetail; current: CampaignTab; mayEdit: boolean };

const count = new Intl.NumberFormat("en");

export function CampaignHeader({ slug, projectId, detail, current, mayEdit }: Props) {
  const { campaign, kindTitle, annotations } = detail;
  const at = `/projects/${slug}/campaigns/${campaign.slug}` as const;
  return (
    <>
      <PageHeader
        crumb={campaign.name}
        title={campaign.name}
        facts={
          <>
            {campaign.state} · {kindTitle} · {count.format(annotations)} {annotations === 1 ? "answer" : "answers"}
          </>
        }
        actions={mayEdit ? <StateButtons projectId={projectId} campaign={campaign} /> : null}
      />
      <TabLinks
        wrap
        label="Campaign"
        tabs={[
          { href: at, label: "Settings", current: current === "settings" },
          {
            href: `${at}/question`,
            label: `Question${campaign.questionVersion > 1 ? ` v${campaign.questionVersion}` : ""}`,
            current: current === "question",
          },
          { href: `${at}/guide`, label: `Guide v${campaign.guideVersion}`, current: current === "guide" },
          { href: `${at}/handout`, label: "Handing out", current: current === "handout" },
          { href: `${at}/admission`, label: "Before work", current: current === "admission" },
          { href: `${at}/known`, label: "Known answers", current: current === "known" },
          { href: `${at}/people`, label: "People", current: current === "people" },
        ]}
      />
    </>
  );
}
