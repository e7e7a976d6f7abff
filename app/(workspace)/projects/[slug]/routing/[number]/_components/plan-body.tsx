import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { ArmShares } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/arms-table";
import { DecisionList } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/decision-list";
import type { LoadedPlan } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/load-plan";
import { PlanBoard } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-board";
import { PlanMeasure } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-measure";
import { RouteMap } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/route-map";
import { TagGains } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/tag-gains";
import { StrategiesTable } from "@/app/(workspace)/projects/[slug]/routing/_components/strategies-table";
import { JobProgress } from "@/components/jobs/job-progress";
import { Section } from "@/components/shell/page-header";
import type { PlanView } from "@/lib/routing/schema";

type Props = Pick<OpenProject, "slug" | "projectId" | "may"> & LoadedPlan & { plan: PlanView };

export function PlanBody({ slug, projectId, may, plan, decisions, progress, map, measured, committing, beside }: Props) {
  const mayCommit = may("routing:commit") && !committing;
  return (
    <>
      {committing ? (
        <div className="mb-6">
          <JobProgress
            key={committing.id}
            projectId={projectId}
            jobId={committing.id}
            initial={committing}
            label={`Committing plan ${plan.number}`}
            unit="tasks"
          />
        </div>
      ) : null}
      <PlanBoard
        slug={slug}
        projectId={projectId}
        plan={plan}
        beside={beside}
        progress={progress}
        mayPlan={may("routing:plan") && !committing}
        mayCommit={mayCommit}
      />
      {plan.outlook.arms.length > 0 ? (
        <Section title="Whom one can ask" about="each arm’s share of the plan" ruled>
          <ArmShares plan={plan} />
        </Section>
      ) : null}
      {measured ? (
        <PlanMeasure slug={slug} projectId={projectId} planId={plan.id} progress={progress} measured={measured} mayCommit={mayCommit} />
      ) : null}
      <StrategiesTable slug={slug} plans={beside} title="Strategies side by side" />
      <RouteMap plan={plan} dots={map.dots} className="mt-8 border-t border-rule pt-6" />
      <TagGains slug={slug} plan={plan} tags={map.tags} />
      <DecisionList slug={slug} projectId={projectId} plan={plan} decisions={decisions} />
    </>
  );
}
