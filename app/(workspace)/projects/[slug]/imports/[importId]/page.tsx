import type { Metadata } from "next";
import { ImportReport, isHalfway } from "@/app/(workspace)/projects/[slug]/imports/_components/import-report";
import { ImportState } from "@/app/(workspace)/projects/[slug]/imports/_components/import-state";
import { StartForm } from "@/app/(workspace)/projects/[slug]/imports/_components/start-form";
import { UndoButton } from "@/app/(workspace)/projects/[slug]/imports/_components/undo-button";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { counted } from "@/components/ui/figure-format";
import { formatBytes } from "@/components/ui/format-bytes";
import { LinkButton } from "@/components/ui/link-button";
import type { Actor } from "@/lib/auth/actor";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors";
import { pageData } from "@/lib/http/page-data";
import { getImport } from "@/lib/imports/get-import";
import { listRefusals } from "@/lib/imports/list-refusals";
import { previewImport } from "@/lib/imports/preview-import";
import { pageSchema } from "@/lib/imports/schema";
import type { ImportPreview } from "@/lib/imports/schema";
import { describeSource } from "@/lib/imports/sources/schema";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { getProject } from "@/lib/projects/get-project";

export const metadata: Metadata = { title: "Import" };

const perPage = 100;

type Props = { params: Promise<{ slug: string; importId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A file that cannot be read at all is told on the page, not as a fault of the page. */
const tryPreview = async (
  actor: Actor,
  input: { projectId: string; importId: string; campaignId: string },
): Promise<{ preview: ImportPreview | null; problem: string | null }> => {
  try {
    return { preview: await previewImport(actor, input), problem: null };
  } catch (error) {
    if (error instanceof AppError && error.code === "refused") return { preview: null, problem: error.userMessage };
    throw error;
  }
};

export default async function ImportPage({ params, searchParams }: Props) {
  const [{ slug, importId }, query] = await Promise.all([params, searchParams]);
  const page = pageSchema.parse(query.page);
  const {
    me,
    projectId,
    view,
    job: latest,
    refusals,
    campaigns,
    look,
  } = await pageData(async (actor) => {
    const [me, { project, campaigns }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const scope = { projectId: project.id, importId };
    const view = await getImport(actor, scope);
    const open = campaigns.filter((campaign) => campaign.state !== "archived");
    const campaignId = open[0]?.id;
    return {
      me,
      projectId: project.id,
      view,
      campaigns: open.map(({ id, name }) => ({ id, name })),
      job: view.state === "undone" ? null : await findLatestJob(actor, { projectId: project.id, subjectId: importId }),
      refusals: await listRefusals(actor, { ...scope, skip: (page - 1) * perPage, take: perPage }),
      look: view.state === "uploaded" && campaignId ? await tryPreview(actor, { ...scope, campaignId }) : null,
    };
  });
  const undoing = latest?.name === "undo-import" ? latest : null;
  const job = undoing === null && (view.state === "running" || view.state === "fetching") ? latest : null;
  const beingUndone = undoing !== null && undoing.finishedAt === null;
  const ended = !["receiving", "fetching", "uploaded", "running"].includes(view.state);
  return (
    <Page>
      <PageHeader
        title={view.fileName}
        crumb={view.fileName}
        facts={
          <>
            <ImportState view={view} /> · {view.source ? `${describeSource(view.source)} · ` : ""}
            {formatBytes(view.byteSize)} · {view.createdAt.slice(0, 16).replace("T", " ")} UTC
          </>
        }
        actions={
          (view.state === "done" || isHalfway(view)) && !beingUndone && can(me.role, "imports:undo") ? (
            <>
              <UndoButton projectId={projectId} slug={slug} importId={importId} items={view.itemsAdded} labels={view.labelsAdded} />
              {view.itemsAdded > 0 ? (
                <LinkButton href={`/projects/${slug}/items?import=${importId}`} variant="primary">
                  See {counted(view.itemsAdded, "item")}
                </LinkButton>
              ) : null}
            </>
          ) : null
        }
      />
      {look?.problem ? (
        <Callout
          tone="bad"
          title="This file cannot be read"
          actions={<LinkButton href={`/projects/${slug}/imports`}>Choose another file</LinkButton>}
        >
          {look.problem} Nothing was imported.
        </Callout>
      ) : null}
      {look?.preview ? (
        <StartForm projectId={projectId} slug={slug} importId={importId} campaigns={campaigns} initial={look.preview} />
      ) : null}
      {job ? (
        <JobProgress
          projectId={projectId}
          jobId={job.id}
          label={`${view.state === "fetching" ? "Fetching" : "Importing"} ${view.fileName}`}
          unit="kB"
          initial={job}
        />
      ) : null}
      {undoing && beingUndone ? (
        <JobProgress
          key={undoing.id}
          projectId={projectId}
          jobId={undoing.id}
          label={`Undoing ${view.fileName}`}
          unit="items"
          initial={undoing}
        />
      ) : null}
      {undoing && !beingUndone ? (
        <Callout tone={undoing.state === "failed" ? "bad" : undefined} title="It was not undone">
          {undoing.message} Everything that the file brought is still there.
        </Callout>
      ) : null}
      {view.state === "receiving" ? (
        <Callout title="This upload is not whole yet">
          Choose the same file again on the imports page: it goes on where it broke off.
        </Callout>
      ) : null}
      {view.state === "running" && !job ? (
        <Callout title="The command line is reading this file">It reports there when it is done.</Callout>
      ) : null}
      {ended ? <ImportReport view={view} slug={slug} projectId={projectId} refusals={refusals} page={page} perPage={perPage} /> : null}
    </Page>
  );
}
