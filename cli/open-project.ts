import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { getProject } from "@/lib/projects/get-project";

type Found = Awaited<ReturnType<typeof getProject>>;

/** The project of a command and, where one is named, its campaign. */
export const openProject = async (
  actor: Actor,
  { project: slug, campaign: named }: { project: string; campaign?: string | undefined },
): Promise<{ project: Found["project"]; projectId: string; campaign: Found["campaigns"][number] | undefined }> => {
  const { project, campaigns } = await getProject(actor, { slug });
  const campaign = campaigns.find((known) => known.slug === named);
  if (named !== undefined && !campaign)
    throw new AppError("not_found", {
      userMessage: `No campaign “${named}”. Known: ${campaigns.map((known) => known.slug).join(", ")}.`,
    });
  return { project, projectId: project.id, campaign };
};
