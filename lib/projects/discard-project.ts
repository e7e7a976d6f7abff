import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { deleteUntouchedProject } from "@/lib/projects/store";

/**
 * Takes away a project that was made for something that then was refused. One in which items lie, another import runs, or a person
 * has done anything meanwhile stays. Returns whether it went; the audit log keeps that it was there.
 */
export const discardProject = async (actor: Actor, { projectId }: { projectId: string }): Promise<boolean> => {
  const { workspaceId } = await guard(actor, "projects:archive", { projectId });
  return db().$transaction(async (tx) => {
    const gone = await deleteUntouchedProject(tx, workspaceId, projectId);
    if (gone) await appendAudit(tx, actor, { action: "projects:archive", projectId, subjectId: projectId, detail: { discarded: true } });
    return gone;
  });
};
