import { PredictedAccuracy } from "@/app/(workspace)/projects/[slug]/routing/_components/predicted-accuracy";
import { Section } from "@/components/shell/page-header";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
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

const aboveRandom = ({ predicted, random }: PlanView["outlook"]): string =>
  predicted.value === null || random.value === null ? "–" : formatFigure(100 * (predicted.value - random.value), "number", 1);

/** Strategies side by side at one budget. */
export function StrategiesTable({ slug, plans, title }: { slug: string; plans: readonly PlanView[]; title: string }) {
  if (plans.length < 2) return null;
  const byAccuracy = [...plans].sort((a, b) => (b.outlook.predicted.value ?? -1) - (a.outlook.predicted.value ?? -1));
  return (
    <Section title={title} about="the newest plan of each strategy for the same items, judge and number for people" ruled>
      <ListTable
        label="Strategies"
        rows={byAccuracy}
        rowKey={({ id }) => id}
        columns={[
          { head: "Strategy", cell: ({ strategy }) => strategyTitles[strategy].title },
          {
            head: "Plan",
            cell: ({ number }) => (
              <AppLink href={`/projects/${slug}/routing/${number}`} className="underline decoration-rule-3 underline-offset-3">
                Plan {number}
              </AppLink>
            ),
          },
          { head: "Cost", numeric: true, from: "md", cell: ({ costMicros }) => formatFigure(costMicros, "money") },
          { head: "Predicted accuracy, %", cell: (plan) => <PredictedAccuracy plan={plan} /> },
          { head: "Above random, points", numeric: true, cell: ({ outlook }) => aboveRandom(outlook) },
        ]}
      />
    </Section>
  );
}
