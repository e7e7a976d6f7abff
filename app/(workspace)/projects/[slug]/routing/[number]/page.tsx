import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { comparable, StrategiesTable } from "@/app/(workspace)/projects/[slug]/routing/_components/strategies-table";
import { PlanMeasure } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-measure";
import { RouteMap } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/route-map";
import { TagGains } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/tag-gains";
import { PlanState } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-state";
import { DecisionList } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/decision-list";
import { PendingPlanPage } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/pending-plan-page";
import { PlanBoard } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-board";
import { ArmShares } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/arms-table";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { getPendingPlan, getPlan, listPlans } from "@/lib/routing/get-plan";
import { mapPlan } from "@/lib/routing/map-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import { strategyTitles } from "@/lib/routing/schema";

type Props = { params: Promise<{ slug: string; number: string }> };

export const metadata: Metadata = { title: "Plan" };

const shown = 20;

export default async function PlanPage({ params }: Props) {
  const { slug, number } = await params;
  if (!/^\d{1,9}$/.test(number)) notFound();
  const { project, pending, detail, role } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const asked = { projectId: project.id, number: Number(number) };
    const [pending, { role }] = await Promise.all([getPendingPlan(actor, asked), describeMe(actor)]);
    if (pending) return { project, role, pending, detail: null };
    const [plan, map, plans] = await Promise.all([
      getPlan(actor, { ...asked, take: shown }),
      mapPlan(actor, asked),
      listPlans(actor, { projectId: project.id }),
    ]);
    const measured = plan.plan.state === "committed" ? await measurePlan(actor, asked) : null;
    return { project, role, pending, detail: { ...plan, map, measured, beside: comparable(plans, plan.plan) } };
  });
  if (pending) return <PendingPlanPage slug={slug} projectId={project.id} plan={pending.plan} job={pending.job} />;
  if (!detail) notFound();
  const { plan, decisions, progress, map, measured, beside } = detail;
  return (
    <Page>
      <PageHeader
        title={`Plan ${plan.number}`}
        crumb={`Plan ${plan.number}`}
        facts={
          <>
            {plan.outlook.rehearsal ? "What routing would have done with" : "Whom to ask about"} {counted(plan.items, "item")} ·{" "}
            {strategyTitles[plan.strategy].title}
            {plan.outlook.performance
              ? `, learned from ${formatFigure(plan.outlook.performance.mixes, "count")} mixes of ${plan.outlook.performance.name}`
              : ""}{" "}
            · drawn {plan.createdAt.slice(0, 16).replace("T", " ")} UTC, seed {plan.seed} · <PlanState plan={plan} />
          </>
        }
        actions={<LinkButton href={`/projects/${slug}/routing`}>All plans</LinkButton>}
      />
      <PlanBoard
        slug={slug}
        projectId={project.id}
        plan={plan}
        beside={beside}
        progress={progress}
        mayPlan={can(role, "routing:plan")}
        mayCommit={can(role, "routing:commit")}
      />
      {plan.outlook.arms.length > 0 ? (
        <Section title="Whom one can ask" about="each arm’s share of the plan" ruled>
          <ArmShares plan={plan} />
        </Section>
      ) : null}
      {measured ? (
        <PlanMeasure
          slug={slug}
          projectId={project.id}
          planId={plan.id}
          progress={progress}
          measured={measured}
          mayCommit={can(role, "routing:commit")}
        />
      ) : null}
      <StrategiesTable slug={slug} plans={beside} title="Strategies side by side" />
      <RouteMap plan={plan} dots={map.dots} className="mt-8 border-t border-rule pt-6" />
      <TagGains slug={slug} plan={plan} tags={map.tags} />
      <DecisionList slug={slug} projectId={project.id} plan={plan} decisions={decisions} />
    </Page>
  );
}
