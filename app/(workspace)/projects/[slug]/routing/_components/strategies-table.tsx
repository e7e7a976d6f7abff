import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { Section } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { strategyTitles } from "@/lib/routing/schema";
import type { PlanView } from "@/lib/routing/schema";

/** `plan` and the newest one of every other strategy that was drawn for the same items, money, prices and judge: comparable ones only. */
export const comparable = (plans: readonly PlanView[], plan: PlanView): PlanView[] => {
  const fits = plans.filter(
    (other) =>
      other.campaignId === plan.campaignId &&
      other.items === plan.items &&
      other.humanItems === plan.humanItems &&
      other.costMicros === plan.costMicros &&
      other.overlap === plan.overlap &&
      (other.strategy !== plan.strategy || other.id === plan.id) &&
      other.outlook.lm === plan.outlook.lm &&
      other.outlook.rehearsal === plan.outlook.rehearsal,
  );
  return fits.filter((other, index) => fits.findIndex(({ strategy }) => strategy === other.strategy) === index);
};

/** Strategies side by side at one budget. */
export function StrategiesTable({ slug, plans, title }: { slug: string; plans: readonly PlanView[]; title: string }) {
  if (plans.length < 2) return null;
  const byAccuracy = [...plans].sort((a, b) => (b.outlook.predicted.value ?? -1) - (a.outlook.predicted.value ?? -1));
  return (
    <Section title={title} about="the newest plan of each strategy for the same items, judge and number for people" ruled>
      <Table aria-label="Strategies">
        <thead>
          <tr>
            <HeaderCell>Strategy</HeaderCell>
            <HeaderCell>Plan</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Cost
            </HeaderCell>
            <HeaderCell>Predicted accuracy, %</HeaderCell>
            <HeaderCell numeric>Above random, points</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {byAccuracy.map((plan) => {
            const { predicted, random } = plan.outlook;
            return (
              <Row key={plan.id}>
                <Cell>{strategyTitles[plan.strategy].title}</Cell>
                <Cell>
                  <AppLink href={`/projects/${slug}/routing/${plan.number}`} className="underline decoration-rule-3 underline-offset-3">
                    Plan {plan.number}
                  </AppLink>
                </Cell>
                <Cell numeric className="max-md:hidden">
                  {formatFigure(plan.costMicros, "money")}
                </Cell>
                <Cell>
                  {predicted.value === null ? "unknown" : <Interval estimate={toFigure(predicted)} kind="percent" showN={false} />}
                </Cell>
                <Cell numeric>
                  {predicted.value === null || random.value === null
                    ? "–"
                    : formatFigure(100 * (predicted.value - random.value), "number", 1)}
                </Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
    </Section>
  );
}
