import { DropBudget } from "@/app/(workspace)/projects/[slug]/budget/_components/drop-budget";
import { ListTable } from "@/components/tables/list-table";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
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
    <ListTable
      label="Budgets"
      rows={budgets}
      rowKey={({ id }) => id}
      columns={[
        { head: "Budget", className: "w-full max-md:py-2 max-md:leading-4 max-md:whitespace-normal", cell: scopeOf },
        { head: "Spent", numeric: true, cell: ({ spentMicros }) => inDollars(spentMicros) },
        { head: "Promised", numeric: true, from: "lg", cell: ({ reservedMicros }) => inDollars(reservedMicros) },
        {
          head: "Left",
          numeric: true,
          cell: ({ capMicros, spentMicros, reservedMicros }) => inDollars(capMicros - spentMicros - reservedMicros),
        },
        { head: "Cap", numeric: true, from: "md", cell: ({ capMicros }) => inDollars(capMicros) },
        { head: "Alerts", from: "lg", cell: (budget) => <Alerts budget={budget} /> },
        mayEdit && {
          head: null,
          cell: (budget) => <DropBudget slug={slug} projectId={projectId} budgetId={budget.id} name={scopeOf(budget)} />,
        },
      ]}
    />
  );
}

function Alerts({ budget: { alerts, alertShares, month } }: { budget: BudgetView }) {
  const raised = alerts.filter((alert) => alert.month === month).map(({ share }) => share);
  return raised.length === 0 ? (
    <span className="text-ink-3">at {alertShares.map((share) => formatFigure(share, "percent", 0)).join(", ")} %</span>
  ) : (
    <StateText tone="bad">{formatFigure(Math.max(...raised), "percent", 0)} % reached</StateText>
  );
}
