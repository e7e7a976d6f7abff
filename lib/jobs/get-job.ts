import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import type { JobView } from "@/lib/jobs/schema";
import { findJob } from "@/lib/jobs/store";

export const getJob = async (actor: Actor, input: { projectId: string; jobId: string }): Promise<JobView> => {
  await guard(actor, "jobs:see", { projectId: input.projectId });
  const job = await findJob(input.projectId, input.jobId);
  if (!job) throw notFound("job");
  return job;
};
