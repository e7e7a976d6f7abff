import type { Metadata } from "next";
import { AgreementBody } from "@/app/(workspace)/projects/[slug]/agreement/_components/agreement-body";
import { ViewTabs } from "@/app/(workspace)/projects/[slug]/agreement/_components/view-tabs";
import { loadAgreement } from "@/app/(workspace)/projects/[slug]/agreement/_components/load-agreement";
import { viewSchema } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Agreement" };

export default async function AgreementPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const view = viewSchema.parse(query);
  const open = await openProject(slug, "aggregation:see");
  // Measuring takes seconds where there are many labels: meanwhile one can go to another tab.
  const skeleton = (
    <>
      <PageHeader title="Agreement" facts="The labels are being read." />
      <ViewTabs slug={slug} view={view} campaigns={open.campaigns} />
      <div className="mt-6 grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <SkeletonRows rows={8} />
        <SkeletonRows rows={8} className="max-lg:hidden" />
      </div>
    </>
  );
  return (
    <Page>
      <Meanwhile key={JSON.stringify(view)} data={loadAgreement(open, view)} skeleton={skeleton}>
        {(data) => <AgreementBody slug={slug} view={view} data={data} />}
      </Meanwhile>
    </Page>
  );
}
