import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { HandoutForm } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/handout/_components/handout-form";
import { Page } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";

export const metadata: Metadata = { title: "Handing out" };

export default async function HandoutPage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const detail = await pageData((actor) => loadCampaign(actor, slugs));
  const mayEdit = can(detail.me.role, "campaigns:edit");
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={detail.projectId} detail={detail} current="handout" mayEdit={mayEdit} />
      <div className="max-w-[640px]">
        <HandoutForm projectId={detail.projectId} campaignId={detail.campaign.id} handout={detail.campaign.handout} />
      </div>
    </Page>
  );
}
