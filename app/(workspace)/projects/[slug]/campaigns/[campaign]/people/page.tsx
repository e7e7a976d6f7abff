import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { PeopleTable } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/people-table";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { guard } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listPeople } from "@/lib/quality/list-people";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const detail = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    await guard(actor, "quality:see", { projectId: loaded.projectId });
    return loaded;
  });
  const { me, projectId, campaign } = detail;
  const place = { projectId, campaignId: campaign.id };
  const { match } = campaign.handout;
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={projectId} detail={detail} current="people" mayEdit={can(me.role, "campaigns:edit")} />
      <Meanwhile data={pageData((actor) => listPeople(actor, place))} skeleton={<SkeletonRows />}>
        {(people) =>
          people.length === 0 ? (
            <EmptyState title="Nobody has worked here yet">
              Whoever opens the desk of this campaign, or answered it in a file, appears here.
            </EmptyState>
          ) : (
            <PeopleTable
              place={place}
              people={people}
              cohorts={match.by === "cohort" ? match.cohorts.map(({ name }) => name) : []}
              paced={campaign.qualityRules.pace !== null}
              mayManage={can(me.role, "quality:manage")}
            />
          )
        }
      </Meanwhile>
    </Page>
  );
}
