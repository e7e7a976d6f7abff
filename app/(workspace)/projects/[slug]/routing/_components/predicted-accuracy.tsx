import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { Interval } from "@/components/ui/interval";
import type { PlanView } from "@/lib/routing/schema";

export function PredictedAccuracy({ plan }: { plan: PlanView }) {
  const { predicted } = plan.outlook;
  return predicted.value === null ? "unknown" : <Interval estimate={toFigure(predicted)} kind="percent" showN={false} />;
}
