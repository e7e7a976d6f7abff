import { DropBudget } from "@/app/(workspace)/projects/[slug]/budget/_components/drop-budget";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { ActionsHeader, Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { inDollars } from "@/lib/budgets/schema";
import type { BudgetView } from "@/lib/budgets/schema";

export const armName = (arm: string): string => (arm === "" ? "everybody" : arm === "human" ? "people" : arm.replace(/^lm:/, ""));

const scopeOf = ({ arm, campaign, month }: BudgetView): string =>
  [armName(arm), campaign ?? "all campaigns", month === "" ? "for good" : month].join(" · ");

/** Every cap with what is spent, promised and left of it. */
export function BudgetsTable({
  slug,
  projectId,
  budgets,
  mayEdit,
}: {
  slug: string;
  projectId: string;
  budgets: BudgetView[];
  mayEdit: boolean;
}) {
  return (
    <Table aria-label="Budgets">
      <thead>
        <tr>
          <HeaderCell>Budget</HeaderCell>
          <HeaderCell numeric>Spent</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Promised
          </HeaderCell>
          <HeaderCell numeric>Left</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Cap
          </HeaderCell>
          <HeaderCell className="max-md:hidden">Alerts</HeaderCell>
          {mayEdit ? <ActionsHeader /> : null}
        </tr>
      </thead>
      <tbody>
        {budgets.map((budget) => {
          const left = budget.capMicros - budget.spentMicros - budget.reservedMicros;
          const raised = budget.alerts.filter(({ month }) => month === budget.month).map(({ share }) => share);
          return (
            <Row key={budget.id}>
              <Cell className="w-full max-md:py-2 max-md:leading-4 max-md:whitespace-normal">{scopeOf(budget)}</Cell>
              <Cell numeric>{inDollars(budget.spentMicros)}</Cell>
              <Cell numeric className="max-md:hidden">
                {inDollars(budget.reservedMicros)}
              </Cell>
              <Cell numeric>{inDollars(left)}</Cell>
              <Cell numeric className="max-md:hidden">
                {inDollars(budget.capMicros)}
              </Cell>
              <Cell className="max-md:hidden">
                {raised.length === 0 ? (
                  <span className="text-ink-3">at {budget.alertShares.map((share) => formatFigure(share, "percent", 0)).join(", ")} %</span>
                ) : (
                  <StateText tone="bad">{formatFigure(Math.max(...raised), "percent", 0)} % reached</StateText>
                )}
              </Cell>
              {mayEdit ? (
                <Cell>
                  <DropBudget slug={slug} projectId={projectId} budgetId={budget.id} name={scopeOf(budget)} />
                </Cell>
              ) : null}
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
