import { LineBandChart } from "@/components/charts/line-band-chart";
import type { LinePoint } from "@/components/charts/line-band-data";
import { Callout } from "@/components/ui/callout";
import { formatFigure } from "@/components/ui/figure-format";
import { explainYardstick } from "@/lib/routing/explain-outlook";
import { strategyTitles } from "@/lib/routing/schema";
import { costOf } from "@/lib/routing/people-or-judge";
import type { OutlookPoint } from "@/lib/routing/outlook-schema";
import type { PlanView } from "@/lib/routing/schema";

// By what a share costs, not by the whole items that its money pays: of a few items several shares would stand at one price.
const pointsOf = (curve: OutlookPoint[], plan: PlanView): LinePoint[] =>
  curve.flatMap(({ share, accuracy }) =>
    accuracy.value === null
      ? []
      : [{ x: costOf(plan, share), y: accuracy.value, low: accuracy.ci?.[0] ?? null, high: accuracy.ci?.[1] ?? null, n: accuracy.n }],
  );

const projects = (names: string[]): string => (names.length === 0 ? "" : ` of ${names.map((name) => `“${name}”`).join(" and ")}`);

/** Predicted label accuracy over the money spent, with all-people and all-model as the lines to beat. */
export function OutlookChart({ plan, beside, className }: { plan: PlanView; beside: readonly PlanView[]; className?: string }) {
  const { predicted, allHuman, allLm, curve, randomCurve, seed } = plan.outlook;
  if (predicted.value === null || allHuman.value === null || allLm.value === null) {
    return (
      <section className={className}>
        <h2 className="mb-2">What the money buys</h2>
        <Callout title="Nobody can say yet">
          {predicted.value === null ? predicted.reason : ""} Let people answer a few dozen items drawn at random, then draw the plan again.
        </Callout>
      </section>
    );
  }
  const interval = predicted.ci ? ` [${formatFigure(predicted.ci[0], "percent")}, ${formatFigure(predicted.ci[1], "percent")}]` : "";
  return (
    <LineBandChart
      className={className}
      title="What the money buys"
      say={`Replayed on ${formatFigure(seed.items, "count")} items${projects(seed.projects)} that people and the judge have both labelled. ${explainYardstick(plan.outlook)} Band: 95 %, over prompts.`}
      fileName={`plan-${plan.number}-curve`}
      series={[
        { label: "routed mix", tone: "predicted", points: pointsOf(curve, plan) },
        { label: "random mix", tone: "comparison", points: pointsOf(randomCurve, plan) },
        ...beside
          .filter(({ id, strategy }) => id !== plan.id && strategy !== "random")
          .map((other) => ({
            label: strategyTitles[other.strategy].title,
            tone: "comparison" as const,
            unlabelled: true,
            // One band is read, five are not.
            points: pointsOf(other.outlook.curve, other).map(({ x, y }) => ({ x, y })),
          })),
      ]}
      references={[
        { y: allHuman.value, label: "all human", kind: "baseline" },
        { y: allLm.value, label: "all model", kind: "baseline" },
      ]}
      stop={{
        x: plan.costMicros,
        y: predicted.value,
        label: `this plan, ${formatFigure(plan.costMicros, "money")}`,
        note: `${formatFigure(predicted.value, "percent")}${interval}`,
      }}
      xTitle="cost of the plan"
      yTitle="predicted accuracy of the labels, %"
      xKind="money"
      yKind="percent"
      height={360}
    />
  );
}
