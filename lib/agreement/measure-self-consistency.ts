import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { repeatPairs } from "@/lib/agreement/store";
import { db } from "@/lib/db";
import { kindOf } from "@/lib/kinds/registry";
import { clusterBootstrap, meanWithin, weightedMean } from "@/lib/ml/bootstrap/cluster-bootstrap";
import type { Estimate } from "@/lib/ml/estimate";
import { findCampaign } from "@/lib/projects/find-campaign";
import { compareToKnown } from "@/lib/quality/compare-to-known";

/** Resampled by person: one careless annotator's repeats hang together. */
const seed = 1;

export type SelfConsistency = { estimate: Estimate; people: number };

/**
 * How often people give the same answer when a task comes back to them: the mean likeness of first and second answers (1 the
 * same, 0 as unlike as can be), with an interval over people and the number of repeated tasks.
 */
export const measureSelfConsistency = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<SelfConsistency> => {
  await guard(actor, "aggregation:see", { projectId: input.projectId });
  const campaign = await findCampaign(input.projectId, input.campaignId);
  const kind = kindOf(campaign.kind);
  const pairs = await repeatPairs(db(), { projectId: input.projectId, campaignId: campaign.id, countsFrom: campaign.countsFrom });
  const people = [...new Set(pairs.map((pair) => pair.annotatorId))];
  const likeness = Float64Array.from(
    pairs,
    ({ unitKey, first, second }) => compareToKnown(kind, { config: campaign.config, unitKey }, first, second).score,
  );
  const cluster = Int32Array.from(pairs, (pair) => people.indexOf(pair.annotatorId));
  const reason =
    campaign.handout.repeatShare > 0
      ? "No task has come back to anybody yet."
      : "This campaign repeats nothing. A share of repeats is set under Handing out.";
  const estimate = clusterBootstrap({ rows: pairs.length, cluster }, (weights) => weightedMean(likeness, weights), reason, {
    seed,
    alike: meanWithin(0, 1),
  });
  return { estimate, people: people.length };
};
