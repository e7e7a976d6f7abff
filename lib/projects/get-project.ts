import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";
import { campaignsOf, findProjectById, findProjectBySlug } from "@/lib/projects/store";

export type ProjectWithCampaigns = { project: ProjectView; campaigns: CampaignView[] };

/** A project by its short name; the address of every project page. */
export const getProject = async (actor: Actor, input: { slug: string } | { projectId: string }): Promise<ProjectWithCampaigns> => {
  const { workspaceId } = actor;
  const project = "slug" in input ? await findProjectBySlug(workspaceId, input.slug) : await findProjectById(workspaceId, input.projectId);
  await guard(actor, "projects:see", project ? { projectId: project.id } : {});
  if (!project) throw notFound("project");
  return { project, campaigns: await campaignsOf(project.id) };
};
