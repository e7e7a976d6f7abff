import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { RoutingTabs } from "@/app/(workspace)/projects/[slug]/routing/_components/routing-tabs";
import { AddTableForm } from "@/app/(workspace)/projects/[slug]/routing/mixes/_components/add-table-form";
import { MixesTable } from "@/app/(workspace)/projects/[slug]/routing/mixes/_components/mixes-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { pageData } from "@/lib/http/page-data";
import { listPerformanceTables } from "@/lib/routing/list-performance-tables";

export const metadata: Metadata = { title: "Measured mixes" };

export default async function MixesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { projectId, may } = await openProject(slug, "routing:see");
  const tables = await pageData((actor) => listPerformanceTables(actor, { projectId }));
  const mayPlan = may("routing:plan");
  return (
    <Page>
      <PageHeader
        title="Measured mixes"
        crumb="Measured mixes"
        facts="Scores of reward models that you trained elsewhere, each on a mix of people’s and a model’s labels. The published strategies can learn from them in place of small models trained here."
      />
      <RoutingTabs slug={slug} current="mixes" />
      <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
        {mayPlan ? <AddTableForm slug={slug} projectId={projectId} /> : null}
        {tables.length === 0 ? (
          <EmptyState title="No table yet">
            Without one, the published strategies train a small reward model on each of 200 mixes of this project’s labels.
          </EmptyState>
        ) : (
          <MixesTable slug={slug} projectId={projectId} tables={tables} mayPlan={mayPlan} />
        )}
      </div>
    </Page>
  );
}
