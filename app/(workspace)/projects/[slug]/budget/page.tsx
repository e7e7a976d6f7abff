import type { Metadata } from "next";
import { BudgetForm } from "@/app/(workspace)/projects/[slug]/budget/_components/budget-form";
import { BudgetsTable } from "@/app/(workspace)/projects/[slug]/budget/_components/budgets-table";
import { LedgerTable } from "@/app/(workspace)/projects/[slug]/budget/_components/ledger-table";
import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import { Stat } from "@/components/ui/stat";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { readLedger } from "@/lib/budgets/read-ledger";
import { inDollars } from "@/lib/budgets/schema";
import { pageData } from "@/lib/http/page-data";
import { listJudges } from "@/lib/judges/list-judges";
import { getProject } from "@/lib/projects/get-project";

export const metadata: Metadata = { title: "Budget" };

const shown = 50;

export default async function BudgetPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { project, campaigns, overview, entries, judges, mayEdit, seesPay } = await pageData(async (actor) => {
    const { project, campaigns } = await getProject(actor, { slug });
    const projectId = project.id;
    const [overview, entries, judges, { role }] = await Promise.all([
      readBudgets(actor, { projectId }),
      readLedger(actor, { projectId, take: shown }),
      listJudges(actor, { projectId }),
      describeMe(actor),
    ]);
    return { project, campaigns, overview, entries, judges, mayEdit: can(role, "budgets:edit"), seesPay: can(role, "pay:see") };
  });
  const { budgets, arms, forecast } = overview;
  const spent = arms.reduce((sum, { spentMicros }) => sum + spentMicros, 0);
  const promised = arms.reduce((sum, { reservedMicros }) => sum + reservedMicros, 0);
  const short = arms.reduce((sum, { shortMicros }) => sum + shortMicros, 0);
  const assumed = arms.reduce((sum, { assumed: calls }) => sum + calls, 0);
  return (
    <Page>
      <PageHeader
        title="Budget"
        actions={seesPay ? <LinkButton href={`/projects/${slug}/budget/people`}>Pay of people</LinkButton> : null}
        facts="Money is promised before it is spent, against every budget that covers it. A cap is never passed, and whoever no budget covers is not paid for."
      />
      <div className="mb-8 grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
        <Stat
          label="Spent"
          value={inDollars(spent)}
          note={assumed > 0 ? `${counted(assumed, "cost")} not known, counted as promised` : undefined}
        />
        <Stat label="Promised" value={inDollars(promised)} note={short > 0 ? `${inDollars(short)} billed beyond the caps` : undefined} />
        <Stat label="Spent a day" estimate={toFigure(forecast.perDay)} kind="money" note="mean of the whole days of the last two weeks" />
        <Stat
          label="At this rate"
          value={forecast.daysLeft === null ? "–" : `${formatFigure(forecast.daysLeft, "number", 1)} days`}
          note={
            forecast.monthEndMicros === null
              ? "until the budget is spent; no rate yet"
              : `until the budget is spent; ${formatFigure(forecast.monthEndMicros, "money")} this month`
          }
        />
      </div>
      {budgets.length === 0 ? (
        <EmptyState title="No budget is set">Judges that cost nothing can be asked; any other needs a budget first.</EmptyState>
      ) : (
        <BudgetsTable slug={slug} projectId={project.id} budgets={budgets} mayEdit={mayEdit} />
      )}
      {mayEdit ? (
        <Section title="Set a budget" about="setting one again for the same people, campaign and time changes its cap">
          <BudgetForm
            slug={slug}
            projectId={project.id}
            campaigns={campaigns.map(({ id, name }) => ({ id, name }))}
            arms={["human", ...judges.map(({ name }) => `lm:${name}`)]}
          />
        </Section>
      ) : null}
      {entries.length > 0 ? (
        <Section
          title="Ledger"
          about={entries.length === shown ? `the newest ${shown} lines` : undefined}
          tools={
            <a href={`/api/ledger/${project.id}`} className="text-ink-2 underline decoration-rule-3 underline-offset-3" download>
              Download as CSV
            </a>
          }
          ruled
        >
          <LedgerTable entries={entries} />
        </Section>
      ) : null}
    </Page>
  );
}
