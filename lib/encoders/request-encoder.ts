import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { isHubName } from "@/lib/encoders/hub-name";
import { insertRequest, newestRequest } from "@/lib/encoders/request-store";
import { requestEncoderSchema } from "@/lib/encoders/schema";
import type { RequestEncoder } from "@/lib/encoders/schema";
import { resolveServerPath } from "@/lib/imports/sources/server-folder";
import { enqueue } from "@/lib/jobs/enqueue";
import type { JobView } from "@/lib/jobs/schema";
import { findLatestJob } from "@/lib/jobs/find-latest-job";

/** Asks for an encoder, as a job: from a folder that an operator opened to imports, or by its name on the installation's hub. */
export const requestEncoder = async (actor: Actor, input: RequestEncoder): Promise<{ requestId: string; jobId: string }> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const { projectId, source, as = null, pooling = null, revision } = requestEncoderSchema.parse(input);
  // A folder is refused before anything is stored; it is looked up again when the job reads it.
  if (!isHubName(source)) await resolveServerPath(source);
  return db().$transaction(async (tx) => {
    const requestId = await insertRequest(tx, { projectId, source, name: as, pooling, revision, createdById: actorUserId(actor) });
    const jobId = await enqueue(tx, actor, "add-encoder", { projectId, subjectId: requestId });
    await appendAudit(tx, actor, {
      action: "reward-models:train",
      projectId,
      subjectId: requestId,
      detail: { did: "add encoder", source, ...(as === null ? {} : { name: as }) },
    });
    return { requestId, jobId };
  });
};

/** The job of the encoder that was asked for last in a project; null where none ever was. */
export const lastEncoderJob = async (actor: Actor, input: { projectId: string }): Promise<JobView | null> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const subjectId = await newestRequest(input.projectId);
  return subjectId === null ? null : findLatestJob(actor, { ...input, subjectId });
};
