import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import type { JobState } from "@/lib/jobs/catalogue";
import { requestCancel } from "@/lib/jobs/store";

/** Asks a job to stop. A running one stops between two chunks of work and keeps nothing half done. */
export const cancelJob = async (actor: Actor, input: { projectId: string; jobId: string }): Promise<{ state: JobState }> => {
  await guard(actor, "jobs:cancel", { projectId: input.projectId });
  return db().$transaction(async (tx) => {
    const job = await requestCancel(tx, input.projectId, input.jobId);
    if (!job) throw notFound("job");
    if (job.state !== "queued" && job.state !== "running") {
      throw new AppError("conflict", { userMessage: "This job has already ended; there is nothing left to cancel." });
    }
    await appendAudit(tx, actor, { action: "jobs:cancel", projectId: input.projectId, subjectId: input.jobId, detail: { name: job.name } });
    return { state: job.state };
  });
};
