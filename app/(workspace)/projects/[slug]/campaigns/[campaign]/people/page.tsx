import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { PeopleTable } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/people-table";
import { Page } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listPeople } from "@/lib/quality/list-people";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const { people, ...detail } = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    return { ...loaded, people: await listPeople(actor, { projectId: loaded.projectId, campaignId: loaded.campaign.id }) };
  });
  const { match } = detail.campaign.handout;
  return (
    <Page>
      <CampaignHeader
        slug={slugs.slug}
        projectId={detail.projectId}
        detail={detail}
        current="people"
        mayEdit={can(detail.me.role, "campaigns:edit")}
      />
      {people.length === 0 ? (
        <EmptyState title="Nobody has worked here yet">
          Whoever opens the desk of this campaign, or answered it in a file, appears here.
        </EmptyState>
      ) : (
        <PeopleTable
          place={{ projectId: detail.projectId, campaignId: detail.campaign.id }}
          people={people}
          cohorts={match.by === "cohort" ? match.cohorts.map(({ name }) => name) : []}
          paced={detail.campaign.qualityRules.pace !== null}
          mayManage={can(detail.me.role, "quality:manage")}
        />
      )}
    </Page>
  );
}
