import { EventList } from "@/app/(workspace)/projects/[slug]/_components/event-list";
import { lineStages } from "@/app/(workspace)/projects/[slug]/_components/line-stages";
import { NextStep } from "@/app/(workspace)/projects/[slug]/_components/next-step";
import { OverviewFigures } from "@/app/(workspace)/projects/[slug]/_components/overview-figures";
import { WorkList } from "@/app/(workspace)/projects/[slug]/_components/work-list";
import { PipelinePicture } from "@/components/charts/pipeline-picture";
import { PageHeader } from "@/components/shell/page-header";
import { counted } from "@/components/ui/figure-format";
import { Skeleton, SkeletonRows, SkeletonStats } from "@/components/ui/skeleton";
import { chooseNext } from "@/lib/overview/choose-next";
import type { ProjectSummary } from "@/lib/overview/schema";
import type { ProjectView } from "@/lib/projects/schema";

interface OverviewBodyProps {
  slug: string;
  project: ProjectView;
  summary: ProjectSummary;
  seesLog: boolean;
}

export function OverviewBody({ slug, project, summary, seesLog }: OverviewBodyProps) {
  const { counts } = summary;
  const facts = [
    counts.itemsToday > 0 ? `${counted(counts.itemsToday, "item")} new today` : null,
    counts.labelsToday > 0 ? `${counted(counts.labelsToday, "label")} today` : null,
    counts.openTasks > 0 ? `${counted(counts.openTasks, "task")} open for people` : null,
  ].filter((fact) => fact !== null);
  return (
    <>
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
    </>
  );
}

/** The line of stages, the sentence under it, three charts. */
export function OverviewSkeleton() {
  return (
    <>
      <SkeletonStats count={7} className="mb-4 grid-cols-2 sm:grid-cols-4 lg:grid-cols-7" />
      <Skeleton className="h-24 max-md:hidden" />
      <div className="mt-10 grid gap-x-10 gap-y-8 lg:grid-cols-2 xl:grid-cols-3">
        <SkeletonRows rows={4} />
        <SkeletonRows rows={4} className="max-lg:hidden" />
        <SkeletonRows rows={4} className="max-xl:hidden" />
      </div>
    </>
  );
}
