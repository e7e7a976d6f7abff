import type { Estimate } from "@/components/ui/figure-format";
import type { Outlook } from "@/lib/routing/outlook-schema";

/** A stored estimate as the figures of a page take it. */
export const toFigure = (estimate: Outlook["predicted"]): Estimate =>
  estimate.value === null
    ? { value: null, reason: estimate.reason, n: null }
    : { value: estimate.value, low: estimate.ci?.[0] ?? null, high: estimate.ci?.[1] ?? null, n: estimate.n };
