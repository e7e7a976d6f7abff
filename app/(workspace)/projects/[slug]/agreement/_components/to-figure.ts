import type { Estimate as Figure } from "@/components/ui/figure-format";
import type { Estimate } from "@/lib/ml/estimate";

/** An estimate as the figures of the bench take it; `n` stands in where there is no value to carry one. */
export const toFigure = (estimate: Estimate, n: number | null): Figure => {
  if (estimate.value === null) return { value: null, reason: estimate.reason, n };
  return { value: estimate.value, low: estimate.ci?.[0] ?? null, high: estimate.ci?.[1] ?? null, n: estimate.n };
};
