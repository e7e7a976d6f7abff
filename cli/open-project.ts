import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { createProject } from "@/lib/projects/create-project";
import { getProject } from "@/lib/projects/get-project";
import { listProjects } from "@/lib/projects/list-projects";

type Found = Awaited<ReturnType<typeof getProject>>;

const mostNamed = 10;

/** @throws AppError not_found, with the names that there are */
export const findProject = async (actor: Actor, slug: string): Promise<Found> => {
  try {
    return await getProject(actor, { slug });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const known = (await listProjects(actor)).map((project) => project.slug);
    const names =
      known.length === 0
        ? "There is none yet"
        : `There are: ${known.slice(0, mostNamed).join(", ")}${known.length > mostNamed ? " …" : ""}`;
    throw new AppError("not_found", { userMessage: `No project “${slug}”. ${names}.`, cause: error });
  }
};

/** Two commands that start at once may both have found nothing; the one that comes second takes what the first one made. */
export const makeOrFindProject = async (actor: Actor, slug: string, kind: string): Promise<Found> => {
  try {
    const { project, campaign } = await createProject(actor, { name: slug, slug, kind });
    return { project, campaigns: [campaign] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    return findProject(actor, slug);
  }
};

/** The project of a command and, where one is named, its campaign. */
export const openProject = async (
  actor: Actor,
  { project: slug, campaign: named }: { project: string; campaign?: string | undefined },
): Promise<{ project: Found["project"]; projectId: string; campaign: Found["campaigns"][number] | undefined }> => {
  const { project, campaigns } = await findProject(actor, slug);
  const campaign = campaigns.find((known) => known.slug === named);
  if (named !== undefined && !campaign)
    throw new AppError("not_found", {
      userMessage: `No campaign “${named}”. Known: ${campaigns.map((known) => known.slug).join(", ")}.`,
    });
  return { project, projectId: project.id, campaign };
};
