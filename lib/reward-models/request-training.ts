import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { enqueue } from "@/lib/jobs/enqueue";
import { checkOptions } from "@/lib/reward-models/check-options";
import { checkAdded, resolveEncoder } from "@/lib/reward-models/resolve-encoder";
import { trainSchema } from "@/lib/reward-models/schema";
import type { Train, VersionView } from "@/lib/reward-models/schema";
import { insertVersion } from "@/lib/reward-models/store";
import { checkTuning } from "@/lib/reward-models/tuning-of";

/** Queues a training for the worker. */
export const requestTraining = async (
  actor: Actor,
  input: Train,
  trigger: VersionView["trigger"] = "person",
): Promise<{ versionId: string; number: number; jobId: string }> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const settings = trainSchema.parse(input);
  // Folders are the command line's: of what people and programs name, only what was added is looked for.
  if (actor.kind === "system") await resolveEncoder(settings.encoder);
  else await checkAdded(settings.encoder);
  checkTuning(settings);
  checkOptions(settings);
  return db().$transaction(async (tx) => {
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
