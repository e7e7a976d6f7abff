import type { Metadata } from "next";
import { PageHeader, Page } from "@/components/shell/page-header";
import { pageData } from "@/lib/http/page-data";
import { listProjects } from "@/lib/projects/list-projects";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage() {
  const projects = await pageData((actor) => listProjects(actor));
  return (
    <Page>
      <PageHeader title="Projects" facts={`${projects.length} projects`} />
    </Page>
  );
}
