import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { loadPlan } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/load-plan";
import { PendingPlanPage } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/pending-plan-page";
import { PlanBody } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-body";
import { PlanFacts } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-facts";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { pageData } from "@/lib/http/page-data";
import { getPendingPlan, getPlan } from "@/lib/routing/get-plan";

type Props = { params: Promise<{ slug: string; number: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: `Plan ${(await params).number}` });

export default async function PlanPage({ params }: Props) {
  const { slug, number } = await params;
  if (!/^\d{1,9}$/.test(number)) notFound();
  const open = await openProject(slug, "routing:see");
  const { projectId } = open;
  const asked = { projectId, number: Number(number) };
  const pending = await pageData((actor) => getPendingPlan(actor, asked));
  if (pending) return <PendingPlanPage slug={slug} projectId={projectId} plan={pending.plan} job={pending.job} />;
  const { plan } = await pageData((actor) => getPlan(actor, { ...asked, take: 0 }));
  const skeleton = (
    <>
      <div className="grid gap-x-11 gap-y-8 lg:grid-cols-[1fr_2fr_1fr]">
        <Skeleton className="h-80 max-lg:hidden" />
        <Skeleton className="h-80" />
        <Skeleton className="h-80 max-lg:hidden" />
      </div>
      <SkeletonRows rows={12} className="mt-8" />
    </>
  );
  return (
    <Page>
      <PageHeader
        title={`Plan ${plan.number}`}
        crumb={`Plan ${plan.number}`}
        facts={<PlanFacts plan={plan} />}
        actions={<LinkButton href={`/projects/${slug}/routing`}>All plans</LinkButton>}
      />
      <Meanwhile data={loadPlan(projectId, plan)} skeleton={skeleton}>
        {(detail) => <PlanBody {...open} plan={plan} {...detail} />}
      </Meanwhile>
    </Page>
  );
}
