import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { insertPromotion } from "@/lib/reward-models/registry-store";
import { findVersion, setPromoted } from "@/lib/reward-models/store";

/** Makes a version the one that routing and pages use, in place of any other; `promoted: false` takes that back. */
export const promoteVersion = async (actor: Actor, input: { projectId: string; versionId: string; promoted: boolean }): Promise<void> => {
  await guard(actor, "reward-models:promote", { projectId: input.projectId });
  const version = await findVersion(input.projectId, input.versionId);
  if (!version) throw notFound("reward model");
  if (version.state !== "done") throw new AppError("conflict", { userMessage: "Only a trained version can be promoted." });
  if (!input.promoted && version.promotedAt === null) return;
  await db().$transaction(async (tx) => {
    await setPromoted(tx, input.projectId, input.promoted ? version.id : null);
    await insertPromotion(tx, input.projectId, input.promoted ? version.id : null, actorUserId(actor));
    await appendAudit(tx, actor, {
      action: "reward-models:promote",
      projectId: input.projectId,
      subjectId: version.id,
      detail: { number: version.number, promoted: input.promoted },
    });
  });
};
