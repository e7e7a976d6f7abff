import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { pageData } from "@/lib/http/page-data";
import { listProjects } from "@/lib/projects/list-projects";
import { listPendingPlans, listPlans } from "@/lib/routing/get-plan";
import { listArms } from "@/lib/routing/list-arms";
import { listPerformanceTables } from "@/lib/routing/list-performance-tables";
import { readSeed } from "@/lib/routing/read-seed";

/** The plans of a project and what a further one can be drawn from. */
export const loadRouting = ({ projectId }: Pick<OpenProject, "projectId">) =>
  pageData(async (actor) => {
    const [plans, pending, { judges }, seed, tables, projects] = await Promise.all([
      listPlans(actor, { projectId }),
      listPendingPlans(actor, { projectId }),
      listArms(actor, { projectId }),
      readSeed(actor, { projectId }),
      listPerformanceTables(actor, { projectId }),
      listProjects(actor),
    ]);
    const others = projects.filter(({ id }) => id !== projectId).map(({ slug: value, name }) => ({ value, name }));
    return { plans, pending, judges, seed, tables, others };
  });

export type LoadedRouting = Awaited<ReturnType<typeof loadRouting>>;
