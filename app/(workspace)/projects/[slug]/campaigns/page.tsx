import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { CampaignsTable } from "@/app/(workspace)/projects/[slug]/campaigns/_components/campaigns-table";
import { CreateCampaignDialog } from "@/app/(workspace)/projects/[slug]/campaigns/_components/create-campaign-dialog";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { pageData } from "@/lib/http/page-data";
import { listCampaigns } from "@/lib/projects/list-campaigns";
import { listKinds } from "@/lib/projects/list-kinds";

export const metadata: Metadata = { title: "Campaigns" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CampaignsPage({ params, searchParams }: Props) {
  const [{ slug }, { new: startNew }] = await Promise.all([params, searchParams]);
  const { projectId, may } = await openProject(slug, "campaigns:see");
  return (
    <Page>
      <PageHeader
        title="Campaigns"
        facts="A campaign asks one kind of question about the project's items, under one guide."
        actions={
          may("campaigns:edit") ? (
            <CreateCampaignDialog projectId={projectId} projectSlug={slug} kinds={listKinds()} startOpen={startNew === "1"} />
          ) : null
        }
      />
      <Meanwhile data={pageData((actor) => listCampaigns(actor, { projectId }))} skeleton={<SkeletonRows rows={3} />}>
        {(campaigns) => <CampaignsTable slug={slug} campaigns={campaigns} />}
      </Meanwhile>
    </Page>
  );
}
