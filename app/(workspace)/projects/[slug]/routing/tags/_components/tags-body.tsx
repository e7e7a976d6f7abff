import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import type { LoadedTags } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/load-tags";
import { TagSetEditor } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tag-set-editor";
import { TaggerAgreement } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tagger-agreement";
import { TaggingForm } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tagging-form";
import { JobProgress } from "@/components/jobs/job-progress";
import { Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";

type Props = Pick<OpenProject, "slug" | "projectId" | "may"> & LoadedTags;

export function TagsBody({ slug, projectId, may, tagging, judges, counts, changing, working }: Props) {
  const [newest] = tagging.runs;
  const measured = tagging.runs.find(({ result }) => result !== null)?.result ?? null;
  const askable = judges.filter((judge) => judge.settings.provider === "openai" && !judge.archived);
  return (
    <>
      {[
        { job: working, label: `Tagging by ${newest?.tagger ?? ""}` },
        { job: changing, label: "Changing the tags. Until all items have the new ones, the set below holds" },
      ].map(({ job, label }) =>
        job ? (
          <div key={job.id} className="mb-6">
            <JobProgress projectId={projectId} jobId={job.id} initial={job} label={label} unit="items" />
          </div>
        ) : null,
      )}
      {newest && (newest.state === "failed" || newest.state === "cancelled") ? (
        <Callout tone={newest.state === "failed" ? "bad" : "info"} title={newest.error ?? "The tagging was stopped."} className="mb-6">
          What was told before is kept. Tag again to go on with the rest.
        </Callout>
      ) : null}
      <div className="grid items-start gap-x-11 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
        <Section title="Who describes" className="mt-0">
          {may("tags:run") && !working ? (
            <TaggingForm
              slug={slug}
              projectId={projectId}
              items={tagging.items}
              judges={may("judges:ask") ? askable.map(({ name }) => name) : []}
            />
          ) : null}
          {measured ? <TaggerAgreement result={measured} /> : null}
        </Section>
        <TagSetEditor
          key={JSON.stringify(tagging.set)}
          slug={slug}
          projectId={projectId}
          set={tagging.set}
          own={tagging.own}
          counts={counts}
          mayEdit={may("tags:edit") && !changing}
        />
      </div>
    </>
  );
}
