import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { AggregationView, LabelSource } from "@/lib/aggregation/schema";
import { latestDoneAggregation, storedConsensus, storedEstimates } from "@/lib/aggregation/store";
import type { StoredConsensus, StoredEstimate } from "@/lib/aggregation/store";

export type ConsensusRead = { aggregation: AggregationView; consensus: StoredConsensus[]; annotators: StoredEstimate[] };

/** The newest finished aggregation that fits the filter, with all it says; null where none was run yet. */
export const getConsensus = async (
  actor: Actor,
  input: { projectId: string; campaignId?: string; question?: string; source?: LabelSource },
): Promise<ConsensusRead | null> => {
  const { projectId, ...filter } = input;
  await guard(actor, "aggregation:see", { projectId });
  const aggregation = await latestDoneAggregation(projectId, filter);
  if (!aggregation) return null;
  const [consensus, annotators] = await Promise.all([storedConsensus(aggregation.id), storedEstimates(aggregation.id)]);
  return { aggregation, consensus, annotators };
};
