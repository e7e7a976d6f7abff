import { redirect } from "next/navigation";
import { EventList } from "@/app/(workspace)/projects/[slug]/_components/event-list";
import { NextStep } from "@/app/(workspace)/projects/[slug]/_components/next-step";
import { OverviewFigures } from "@/app/(workspace)/projects/[slug]/_components/overview-figures";
import { lineStages } from "@/app/(workspace)/projects/[slug]/_components/line-stages";
import { WorkList } from "@/app/(workspace)/projects/[slug]/_components/work-list";
import { PipelinePicture } from "@/components/charts/pipeline-picture";
import { Page, PageHeader } from "@/components/shell/page-header";
import { isInternalPath } from "@/components/ui/app-link";
import { counted } from "@/components/ui/figure-format";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { chooseNext } from "@/lib/overview/choose-next";
import { summariseProject } from "@/lib/overview/summarise-project";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }> };

export default async function OverviewPage({ params }: Props) {
  const { slug } = await params;
  const { project, summary, seesLog } = await pageData(async (actor) => {
    const { role } = await describeMe(actor);
    // Annotators come here by the project's name; their page is the desk.
    const desk = `/projects/${slug}/annotate`;
    if (!can(role, "overview:see") && isInternalPath(desk)) redirect(desk);
    const { project } = await getProject(actor, { slug });
    return { project, summary: await summariseProject(actor, { projectId: project.id }), seesLog: can(role, "audit:see") };
  });
  const { counts } = summary;
  const facts = [
    counts.itemsToday > 0 ? `${counted(counts.itemsToday, "item")} new today` : null,
    counts.labelsToday > 0 ? `${counted(counts.labelsToday, "label")} today` : null,
    counts.openTasks > 0 ? `${counted(counts.openTasks, "task")} open for people` : null,
  ].filter((fact) => fact !== null);
  return (
    <Page>
      <PageHeader
        className="mb-4"
        title={project.name}
        facts={
          <>
            {project.description ? (
              <span className="block" dir="auto">
                {project.description}
              </span>
            ) : null}
            {facts.length > 0 ? <span className="block">{facts.join(" · ")}</span> : null}
          </>
        }
      />
      <PipelinePicture {...lineStages(slug, summary)} />
      <NextStep slug={slug} stuck={summary.stuck} next={chooseNext(summary)} />
      <OverviewFigures summary={summary} projectId={project.id} slug={slug} />
      <div className="mt-8 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <EventList events={summary.events} logHref={seesLog ? `/audit?project=${slug}` : null} />
        <WorkList slug={slug} projectId={project.id} stuck={summary.stuck} running={summary.running} />
      </div>
    </Page>
  );
}
