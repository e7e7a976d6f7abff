import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { hasAnswersFrom, readsEveryAnswer } from "@/lib/aggregation/store";

export type ConsensusCheck = {
  /** who has answered the campaign */
  answered: { human: boolean; lm: boolean };
  /** whether the aggregation has read every answer that counts now; false where there is none */
  current: boolean;
};

/** Whether a campaign has answers to aggregate, and whether an aggregation of them is still of all. */
export const checkConsensus = async (
  actor: Actor,
  input: { projectId: string; campaignId: string; aggregationId: string | null },
): Promise<ConsensusCheck> => {
  const { projectId, campaignId, aggregationId } = input;
  await guard(actor, "projects:see", { projectId });
  const [human, lm, current] = await Promise.all([
    hasAnswersFrom({ projectId, campaignId }, "human"),
    hasAnswersFrom({ projectId, campaignId }, "lm"),
    aggregationId !== null && readsEveryAnswer(projectId, aggregationId),
  ]);
  return { answered: { human, lm }, current };
};
