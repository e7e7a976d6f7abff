import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { LeftOut } from "@/app/(workspace)/projects/[slug]/exports/_components/left-out";
import { Citation } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/citation";
import { FilesTable } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/files-table";
import { HowMade } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/how-made";
import type { LoadedVersion } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/load-version";
import { PushSection } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/push-section";
import { Snippets } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/snippets";
import { ReadingText } from "@/components/content/reading-text";
import { JobProgress } from "@/components/jobs/job-progress";
import { Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { namedPeopleWarning } from "@/lib/exports/named-people";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";
import { siteOrigin } from "@/lib/http/site-origin";

type Props = Pick<OpenProject, "slug" | "project" | "projectId" | "may"> & LoadedVersion & { version: DatasetVersionDetail };

export function VersionBody({ version, job, ...props }: Props) {
  return (
    <>
      {job && (version.state === "queued" || version.state === "running") ? (
        <JobProgress projectId={props.projectId} jobId={job.id} initial={job} label={`Building version ${version.number}`} unit="items" />
      ) : null}
      {version.state === "failed" || version.state === "cancelled" ? (
        <Callout
          tone={version.state === "failed" ? "bad" : "info"}
          title={version.state === "failed" ? "This version was not built" : "This version was cancelled"}
        >
          {version.error} Nothing of it was kept; labels and other versions are untouched.
        </Callout>
      ) : null}
      {version.manifest ? <Built {...props} version={version} manifest={version.manifest} /> : null}
    </>
  );
}

type BuiltProps = Omit<Props, "job" | "before"> & { manifest: NonNullable<DatasetVersionDetail["manifest"]> };

function Built({ slug, project, projectId, may, version, manifest, card, connections, pushes, pushJob }: BuiltProps) {
  const origin = siteOrigin();
  const { number } = version;
  const warning = namedPeopleWarning(version.namedPeople);
  return (
    <>
      {warning ? (
        <Callout tone="bad" title="This version names people">
          {warning}
        </Callout>
      ) : null}
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
        <JobProgress projectId={projectId} jobId={pushJob.id} initial={pushJob} label={`Sending version ${number}`} unit="bytes" />
      ) : null}
      <PushSection
        slug={slug}
        projectId={projectId}
        number={number}
        connections={connections}
        pushes={pushes}
        mayPush={may("exports:create")}
      />
      <Citation project={project} version={version} address={`${origin}/projects/${slug}/exports/${number}`} />
      <Section title="Card" about="README.md, as it stands in the folder" ruled>
        <ReadingText text={card.replace(/^---\n[\s\S]*?\n---\n/, "")} className="max-w-[72ch]" />
      </Section>
    </>
  );
}
