import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { AggregationView, LabelSource } from "@/lib/aggregation/schema";
import { consensusBehind, storedConsensus, storedEstimates } from "@/lib/aggregation/consensus-store";
import type { ConsensusPlace, PlacedConsensus, StoredConsensus, StoredEstimate } from "@/lib/aggregation/consensus-store";
import { latestDoneAggregation } from "@/lib/aggregation/store";

export type ReliabilitiesRead = { aggregation: AggregationView; annotators: StoredEstimate[] };
export type ConsensusRead = ReliabilitiesRead & { consensus: StoredConsensus[] };

type Asked = { projectId: string; campaignId?: string; question?: string; source?: LabelSource; main?: true };

/** The newest finished aggregation that fits the filter, with what it says of each annotator; null where none was run yet. */
export const getReliabilities = async (actor: Actor, { projectId, ...filter }: Asked): Promise<ReliabilitiesRead | null> => {
  await guard(actor, "aggregation:see", { projectId });
  const aggregation = await latestDoneAggregation(projectId, filter);
  return aggregation && { aggregation, annotators: await storedEstimates(aggregation.id) };
};

/** What an aggregation says of the tasks behind a place, in the order of the items. */
export const getConsensusPage = async (
  actor: Actor,
  { projectId, aggregation, behind, take }: { projectId: string; aggregation: AggregationView; behind: ConsensusPlace; take: number },
): Promise<PlacedConsensus[]> => {
  await guard(actor, "aggregation:see", { projectId });
  return consensusBehind({ id: aggregation.id, campaignId: aggregation.campaignId, projectId }, behind, take);
};

const batch = 1_000;

/** What the newest finished aggregation says of every task, in batches, as fast as the reader takes them; one aggregation to the end. */
export const readConsensusLines = async (actor: Actor, input: Asked, signal: AbortSignal): Promise<AsyncGenerator<StoredConsensus>> => {
  const { projectId, ...filter } = input;
  await guard(actor, "aggregation:see", { projectId });
  const aggregation = await latestDoneAggregation(projectId, filter);
  return lines(actor, { projectId, aggregation }, signal);
};

async function* lines(
  actor: Actor,
  { projectId, aggregation }: { projectId: string; aggregation: AggregationView | null },
  signal: AbortSignal,
): AsyncGenerator<StoredConsensus> {
  if (aggregation === null) return;
  let behind: ConsensusPlace = { ordinal: 0, place: 0 };
  while (!signal.aborted) {
    const rows = await getConsensusPage(actor, { projectId, aggregation, behind, take: batch });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    behind = { ordinal: last.ordinal, place: last.place };
  }
}

/** The same with what it says of each task, all at once: for what computes with it in a process of its own. */
export const getConsensus = async (actor: Actor, input: Asked): Promise<ConsensusRead | null> => {
  const read = await getReliabilities(actor, input);
  return read && { ...read, consensus: await storedConsensus(read.aggregation.id) };
};
