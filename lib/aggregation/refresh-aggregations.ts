import { requestAggregation } from "@/lib/aggregation/aggregate-project";
import { modelAgain } from "@/lib/aggregation/model-again";
import { asks } from "@/lib/aggregation/read-labels";
import { labelSourceSchema } from "@/lib/aggregation/schema";
import type { Aggregate } from "@/lib/aggregation/schema";
import { staleAggregations } from "@/lib/aggregation/store";
import type { Actor } from "@/lib/auth/actor";
import { log } from "@/lib/log";
import { getProject } from "@/lib/projects/get-project";

type Wanted = { actor: Actor; input: Aggregate };

/** Of each campaign the aggregation that read its labels longest ago, so that all have their turn; none of a question that is asked no more. */
export const aggregationsToRefresh = async (): Promise<Wanted[]> => {
  const wanted = new Map<string, Wanted>();
  for (const { projectId, workspaceId, campaignId, model, source, question } of await staleAggregations()) {
    if (wanted.has(campaignId)) continue;
    const actor: Actor = { kind: "system", workspaceId, name: "worker" };
    const { campaigns } = await getProject(actor, { projectId });
    const campaign = campaigns.find(({ id }) => id === campaignId);
    if (!campaign || !asks(campaign, question)) continue;
    const input = {
      projectId,
      campaignId,
      question,
      source: labelSourceSchema.parse(source),
      model: modelAgain(campaign, question, model),
    };
    wanted.set(campaignId, { actor, input });
  }
  return [...wanted.values()];
};

/**
 * Queues a new aggregation wherever answers have come in since the last one, with the same model and question. One sweep
 * instead of one job a submit: a hundred people answering at once cost one fit, and a lost message is made good.
 */
export const refreshAggregations = async (): Promise<number> => {
  let queued = 0;
  for (const { actor, input } of await aggregationsToRefresh()) {
    try {
      await requestAggregation(actor, input);
      queued += 1;
    } catch (error) {
      // One that cannot be had keeps no other project's from being made.
      log.warn({ campaignId: input.campaignId, error: String(error) }, "aggregation could not be refreshed");
    }
  }
  return queued;
};
