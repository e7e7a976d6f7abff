import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import type { JobView } from "@/lib/jobs/schema";
import { findJob, waitsForNobody } from "@/lib/jobs/store";

export const noWorker = "No worker is running. The work waits and begins when an operator starts one; nothing is lost.";

export const getJob = async (actor: Actor, input: { projectId: string; jobId: string }): Promise<JobView> => {
  await guard(actor, "jobs:see", { projectId: input.projectId });
  const job = await findJob(input.projectId, input.jobId);
  if (!job) throw notFound("job");
  return job.state === "queued" && (await waitsForNobody(job.id)) ? { ...job, message: noWorker } : job;
};
