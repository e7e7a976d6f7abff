import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { AggregationView, LabelSource } from "@/lib/aggregation/schema";
import { newestAggregation } from "@/lib/aggregation/store";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import type { JobView } from "@/lib/jobs/schema";

/** The aggregation started last, whatever became of it, with its job where the worker does it. */
export const getNewestAggregation = async (
  actor: Actor,
  input: { projectId: string; campaignId: string; source: LabelSource },
): Promise<{ aggregation: AggregationView; job: JobView | null } | null> => {
  await guard(actor, "aggregation:see", { projectId: input.projectId });
  const aggregation = await newestAggregation(input);
  if (!aggregation) return null;
  return { aggregation, job: await findLatestJob(actor, { projectId: input.projectId, subjectId: aggregation.id }) };
};
