import { requestAggregation } from "@/lib/aggregation/aggregate-project";
import { aggregationModelSchema, labelSourceSchema } from "@/lib/aggregation/schema";
import { staleAggregations } from "@/lib/aggregation/store";

/**
 * Queues a new aggregation wherever answers have come in since the last one, with the same model and question. One sweep
 * instead of one job a submit: a hundred people answering at once cost one fit, and a lost message is made good.
 */
export const refreshAggregations = async (): Promise<number> => {
  const stale = await staleAggregations();
  for (const { projectId, workspaceId, campaignId, model, source, question } of stale) {
    await requestAggregation(
      { kind: "system", workspaceId, name: "worker" },
      { projectId, campaignId, model: aggregationModelSchema.safeParse(model).data, source: labelSourceSchema.parse(source), question },
    );
  }
  return stale.length;
};
