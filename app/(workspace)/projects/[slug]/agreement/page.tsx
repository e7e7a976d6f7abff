import type { Metadata } from "next";
import { Suspense } from "react";
import { AgreementBody } from "@/app/(workspace)/projects/[slug]/agreement/_components/agreement-body";
import { viewSchema, viewTabs } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TabLinks } from "@/components/ui/tab-links";
import { guard } from "@/lib/auth/guard";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Agreement" };

export default async function AgreementPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const view = viewSchema.parse(query);
  const campaigns = await pageData(async (actor) => {
    const { project, campaigns } = await getProject(actor, { slug });
    await guard(actor, "aggregation:see", { projectId: project.id });
    return campaigns;
  });
  // Measuring takes seconds where there are many labels: meanwhile one can go to another tab.
  const meanwhile = (
    <>
      <PageHeader title="Agreement" facts="The labels are being read." />
      <TabLinks label="Whose labels" tabs={viewTabs(slug, view, campaigns)} />
      <div className="mt-6 grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <SkeletonRows rows={8} />
        <SkeletonRows rows={8} className="max-lg:hidden" />
      </div>
    </>
  );
  return (
    <Page>
      <Suspense key={JSON.stringify(view)} fallback={meanwhile}>
        <AgreementBody slug={slug} view={view} />
      </Suspense>
    </Page>
  );
}
