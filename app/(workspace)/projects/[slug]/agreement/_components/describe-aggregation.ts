import { counted } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { aggregationModelName } from "@/lib/aggregation/model-names";
import { aggregationModelSchema } from "@/lib/aggregation/schema";
import type { AggregationView } from "@/lib/aggregation/schema";

/** By which model, on what, when, and whether it can be trusted to have settled. */
export const describeAggregation = (aggregation: AggregationView): string => {
  const finished = aggregation.finishedAt === null ? "" : ` on ${formatMinute(aggregation.finishedAt)} UTC`;
  const settled = aggregation.converged ? "" : ` It had not settled after ${aggregation.iterations} iterations.`;
  // Answers without classes are right to a degree: their kind says how near an annotator comes to the rest.
  const what = aggregationModelSchema.safeParse(aggregation.model).success
    ? "Probability of the right answer"
    : "Nearness to the others' answers";
  return `${what} under ${aggregationModelName(aggregation.model)}, fitted to ${counted(aggregation.labels, "label")}${finished}.${settled}`;
};
