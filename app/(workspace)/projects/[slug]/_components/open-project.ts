import { guard } from "@/lib/auth/guard";
import type { Action } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

/** What a project's page begins with: a project that is not there and a right that is missing are answered before anything is drawn. */
export const openProject = async (slug: string, action: Action) =>
  pageData(async (actor) => {
    const { project, campaigns } = await getProject(actor, { slug });
    const { may } = await guard(actor, action, { projectId: project.id });
    return { slug, project, projectId: project.id, campaigns, may };
  });

export type OpenProject = Awaited<ReturnType<typeof openProject>>;
