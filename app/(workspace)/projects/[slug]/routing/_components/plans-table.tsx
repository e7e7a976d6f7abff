import { PlanState } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-state";
import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { strategyTitles } from "@/lib/routing/schema";
import type { PendingPlan, PlanView } from "@/lib/routing/schema";

const pendingTitles: Record<PendingPlan["state"], string> = { queued: "being drawn", failed: "not drawn", cancelled: "cancelled" };

/** Every plan, the newest first; those without decisions above. */
export function PlansTable({ slug, plans, pending }: { slug: string; plans: PlanView[]; pending: PendingPlan[] }) {
  if (plans.length === 0 && pending.length === 0)
    return (
      <p className="max-w-[48ch] font-read text-16 text-ink-2">
        No plan has been drawn yet. A drawn plan shows what it would buy; it costs nothing and opens nothing.
      </p>
    );
  return (
    <section className="min-w-0">
      <h2 className="mb-2">Plans</h2>
      <RowWalk hint={false}>
        <Table aria-label="Plans">
          <thead>
            <tr>
              <HeaderCell>Plan</HeaderCell>
              <HeaderCell className="max-md:hidden">Strategy</HeaderCell>
              <HeaderCell numeric>To people</HeaderCell>
              <HeaderCell numeric>Cost</HeaderCell>
              <HeaderCell className="max-md:hidden">Predicted accuracy, %</HeaderCell>
              <HeaderCell>State</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {pending.map((plan) => (
              <Row key={plan.id}>
                <Cell>
                  <PlanLink slug={slug} number={plan.number} />
                </Cell>
                <Cell className="max-md:hidden">{strategyTitles[plan.strategy].title}</Cell>
                <Cell numeric>–</Cell>
                <Cell numeric>–</Cell>
                <Cell className="max-md:hidden">–</Cell>
                <Cell>
                  <StateText tone={plan.state === "failed" ? "bad" : "quiet"}>{pendingTitles[plan.state]}</StateText>
                </Cell>
              </Row>
            ))}
            {plans.map((plan) => (
              <Row key={plan.id}>
                <Cell>
                  <PlanLink slug={slug} number={plan.number} />
                </Cell>
                <Cell className="max-md:hidden">{strategyTitles[plan.strategy].title}</Cell>
                <Cell numeric>
                  {formatFigure(plan.humanItems, "count")} of {formatFigure(plan.items, "count")}
                </Cell>
                <Cell numeric>{formatFigure(plan.costMicros, "money")}</Cell>
                <Cell className="max-md:hidden">
                  {plan.outlook.predicted.value === null ? (
                    "unknown"
                  ) : (
                    <Interval estimate={toFigure(plan.outlook.predicted)} kind="percent" showN={false} />
                  )}
                </Cell>
                <Cell>
                  <PlanState plan={plan} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </RowWalk>
    </section>
  );
}

function PlanLink({ slug, number }: { slug: string; number: number }) {
  return (
    <AppLink
      data-row-link
      href={`/projects/${slug}/routing/${number}`}
      className="font-medium underline decoration-rule-3 underline-offset-3"
    >
      Plan {number}
    </AppLink>
  );
}
