import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import type { JobView } from "@/lib/jobs/schema";

/** The job that commits a plan now; null where none does. */
export const findCommitJob = async (actor: Actor, input: { projectId: string; planId: string }): Promise<JobView | null> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  const job = await findLatestJob(actor, { projectId: input.projectId, subjectId: input.planId });
  return job?.name === "commit-plan" && (job.state === "queued" || job.state === "running") ? job : null;
};
