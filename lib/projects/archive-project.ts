import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { archiveProjectSchema } from "@/lib/projects/schema";
import type { ArchiveProject } from "@/lib/projects/schema";
import { updateArchived } from "@/lib/projects/store";

/** Puts a project away, or takes it out again. Nothing in it is lost. */
export const archiveProject = async (actor: Actor, input: ArchiveProject): Promise<void> => {
  const { workspaceId } = await guard(actor, "projects:archive", { projectId: input.projectId });
  const { projectId, archived } = archiveProjectSchema.parse(input);
  await db().$transaction(async (tx) => {
    await updateArchived(tx, workspaceId, projectId, archived);
    await appendAudit(tx, actor, { action: "projects:archive", projectId, subjectId: projectId, detail: { archived } });
  });
};
