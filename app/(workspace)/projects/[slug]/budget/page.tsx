import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { BudgetBody, loadBudget } from "@/app/(workspace)/projects/[slug]/budget/_components/budget-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonRows, SkeletonStats } from "@/components/ui/skeleton";

export const metadata: Metadata = { title: "Budget" };

export default async function BudgetPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const open = await openProject(slug, "budgets:see");
  const skeleton = (
    <>
      <SkeletonStats />
      <SkeletonRows rows={3} />
    </>
  );
  return (
    <Page>
      <PageHeader
        title="Budget"
        actions={
          <>
            {open.may("routing:see") ? <LinkButton href={`/projects/${slug}/routing`}>What the next dollar buys</LinkButton> : null}
            {open.may("pay:see") ? <LinkButton href={`/projects/${slug}/budget/people`}>Pay of people</LinkButton> : null}
          </>
        }
        facts="Money is promised before it is spent, against every budget that covers it. A cap is never passed, and whoever no budget covers is not paid for."
      />
      <Meanwhile data={loadBudget(open.projectId)} skeleton={skeleton}>
        {(budget) => <BudgetBody {...open} {...budget} />}
      </Meanwhile>
    </Page>
  );
}
