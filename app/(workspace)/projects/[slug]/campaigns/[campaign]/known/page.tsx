import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { KnownBody, knownAPage } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/known/_components/known-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { guard } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { listPageSchema, pageOrLast } from "@/lib/http/list-page";
import { pageData } from "@/lib/http/page-data";
import { listKnownTasks } from "@/lib/quality/set-known-answer";

type Props = {
  params: Promise<{ slug: string; campaign: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async ({ params }: Pick<Props, "params">): Promise<Metadata> => ({
  title: `Known answers · ${(await params).campaign}`,
});

export default async function KnownPage({ params, searchParams }: Props) {
  const [slugs, query] = await Promise.all([params, searchParams]);
  const asked = listPageSchema.parse(query.page);
  const detail = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    await guard(actor, "quality:see", { projectId: loaded.projectId });
    return loaded;
  });
  const { me, projectId, campaign } = detail;
  const place = { projectId, campaignId: campaign.id };
  const read = pageData((actor) => pageOrLast(asked, knownAPage, (skip) => listKnownTasks(actor, { ...place, take: knownAPage, skip })));
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={projectId} detail={detail} current="known" mayEdit={can(me.role, "campaigns:edit")} />
      <Meanwhile data={read} skeleton={<SkeletonRows rows={12} />}>
        {(listed) => <KnownBody slugs={slugs} place={place} mayManage={can(me.role, "quality:manage")} {...listed} />}
      </Meanwhile>
    </Page>
  );
}
