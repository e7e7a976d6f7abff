import type { Metadata } from "next";
import { DrawForm } from "@/app/(workspace)/projects/[slug]/routing/_components/draw-form";
import { RoutingTabs } from "@/app/(workspace)/projects/[slug]/routing/_components/routing-tabs";
import { SeedPanel } from "@/app/(workspace)/projects/[slug]/routing/_components/seed-panel";
import { PlansTable } from "@/app/(workspace)/projects/[slug]/routing/_components/plans-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { listProjects } from "@/lib/projects/list-projects";
import { listPendingPlans, listPlans } from "@/lib/routing/get-plan";
import { listArms } from "@/lib/routing/list-arms";
import { listPerformanceTables } from "@/lib/routing/list-performance-tables";
import { readSeed } from "@/lib/routing/read-seed";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage({ params }: Props) {
  const { slug } = await params;
  const { project, plans, pending, judges, seed, tables, others, mayPlan } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const [plans, pending, { judges }, seed, tables, projects, { role }] = await Promise.all([
      listPlans(actor, { projectId: project.id }),
      listPendingPlans(actor, { projectId: project.id }),
      listArms(actor, { projectId: project.id }),
      readSeed(actor, { projectId: project.id }),
      listPerformanceTables(actor, { projectId: project.id }),
      listProjects(actor),
      describeMe(actor),
    ]);
    const others = projects.filter(({ id }) => id !== project.id).map(({ slug: value, name }) => ({ value, name }));
    return { project, plans, pending, judges, seed, tables, others, mayPlan: can(role, "routing:plan") };
  });
  const leading = judges.filter(({ tasks }) => tasks === judges[0]?.tasks).length;
  return (
    <Page>
      <PageHeader
        title="Routing"
        facts="Which items go to people and which keep a language model’s label, under a budget. Nothing is opened until a plan is committed."
      />
      <RoutingTabs slug={slug} current="plans" />
      {judges.length === 0 ? (
        <EmptyState
          title="No language model has labelled here yet"
          action={<LinkButton href={`/projects/${slug}/imports`}>Import labels</LinkButton>}
        >
          Routing decides which of a model’s labels people should replace. Import a file that carries labels of a judge; the plan is drawn
          from them.
        </EmptyState>
      ) : (
        <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
          {mayPlan ? <DrawForm slug={slug} projectId={project.id} judges={judges} others={others} tables={tables} /> : null}
          <div className="grid min-w-0 gap-8">
            <PlansTable slug={slug} plans={plans} pending={pending} />
            {seed ? <SeedPanel slug={slug} projectId={project.id} seed={seed} several={leading > 1} mayPlan={mayPlan} /> : null}
          </div>
        </div>
      )}
    </Page>
  );
}
