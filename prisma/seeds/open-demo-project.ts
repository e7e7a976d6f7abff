import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { createProject } from "@/lib/projects/create-project";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView, CreateProject } from "@/lib/projects/schema";

/** A demo's project and its campaigns, made where it is not there yet. */
export const openDemoProject = async (
  actor: Actor,
  wanted: CreateProject & { slug: string },
): Promise<{ projectId: string; campaigns: CampaignView[] }> => {
  try {
    const { project, campaigns } = await getProject(actor, { slug: wanted.slug });
    return { projectId: project.id, campaigns };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  }
  const { project, campaign } = await createProject(actor, wanted);
  return { projectId: project.id, campaigns: [campaign] };
};
