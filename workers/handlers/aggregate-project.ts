import { runAggregation } from "@/lib/aggregation/aggregate-project";
import { settleAggregation } from "@/lib/aggregation/settle-aggregation";
import type { Handler } from "@/workers/handler";

export const aggregateProjectHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const fit = await runAggregation(actor, { projectId, aggregationId: subjectId }, { signal, report });
    return `${fit.tasks} tasks from ${fit.labels} labels by ${fit.annotators} annotators`;
  },
  settle: settleAggregation,
};
