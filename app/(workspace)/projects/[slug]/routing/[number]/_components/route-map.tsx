import { InstanceMap } from "@/components/charts/instance-map";
import { formatFigure } from "@/components/ui/figure-format";
import type { PlanView } from "@/lib/routing/schema";
import type { PlanMap } from "@/lib/routing/map-plan";

/** Where the plan's items lie, coloured by route; nothing where no model says anything of them. */
export function RouteMap({ plan, dots, className }: { plan: PlanView; dots: PlanMap["dots"]; className?: string }) {
  const instances = dots.flatMap(({ item, toPeople, agreementLogits, pDisagree }) =>
    agreementLogits === null || pDisagree === null ? [] : [{ item, toPeople, x: agreementLogits, y: pDisagree }],
  );
  if (instances.length === 0) return null;
  return (
    <InstanceMap
      className={className}
      title="Where they lie"
      say={`${formatFigure(instances.length, "count")} of ${formatFigure(plan.items, "count")} items, spread over the order of asking. Dots go to people, squares keep the label of ${plan.outlook.lm}.`}
      fileName={`plan-${plan.number}-map`}
      instances={instances}
      xTitle="reward model agrees with the judge, logits"
      yTitle="P(a person answers differently)"
    />
  );
}
