import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { HandoutForm } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/handout/_components/handout-form";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { findRekeying } from "@/lib/tasks/set-handout";

export const generateMetadata = async ({ params }: { params: Promise<{ slug: string; campaign: string }> }): Promise<Metadata> => ({
  title: `Handing out · ${(await params).campaign}`,
});

export default async function HandoutPage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const { ordering, ...detail } = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    return { ...loaded, ordering: await findRekeying(actor, { projectId: loaded.projectId, campaignId: loaded.campaign.id }) };
  });
  const mayEdit = can(detail.me.role, "campaigns:edit");
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={detail.projectId} detail={detail} current="handout" mayEdit={mayEdit} />
      {ordering ? (
        <div className="mb-6">
          <JobProgress
            key={ordering.id}
            projectId={detail.projectId}
            jobId={ordering.id}
            initial={ordering}
            label="Putting open tasks in order"
            unit="tasks"
          />
        </div>
      ) : null}
      <div className="max-w-[640px]">
        <HandoutForm projectId={detail.projectId} campaignId={detail.campaign.id} handout={detail.campaign.handout} />
      </div>
    </Page>
  );
}
