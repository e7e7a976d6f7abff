import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { editProjectSchema } from "@/lib/projects/schema";
import type { EditProject, ProjectView } from "@/lib/projects/schema";
import { findProjectBySlug, lockProject, updateProject } from "@/lib/projects/store";

/**
 * Changes name, short name and description. A new short name breaks links to the old one.
 * @param check throws where the project, which nobody else changes from then on, is not the one that the change was made of
 */
export const editProject = async (
  actor: Actor,
  input: EditProject,
  check: (stored: ProjectView) => void = () => undefined,
): Promise<ProjectView> => {
  const { workspaceId } = await guard(actor, "projects:edit", { projectId: input.projectId });
  const { projectId, ...wanted } = editProjectSchema.parse(input);
  const edit = async (tx: Tx) => {
    const stored = await lockProject(tx, workspaceId, projectId);
    if (!stored) throw notFound("project");
    check(stored);
    const project = await updateProject(tx, workspaceId, projectId, wanted);
    await appendAudit(tx, actor, {
      action: "projects:edit",
      projectId,
      subjectId: projectId,
      detail: { name: wanted.name, slug: wanted.slug },
    });
    return project;
  };
  // Of two that begin at once one loses at the unique name, and finds it taken when it looks again.
  return withRetries(async () => {
    const other = await findProjectBySlug(workspaceId, wanted.slug);
    if (other && other.id !== projectId) {
      throw new AppError("conflict", { userMessage: `A project with the short name “${wanted.slug}” exists already. Choose another.` });
    }
    return db().$transaction(edit);
  });
};
