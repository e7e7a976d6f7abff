import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { text } from "node:stream/consumers";
import { LeftOut } from "@/app/(workspace)/projects/[slug]/exports/_components/left-out";
import { FilesTable } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/files-table";
import { HowMade } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/how-made";
import { Citation } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/citation";
import { PushSection } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/push-section";
import { Snippets } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/snippets";
import { ReadingText } from "@/components/content/reading-text";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button-class";
import { Callout } from "@/components/ui/callout";
import { counted } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import type { Actor } from "@/lib/auth/actor";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { listConnections } from "@/lib/connections/open-connection";
import { comparable } from "@/lib/exports/diff-versions";
import { getDatasetVersion, listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { openDatasetFile } from "@/lib/exports/open-dataset-file";
import { listPushes } from "@/lib/exports/push/push-version";
import { formatTitles } from "@/lib/exports/formats/names";
import { containerTitles } from "@/lib/exports/schema";
import { pageData } from "@/lib/http/page-data";
import { siteOrigin } from "@/lib/http/site-origin";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string; number: string }> };

export const metadata: Metadata = { title: "Data set version" };

const load = async (actor: Actor, slug: string, number: number) => {
  const { project } = await getProject(actor, { slug });
  const version = await getDatasetVersion(actor, { projectId: project.id, number });
  const job = version.state === "done" ? null : await findLatestJob(actor, { projectId: project.id, subjectId: version.id });
  const card =
    version.state === "done" ? await text((await openDatasetFile(actor, { versionId: version.id, path: "README.md" })).stream) : "";
  const { role } = await describeMe(actor);
  const [connections, pushes] = await Promise.all([
    can(role, "connections:see") ? listConnections(actor, { projectId: project.id }) : [],
    listPushes(actor, { projectId: project.id, number }),
  ]);
  const sending = pushes.find(({ state }) => state === "queued" || state === "running");
  const pushJob = sending ? await findLatestJob(actor, { projectId: project.id, subjectId: sending.id }) : null;
  const others = comparable(await listDatasetVersions(actor, { projectId: project.id }), number);
  return { project, version, job, card, others, connections, pushes, pushJob, mayPush: can(role, "exports:create") };
};

export default async function VersionPage({ params }: Props) {
  const { slug, number } = await params;
  if (!/^\d{1,9}$/.test(number)) notFound();
  const { project, version, job, card, others, connections, pushes, pushJob, mayPush } = await pageData((actor) =>
    load(actor, slug, Number(number)),
  );
  const { manifest } = version;
  const origin = siteOrigin();
  const before = others.find((other) => other < version.number) ?? others[0];
  return (
    <Page>
      <PageHeader
        title={`Version ${version.number}`}
        crumb={`v${version.number}`}
        facts={`${formatTitles[version.format].title} · ${containerTitles[version.container]}${version.state === "done" ? ` · ${counted(version.rows, "row")}` : ""} · asked for ${version.createdAt.slice(0, 16).replace("T", " ")} UTC`}
        actions={
          version.state === "done" ? (
            <>
              {before === undefined ? null : (
                <LinkButton href={`/projects/${slug}/exports/${version.number}/compare/${before}`}>Compare with v{before}</LinkButton>
              )}
              <a href={`/api/datasets/${version.id}/archive`} download className={buttonClass("primary")}>
                Download all as .zip
              </a>
            </>
          ) : null
        }
      />
      {job && (version.state === "queued" || version.state === "running") ? (
        <JobProgress projectId={project.id} jobId={job.id} initial={job} label={`Building version ${version.number}`} unit="items" />
      ) : null}
      {version.state === "failed" || version.state === "cancelled" ? (
        <Callout
          tone={version.state === "failed" ? "bad" : "info"}
          title={version.state === "failed" ? "This version was not built" : "This version was cancelled"}
        >
          {version.error} Nothing of it was kept; labels and other versions are untouched.
        </Callout>
      ) : null}
      {manifest ? (
        <>
          <FilesTable versionId={version.id} files={version.files} />
          <div className="mt-8 grid items-start gap-x-11 gap-y-8 lg:grid-cols-2">
            <section>
              <h2 className="mb-1">What went where</h2>
              <LeftOut
                rows={manifest.exported}
                excluded={version.excluded}
                considered={manifest.considered}
                unit={version.format === "annotations" ? "annotations" : "exported"}
              />
            </section>
            <HowMade slug={slug} manifest={manifest} resolved={version.recipe.resolved} />
          </div>
          <Snippets version={version} origin={origin} />
          {pushJob ? (
            <JobProgress
              projectId={project.id}
              jobId={pushJob.id}
              initial={pushJob}
              label={`Sending version ${version.number}`}
              unit="bytes"
            />
          ) : null}
          <PushSection
            slug={slug}
            projectId={project.id}
            number={version.number}
            connections={connections}
            pushes={pushes}
            mayPush={mayPush}
          />
          <Citation project={project} version={version} address={`${origin}/projects/${slug}/exports/${version.number}`} />
          <Section title="Card" about="README.md, as it stands in the folder" ruled>
            <ReadingText text={card.replace(/^---\n[\s\S]*?\n---\n/, "")} className="max-w-[72ch]" />
          </Section>
        </>
      ) : null}
    </Page>
  );
}
