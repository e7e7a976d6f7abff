import type { Metadata } from "next";
import { CreateProjectDialog } from "@/app/(workspace)/(home)/projects/_components/create-project-dialog";
import { ProjectsTable } from "@/app/(workspace)/(home)/projects/_components/projects-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { counted } from "@/components/ui/figure-format";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listKinds } from "@/lib/projects/list-kinds";
import { summariseProjects } from "@/lib/projects/summarise-projects";

export const metadata: Metadata = { title: "Projects" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProjectsPage({ searchParams }: Props) {
  const { new: startNew } = await searchParams;
  const { me, projects } = await pageData(async (actor) => {
    const [me, projects] = await Promise.all([describeMe(actor), summariseProjects(actor)]);
    return { me, projects };
  });
  const mayCreate = can(me.role, "projects:create");
  const archived = projects.filter((project) => project.archivedAt !== null).length;
  const current = projects.length - archived;
  const dialog = mayCreate ? <CreateProjectDialog kinds={listKinds()} startOpen={startNew === "1"} /> : null;
  return (
    <Page>
      <PageHeader
        title="Projects"
        facts={projects.length === 0 ? undefined : `${counted(current, "project")}${archived > 0 ? `, ${archived} archived` : ""}`}
        actions={projects.length === 0 ? null : dialog}
      />
      {projects.length === 0 ? (
        <EmptyState title="No projects yet" action={dialog}>
          {mayCreate
            ? "A project holds one body of items: what people and models say of them, what is learned from it, and what you export. Create one, then import a file."
            : "When somebody creates a project, it stands here with what waits for you."}
        </EmptyState>
      ) : (
        <ProjectsTable projects={projects} mayArchive={can(me.role, "projects:archive")} mayWork={!can(me.role, "overview:see")} />
      )}
    </Page>
  );
}
