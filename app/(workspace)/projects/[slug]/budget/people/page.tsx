import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { PayBody } from "@/app/(workspace)/projects/[slug]/budget/people/_components/pay-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows, SkeletonStats } from "@/components/ui/skeleton";
import { pageData } from "@/lib/http/page-data";
import { listPay } from "@/lib/payments/list-pay";

export const metadata: Metadata = { title: "Pay of people" };

export default async function PeoplePayPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { projectId, campaigns } = await openProject(slug, "pay:see");
  const skeleton = (
    <>
      <SkeletonStats />
      <SkeletonRows />
    </>
  );
  return (
    <Page>
      <PageHeader
        title="Pay of people"
        crumb="People"
        facts="Each item that a person answers counts once, at the rate in force when the answer was given. What is earned is spent under the budgets; a payment only says that it was handed over."
      />
      <Meanwhile data={pageData((actor) => listPay(actor, { projectId }))} skeleton={skeleton}>
        {(pay) => <PayBody slug={slug} projectId={projectId} campaigns={campaigns} pay={pay} />}
      </Meanwhile>
    </Page>
  );
}
