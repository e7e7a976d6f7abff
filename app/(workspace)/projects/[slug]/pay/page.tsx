import type { Metadata } from "next";
import { MonthLinks } from "@/app/(workspace)/projects/[slug]/pay/_components/month-links";
import { StatementTools } from "@/app/(workspace)/projects/[slug]/pay/_components/statement-tools";
import { StatementView } from "@/app/(workspace)/projects/[slug]/pay/_components/statement-view";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { monthSchema } from "@/lib/calendar-schema";
import { pageData } from "@/lib/http/page-data";
import { readOwnStatement } from "@/lib/payments/read-statement";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Pay" };

export default async function OwnPayPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const month = monthSchema.safeParse(query["month"]).data;
  const { project, me, statement } = await pageData(async (actor) => {
    const [{ project }, me] = await Promise.all([getProject(actor, { slug }), describeMe(actor)]);
    return { project, me, statement: await readOwnStatement(actor, { projectId: project.id, month }) };
  });
  // Whoever pays others looks for them here, too.
  const others = can(me.role, "pay:see") ? <LinkButton href={`/projects/${slug}/budget/people`}>Pay of people</LinkButton> : null;
  if (statement === null || (statement.months.length === 0 && statement.waitingItems === 0))
    return (
      <Page>
        <PageHeader title="Pay" facts="Your own." actions={others} />
        <EmptyState title="Nothing earned here yet">
          What your answers in this project earn will stand here, with your active hours, the rate, and what was paid. Nobody but you and
          the admins sees it.
        </EmptyState>
      </Page>
    );
  return (
    <Page>
      <PageHeader
        title="Pay"
        facts={`${statement.name} · ${project.name} · each item that you answer counts once, whatever is corrected later`}
        actions={
          <>
            {others}
            <StatementTools csvHref={`/api/statements/${project.id}${month === undefined ? "" : `?month=${month}`}`} />
          </>
        }
      />
      <MonthLinks path={`/projects/${slug}/pay`} months={statement.months} month={statement.month} />
      <StatementView statement={statement} />
    </Page>
  );
}
