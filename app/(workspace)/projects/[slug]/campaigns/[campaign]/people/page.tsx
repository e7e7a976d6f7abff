import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { PeopleTable } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/people-table";
import { UncountedNote } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/uncounted-note";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page } from "@/components/shell/page-header";
import type { Estimate } from "@/components/ui/figure-format";
import type { Actor } from "@/lib/auth/actor";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { guard } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getReliabilities } from "@/lib/aggregation/get-consensus";
import { kindOf } from "@/lib/kinds/registry";
import { listPeople } from "@/lib/quality/list-people";
import { getUncounted } from "@/lib/tasks/replace-uncounted";

export const generateMetadata = async ({ params }: { params: Promise<{ slug: string; campaign: string }> }): Promise<Metadata> => ({
  title: `People · ${(await params).campaign}`,
});

const toFigure = ({ reliability, ci, labels }: { reliability: number; ci: [number, number] | null; labels: number }): Estimate => ({
  value: reliability,
  low: ci?.[0] ?? null,
  high: ci?.[1] ?? null,
  n: labels,
});

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
  const load = async (actor: Actor) => {
    const [people, uncounted, read] = await Promise.all([
      listPeople(actor, place),
      getUncounted(actor, place),
      getReliabilities(actor, { ...place, source: "human", main: true }),
    ]);
    return { people, uncounted, read };
  };
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={projectId} detail={detail} current="people" mayEdit={can(me.role, "campaigns:edit")} />
      <Meanwhile data={pageData(load)} skeleton={<SkeletonRows />}>
        {({ people, uncounted, read }) =>
          people.length === 0 ? (
            <EmptyState title="Nobody has worked here yet">
              Whoever opens the desk of this campaign, or answered it in a file, appears here.
            </EmptyState>
          ) : (
            <>
              <UncountedNote place={place} uncounted={uncounted} mayOpen={can(me.role, "tasks:open") && campaign.state !== "archived"} />
              <PeopleTable
                place={place}
                people={people}
                cohorts={match.by === "cohort" ? match.cohorts.map(({ name }) => name) : []}
                paced={campaign.qualityRules.pace !== null}
                mayManage={can(me.role, "quality:manage")}
                reliabilities={
                  read && {
                    title:
                      kindOf(campaign.kind).aggregator(campaign.config, read.aggregation.question) === null ? "Right" : "Near the rest",
                    of: Object.fromEntries(read.annotators.map((one) => [one.annotatorId, toFigure(one)])),
                  }
                }
              />
            </>
          )
        }
      </Meanwhile>
    </Page>
  );
}
