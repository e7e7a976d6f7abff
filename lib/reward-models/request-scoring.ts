import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { findVersion } from "@/lib/reward-models/store";

/** Queues the scoring of candidates that came after the version was trained. */
export const requestScoring = async (actor: Actor, input: { projectId: string; versionId: string }): Promise<{ jobId: string }> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const version = await findVersion(input.projectId, input.versionId);
  if (!version) throw notFound("reward model");
  if (version.state !== "done") throw new AppError("conflict", { userMessage: "This version is not trained; it cannot score anything." });
  return db().$transaction(async (tx) => ({
    jobId: await enqueue(tx, actor, "score-candidates", { projectId: input.projectId, subjectId: version.id }),
  }));
};
