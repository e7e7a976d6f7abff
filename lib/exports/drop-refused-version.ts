import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { deleteUnfinished } from "@/lib/exports/store";
import { versionBlobs } from "@/lib/exports/version-blobs";
import { deleteBlob } from "@/lib/storage";

/**
 * Takes away a version whose build was refused while its asker waited: they are told why, and the number goes to the next one. What a
 * worker builds stays as failed, since that is where its asker reads why.
 */
export const dropRefusedVersion = async (actor: Actor, input: { projectId: string; versionId: string }): Promise<void> => {
  const { projectId, versionId } = input;
  await guard(actor, "exports:create", { projectId });
  const dropped = await db().$transaction(async (tx) => {
    const number = await deleteUnfinished(tx, projectId, versionId);
    if (number === null) return false;
    await appendAudit(tx, actor, { action: "exports:create", projectId, subjectId: versionId, detail: { did: "refuse", number } });
    return true;
  });
  if (dropped) await deleteBlob(versionBlobs(versionId));
};
