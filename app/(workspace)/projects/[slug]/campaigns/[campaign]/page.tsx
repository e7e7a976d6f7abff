import type { Metadata } from "next";
import { CampaignForm } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-form";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { Page } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";

export const generateMetadata = async ({ params }: { params: Promise<{ slug: string; campaign: string }> }): Promise<Metadata> => ({
  title: `Campaign · ${(await params).campaign}`,
});

export default async function CampaignPage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const detail = await pageData((actor) => loadCampaign(actor, slugs));
  const mayEdit = can(detail.me.role, "campaigns:edit");
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={detail.projectId} detail={detail} current="settings" mayEdit={mayEdit} />
      <div className="max-w-[640px]">
        <CampaignForm projectId={detail.projectId} campaign={detail.campaign} />
      </div>
    </Page>
  );
}
