import { PlanState } from "@/app/(workspace)/projects/[slug]/routing/_components/plan-state";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import type { PlanView } from "@/lib/routing/schema";
import { strategyTitles } from "@/lib/routing/schema";

/** Of what, by what, from what and when a plan was drawn. */
export function PlanFacts({ plan }: { plan: PlanView }) {
  const { rehearsal, performance } = plan.outlook;
  return (
    <>
      {rehearsal ? "What routing would have done with" : "Whom to ask about"} {counted(plan.items, "item")} ·{" "}
      {strategyTitles[plan.strategy].title}
      {performance ? `, learned from ${formatFigure(performance.mixes, "count")} mixes of ${performance.name}` : ""} · drawn{" "}
      {formatMinute(plan.createdAt)} UTC, seed {plan.seed} · <PlanState plan={plan} />
    </>
  );
}
