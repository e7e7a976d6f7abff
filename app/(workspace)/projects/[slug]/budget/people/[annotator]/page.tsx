import type { Metadata } from "next";
import { PersonsPay } from "@/app/(workspace)/projects/[slug]/budget/people/_components/persons-pay";
import { MonthLinks } from "@/app/(workspace)/projects/[slug]/pay/_components/month-links";
import { StatementTools } from "@/app/(workspace)/projects/[slug]/pay/_components/statement-tools";
import { Page, PageHeader } from "@/components/shell/page-header";
import { inDollars } from "@/lib/budgets/schema";
import { monthSchema } from "@/lib/calendar-schema";
import { pageData } from "@/lib/http/page-data";
import { readStatement } from "@/lib/payments/read-statement";
import { getProject } from "@/lib/projects/get-project";

type Props = {
  params: Promise<{ slug: string; annotator: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Statement" };

export default async function StatementPage({ params, searchParams }: Props) {
  const [{ slug, annotator }, query] = await Promise.all([params, searchParams]);
  const month = monthSchema.safeParse(query["month"]).data;
  const { project, statement, owedMicros } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const all = await readStatement(actor, { projectId: project.id, annotator });
    const statement = month === undefined ? all : await readStatement(actor, { projectId: project.id, annotator, month });
    return { project, statement, owedMicros: all.closingMicros };
  });
  const person = { slug, projectId: project.id, annotatorId: statement.annotatorId };
  const period = month === undefined ? "" : `&month=${month}`;
  return (
    <Page>
      <PageHeader
        title={statement.name}
        crumb={statement.name}
        facts={`Statement of pay · ${project.name} · ${inDollars(owedMicros)} owed now`}
        actions={<StatementTools csvHref={`/api/statements/${project.id}?annotator=${statement.annotatorId}${period}`} />}
      />
      <MonthLinks path={`/projects/${slug}/budget/people/${statement.annotatorId}`} months={statement.months} month={statement.month} />
      <PersonsPay person={person} statement={statement} owedMicros={owedMicros} />
    </Page>
  );
}
