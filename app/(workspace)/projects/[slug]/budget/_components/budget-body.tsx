import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { BudgetForm } from "@/app/(workspace)/projects/[slug]/budget/_components/budget-form";
import { BudgetStats } from "@/app/(workspace)/projects/[slug]/budget/_components/budget-stats";
import { BudgetsTable } from "@/app/(workspace)/projects/[slug]/budget/_components/budgets-table";
import { LedgerTable } from "@/app/(workspace)/projects/[slug]/budget/_components/ledger-table";
import { Section } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { readLedger } from "@/lib/budgets/read-ledger";
import { pageData } from "@/lib/http/page-data";
import { listJudges } from "@/lib/judges/list-judges";

const shown = 50;

export const loadBudget = (projectId: string) =>
  pageData(async (actor) => {
    const [overview, entries, judges] = await Promise.all([
      readBudgets(actor, { projectId }),
      readLedger(actor, { projectId, take: shown }),
      listJudges(actor, { projectId }),
    ]);
    return { overview, entries, judges };
  });

type Props = OpenProject & Awaited<ReturnType<typeof loadBudget>>;

export function BudgetBody({ slug, projectId, campaigns, may, overview, entries, judges }: Props) {
  const mayEdit = may("budgets:edit");
  return (
    <>
      <BudgetStats overview={overview} />
      {overview.budgets.length === 0 ? (
        <EmptyState title="No budget is set">Judges that cost nothing can be asked; any other needs a budget first.</EmptyState>
      ) : (
        <BudgetsTable slug={slug} projectId={projectId} budgets={overview.budgets} mayEdit={mayEdit} />
      )}
      {mayEdit ? (
        <Section title="Set a budget" about="setting one again for the same people, campaign and time changes its cap">
          <BudgetForm
            slug={slug}
            projectId={projectId}
            campaigns={campaigns.map(({ id, name }) => ({ id, name }))}
            arms={["human", ...judges.map(({ name }) => `lm:${name}`)]}
            set={overview.budgets.map(({ campaignId, arm, period, capMicros }) => ({ campaignId, arm, period, capMicros }))}
          />
        </Section>
      ) : null}
      {entries.length > 0 ? (
        <Section
          title="Ledger"
          about={entries.length === shown ? `the newest ${shown} lines` : undefined}
          tools={
            <a href={`/api/ledger/${projectId}`} className="text-ink-2 underline decoration-rule-3 underline-offset-3" download>
              Download as CSV
            </a>
          }
          ruled
        >
          <LedgerTable entries={entries} />
        </Section>
      ) : null}
    </>
  );
}
