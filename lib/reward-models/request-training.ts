import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { enqueue } from "@/lib/jobs/enqueue";
import { AppError } from "@/lib/errors";
import { checkOptions } from "@/lib/reward-models/check-options";
import { newestUnderPolicy } from "@/lib/reward-models/registry-store";
import { checkAdded, resolveEncoder } from "@/lib/reward-models/resolve-encoder";
import { trainSchema } from "@/lib/reward-models/schema";
import type { Train, VersionView } from "@/lib/reward-models/schema";
import { insertVersion } from "@/lib/reward-models/store";
import { checkTuning } from "@/lib/reward-models/tuning-of";

/** What a project that trains by itself goes by: why it is due, and the newest version that it knew of. */
export type Due = { trigger: Exclude<VersionView["trigger"], "person">; after: string | null };

/**
 * Queues a training for the worker.
 *
 * @throws AppError conflict where a version was asked for since one became due: another worker looked at the same time
 */
export const requestTraining = async (
  actor: Actor,
  input: Train,
  due: Due | null = null,
): Promise<{ versionId: string; number: number; jobId: string }> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const settings = trainSchema.parse(input);
  // Folders are the command line's: of what people and programs name, only what was added is looked for.
  if (actor.kind === "system") await resolveEncoder(settings.encoder);
  else await checkAdded(settings.encoder);
  checkTuning(settings);
  checkOptions(settings);
  const trigger = due?.trigger ?? "person";
  return db().$transaction(async (tx) => {
    if (due && (await newestUnderPolicy(tx, settings.projectId)) !== due.after)
      throw new AppError("conflict", { userMessage: "Another version was asked for meanwhile." });
    const version = await insertVersion(tx, settings, { createdById: actorUserId(actor), trigger });
    const jobId = await enqueue(tx, actor, "train-reward-model", { projectId: settings.projectId, subjectId: version.id });
    await appendAudit(tx, actor, {
      action: "reward-models:train",
      projectId: settings.projectId,
      subjectId: version.id,
      detail: { labels: settings.labels, number: version.number, trigger },
    });
    return { versionId: version.id, number: version.number, jobId };
  });
};
