import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { fitConsensus, labelModelEdition } from "@/lib/aggregation/fit-consensus";
import { chooseCampaign, readLabels } from "@/lib/aggregation/read-labels";
import { readPairs } from "@/lib/aggregation/read-pairs";
import { keptValues, storedEstimates } from "@/lib/aggregation/consensus-store";
import { consensusKey, findAggregation } from "@/lib/aggregation/store";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { getProject } from "@/lib/projects/get-project";
import { questionAt } from "@/lib/projects/question-at";

// Posteriors travel through JSON and double precision only: what differs by more was not computed from these labels.
const tolerance = 1e-9;

const sameNumber = (a: number | null, b: number | null): boolean => (a === null || b === null ? a === b : Math.abs(a - b) <= tolerance);

/**
 * Invariant I6: fits a stored aggregation again from the labels that were live when it read them, and counts the tasks
 * and annotators whose stored values differ. Figures of an earlier edition of the label models cannot be had again; there the
 * labels behind each posterior and each annotator are counted, and `refitted` is false. A majority is the same in all editions.
 */
export const recomputeAggregation = async (
  actor: Actor,
  input: { projectId: string; aggregationId: string },
): Promise<{ checked: number; violations: string[]; refitted: boolean }> => {
  await guard(actor, "aggregation:see", { projectId: input.projectId });
  const aggregation = await findAggregation(input.projectId, input.aggregationId);
  if (!aggregation) throw notFound("aggregation");
  const { campaigns } = await getProject(actor, { projectId: input.projectId });
  const now = chooseCampaign(campaigns, aggregation.campaignId);
  // As the question stood then: a change of it since makes no old posterior wrong.
  const config = await questionAt(db(), input.projectId, now, aggregation.questionVersion);
  const campaign = { ...now, config, countsFrom: aggregation.countsFrom };
  const { kind, table, decisions } = await readLabels(db(), {
    ...input,
    campaign,
    question: aggregation.question,
    source: aggregation.source,
    at: aggregation.readAt,
  });
  const { model, seed } = aggregation;
  const pairs = await readPairs(db(), { projectId: input.projectId, model, kind, config: campaign.config, table });
  const fit = fitConsensus(kind, campaign.config, table, { model, seed, pairs, decisions });
  const refitted = aggregation.edition === labelModelEdition || model === "majority";
  const wanted = new Map(fit.consensus.map((row) => [consensusKey(row), row]));
  const violations: string[] = [];
  const doesNotFollow = (taskId: string): unknown => violations.push(`${aggregation.id}: task ${taskId} does not follow from its labels`);
  for await (const values of keptValues(aggregation.id)) {
    for (const kept of values) {
      const key = consensusKey(kept);
      const row = wanted.get(key);
      wanted.delete(key);
      if (!row) violations.push(`${aggregation.id}: task ${kept.taskId} has a posterior and no label`);
      else if (kept.labels !== row.labels || (refitted && !(kept.choice === row.choice && sameNumber(kept.pChoice, row.pChoice))))
        doesNotFollow(row.taskId);
    }
  }
  for (const { taskId } of wanted.values()) doesNotFollow(taskId);
  const estimates = new Map((await storedEstimates(aggregation.id)).map((row) => [row.annotatorId, row]));
  for (const row of fit.estimates) {
    const kept = estimates.get(row.annotatorId);
    // Until edition 5 crowd-bt and lcpo left out the ties of a person.
    const counted = aggregation.edition >= 5 || !["crowd-bt", "lcpo"].includes(model);
    if (!kept || (counted && kept.labels !== row.labels) || (refitted && !sameNumber(kept.reliability, row.reliability))) {
      violations.push(`${aggregation.id}: the reliability of ${row.annotatorId} does not follow from its labels`);
    }
  }
  return { checked: fit.consensus.length + fit.estimates.length, violations, refitted };
};
