import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ProjectView } from "@/lib/projects/schema";
import { allProjects } from "@/lib/projects/store";

export const listProjects = async (actor: Actor): Promise<ProjectView[]> => {
  const { workspaceId } = await guard(actor, "projects:see");
  return allProjects(workspaceId);
};
