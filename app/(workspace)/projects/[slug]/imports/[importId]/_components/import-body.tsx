import { ImportJobs } from "@/app/(workspace)/projects/[slug]/imports/[importId]/_components/import-jobs";
import { refusalsAPage } from "@/app/(workspace)/projects/[slug]/imports/[importId]/_components/load-import";
import type { LoadedImport } from "@/app/(workspace)/projects/[slug]/imports/[importId]/_components/load-import";
import { ImportReport, isHalfway } from "@/app/(workspace)/projects/[slug]/imports/_components/import-report";
import { StartForm } from "@/app/(workspace)/projects/[slug]/imports/_components/start-form";
import { UndoButton } from "@/app/(workspace)/projects/[slug]/imports/_components/undo-button";
import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { Callout } from "@/components/ui/callout";
import { counted } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import type { ImportView } from "@/lib/imports/schema";

type Props = Pick<OpenProject, "slug" | "projectId"> & LoadedImport & { view: ImportView; page: number };

export function ImportBody({ slug, projectId, view, page, open, job, refusals, look }: Props) {
  const ended = !["receiving", "fetching", "uploaded", "running"].includes(view.state);
  return (
    <>
      {look?.problem ? (
        <Callout
          tone="bad"
          title="This file cannot be read"
          actions={<LinkButton href={`/projects/${slug}/imports`}>Choose another file</LinkButton>}
        >
          {look.problem} Nothing was imported.
        </Callout>
      ) : null}
      {look?.preview ? <StartForm projectId={projectId} slug={slug} importId={view.id} campaigns={open} initial={look.preview} /> : null}
      <ImportJobs projectId={projectId} view={view} job={job} />
      {ended ? (
        <ImportReport view={view} slug={slug} projectId={projectId} refusals={refusals} page={page} perPage={refusalsAPage} />
      ) : null}
    </>
  );
}

type ActionsProps = Pick<OpenProject, "slug" | "projectId" | "may"> & { view: ImportView; job: LoadedImport["job"] };

/** What can be done with an import that brought something. */
export function ImportActions({ slug, projectId, may, view, job }: ActionsProps) {
  const beingUndone = job?.name === "undo-import" && job.finishedAt === null;
  if (!(view.state === "done" || isHalfway(view)) || beingUndone || !may("imports:undo")) return null;
  return (
    <>
      <UndoButton projectId={projectId} slug={slug} importId={view.id} items={view.itemsAdded} labels={view.labelsAdded} />
      {view.itemsAdded > 0 ? (
        <LinkButton href={`/projects/${slug}/items?import=${view.id}`} variant="primary">
          See {counted(view.itemsAdded, "item")}
        </LinkButton>
      ) : null}
    </>
  );
}
