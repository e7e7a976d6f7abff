import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { AdmissionForm } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/admission/_components/admission-form";
import { ConsentEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/admission/_components/consent-editor";
import { RulesForm } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/admission/_components/rules-form";
import { Page } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listConsents } from "@/lib/qualification/set-admission";

export const generateMetadata = async ({ params }: { params: Promise<{ slug: string; campaign: string }> }): Promise<Metadata> => ({
  title: `Before work · ${(await params).campaign}`,
});

export default async function AdmissionPage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const { consents, ...detail } = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    return { ...loaded, consents: await listConsents(actor, { projectId: loaded.projectId, campaignId: loaded.campaign.id }) };
  });
  const place = { projectId: detail.projectId, campaignId: detail.campaign.id };
  const mayEdit = can(detail.me.role, "campaigns:edit");
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={detail.projectId} detail={detail} current="admission" mayEdit={mayEdit} />
      <div className="grid max-w-[680px] gap-10">
        <ConsentEditor place={place} consents={consents} />
        <AdmissionForm place={place} admission={detail.campaign.admission} />
        <RulesForm place={place} rules={detail.campaign.qualityRules} />
      </div>
    </Page>
  );
}
