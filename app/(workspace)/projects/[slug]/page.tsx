import { redirect } from "next/navigation";
import { OverviewBody, OverviewSkeleton } from "@/app/(workspace)/projects/[slug]/_components/overview-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { isInternalPath } from "@/components/ui/app-link";
import { guard } from "@/lib/auth/guard";
import { pageData } from "@/lib/http/page-data";
import { summariseProject } from "@/lib/overview/summarise-project";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }> };

export default async function OverviewPage({ params }: Props) {
  const { slug } = await params;
  const { project, seesLog } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const { may } = await guard(actor, "projects:see", { projectId: project.id });
    // Annotators come here by the project's name; their page is the desk.
    const desk = `/projects/${slug}/annotate`;
    if (!may("overview:see") && isInternalPath(desk)) redirect(desk);
    return { project, seesLog: may("audit:see") };
  });
  const skeleton = (
    <>
      <PageHeader className="mb-4" title={project.name} facts={project.description || undefined} />
      <OverviewSkeleton />
    </>
  );
  return (
    <Page>
      <Meanwhile data={pageData((actor) => summariseProject(actor, { projectId: project.id }))} skeleton={skeleton}>
        {(summary) => <OverviewBody slug={slug} project={project} summary={summary} seesLog={seesLog} />}
      </Meanwhile>
    </Page>
  );
}
