import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { AggregationView, LabelSource } from "@/lib/aggregation/schema";
import { latestDoneAggregation, storedConsensus, storedEstimates } from "@/lib/aggregation/store";
import type { StoredConsensus, StoredEstimate } from "@/lib/aggregation/store";

export type ReliabilitiesRead = { aggregation: AggregationView; annotators: StoredEstimate[] };
export type ConsensusRead = ReliabilitiesRead & { consensus: StoredConsensus[] };

type Asked = { projectId: string; campaignId?: string; question?: string; source?: LabelSource };

/** The newest finished aggregation that fits the filter, with what it says of each annotator; null where none was run yet. */
export const getReliabilities = async (actor: Actor, { projectId, ...filter }: Asked): Promise<ReliabilitiesRead | null> => {
  await guard(actor, "aggregation:see", { projectId });
  const aggregation = await latestDoneAggregation(projectId, filter);
  return aggregation && { aggregation, annotators: await storedEstimates(aggregation.id) };
};

/** The same with what it says of each task. */
export const getConsensus = async (actor: Actor, input: Asked): Promise<ConsensusRead | null> => {
  const read = await getReliabilities(actor, input);
  return read && { ...read, consensus: await storedConsensus(read.aggregation.id) };
};
