import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { DrawForm } from "@/app/(workspace)/projects/[slug]/routing/_components/draw-form";
import type { LoadedRouting } from "@/app/(workspace)/projects/[slug]/routing/_components/load-routing";
import { PlansTable } from "@/app/(workspace)/projects/[slug]/routing/_components/plans-table";
import { SeedPanel } from "@/app/(workspace)/projects/[slug]/routing/_components/seed-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

type Props = Pick<OpenProject, "slug" | "projectId" | "may"> & LoadedRouting;

export function RoutingBody({ slug, projectId, may, plans, pending, judges, seed, tables, others }: Props) {
  if (judges.length === 0) {
    return (
      <EmptyState
        title="No language model has labelled here yet"
        action={<LinkButton href={`/projects/${slug}/imports`}>Import labels</LinkButton>}
      >
        Routing decides which of a model’s labels people should replace. Import a file that carries labels of a judge; the plan is drawn
        from them.
      </EmptyState>
    );
  }
  const leading = judges.filter(({ tasks }) => tasks === judges[0]?.tasks).length;
  const mayPlan = may("routing:plan");
  return (
    <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
      {mayPlan ? <DrawForm slug={slug} projectId={projectId} judges={judges} others={others} tables={tables} /> : null}
      <div className="grid min-w-0 gap-8">
        <PlansTable slug={slug} plans={plans} pending={pending} />
        {seed ? <SeedPanel slug={slug} projectId={projectId} seed={seed} several={leading > 1} mayPlan={mayPlan} /> : null}
      </div>
    </div>
  );
}
