import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { keepFigures } from "@/lib/kept-figures";
import { projectCounts } from "@/lib/projects/read-store";
import type { SummaryRow } from "@/lib/projects/read-store";
import type { ProjectSummary } from "@/lib/projects/schema";
import { allProjects } from "@/lib/projects/store";

const kept = keepFigures<SummaryRow[]>((rows) => rows.reduce((sum, { items, annotations }) => sum + items + annotations, 0));

/** The projects of a workspace with what lies in them; the archived ones last. */
export const summariseProjects = async (actor: Actor): Promise<ProjectSummary[]> => {
  const { workspaceId } = await guard(actor, "projects:see");
  const [projects, counts] = await Promise.all([allProjects(workspaceId), kept(workspaceId, () => projectCounts(workspaceId))]);
  const byId = new Map(counts.map((row) => [row.id, row]));
  return projects
    .map((project) => {
      const row = byId.get(project.id);
      return {
        ...project,
        items: row?.items ?? 0,
        annotations: row?.annotations ?? 0,
        openTasks: row?.openTasks ?? 0,
        lastAnsweredAt: row?.lastAnsweredAt?.toISOString() ?? null,
      };
    })
    .sort((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null) || b.createdAt.localeCompare(a.createdAt));
};
