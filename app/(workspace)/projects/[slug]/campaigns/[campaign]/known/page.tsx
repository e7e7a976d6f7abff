import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { KnownTable } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/known/_components/known-table";
import { Page } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listKnownTasks } from "@/lib/quality/set-known-answer";

type Props = {
  params: Promise<{ slug: string; campaign: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Known answers" };

const pageSize = 100;

export default async function KnownPage({ params, searchParams }: Props) {
  const [slugs, query] = await Promise.all([params, searchParams]);
  const page = Math.max(1, Math.floor(Number(query.page)) || 1);
  const { tasks, known, training, ...detail } = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    const place = { projectId: loaded.projectId, campaignId: loaded.campaign.id };
    return { ...loaded, ...(await listKnownTasks(actor, { ...place, take: pageSize, skip: (page - 1) * pageSize })) };
  });
  const at = `/projects/${slugs.slug}/campaigns/${slugs.campaign}/known`;
  const first = (page - 1) * pageSize;
  return (
    <Page>
      <CampaignHeader
        slug={slugs.slug}
        projectId={detail.projectId}
        detail={detail}
        current="known"
        mayEdit={can(detail.me.role, "campaigns:edit")}
      />
      {known === 0 ? (
        <EmptyState title="No answer is known yet">
          Import labels of kind “gold”, or set the answer of an item with an explanation. Known answers are for practice, and are planted
          among the work to see how it goes.
        </EmptyState>
      ) : (
        <>
          <KnownTable
            place={{ projectId: detail.projectId, campaignId: detail.campaign.id }}
            itemsHref={`/projects/${slugs.slug}/items`}
            tasks={tasks}
            known={known}
            training={training}
            mayManage={can(detail.me.role, "quality:manage")}
          />
          <Pagination
            from={first + 1}
            to={first + tasks.length}
            total={known}
            noun="known answers"
            previousHref={page > 1 ? `${at}?page=${page - 1}` : null}
            nextHref={first + tasks.length < known ? `${at}?page=${page + 1}` : null}
          />
        </>
      )}
    </Page>
  );
}
