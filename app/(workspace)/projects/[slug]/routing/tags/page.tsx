import type { Metadata } from "next";
import { RoutingTabs } from "@/app/(workspace)/projects/[slug]/routing/_components/routing-tabs";
import { TagSetEditor } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tag-set-editor";
import { TaggerAgreement } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tagger-agreement";
import { TaggingForm } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tagging-form";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { counted } from "@/components/ui/figure-format";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { listJudges } from "@/lib/judges/list-judges";
import { getProject } from "@/lib/projects/get-project";
import { getTagging, previewTagSet } from "@/lib/tags/list-tags";

export const metadata: Metadata = { title: "Tags" };

export default async function TagsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { project, tagging, counts, judges, job, role } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const projectId = project.id;
    const [tagging, judges, { role }] = await Promise.all([
      getTagging(actor, { projectId }),
      listJudges(actor, { projectId }),
      describeMe(actor),
    ]);
    const [newest] = tagging.runs;
    const [counts, job] = await Promise.all([
      previewTagSet(actor, { projectId, set: tagging.set }),
      newest?.state === "queued" ? findLatestJob(actor, { projectId, subjectId: newest.id }) : null,
    ]);
    return { project, tagging, counts, judges, job, role };
  });
  const [newest] = tagging.runs;
  const measured = tagging.runs.find(({ result }) => result !== null)?.result ?? null;
  const working = job && (job.state === "queued" || job.state === "running") ? job : null;
  const described = tagging.taggers.map(({ tagger, items }) => `${tagger} (${counted(items, "item")})`);
  return (
    <Page>
      <PageHeader
        title="Tags"
        crumb="Tags"
        facts={`What items are about: measures of their texts, and what a tagger says of their prompts. ${described.length === 0 ? "Nothing is described yet." : `Described by ${described.join(" and ")}.`}`}
      />
      <RoutingTabs slug={slug} current="tags" />
      {working ? (
        <div className="mb-6">
          <JobProgress
            projectId={project.id}
            jobId={working.id}
            initial={working}
            label={`Tagging by ${newest?.tagger ?? ""}`}
            unit="items"
          />
        </div>
      ) : null}
      {newest && (newest.state === "failed" || newest.state === "cancelled") ? (
        <Callout tone={newest.state === "failed" ? "bad" : "info"} title={newest.error ?? "The tagging was stopped."} className="mb-6">
          What was told before is kept. Tag again to go on with the rest.
        </Callout>
      ) : null}
      <div className="grid items-start gap-x-11 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
        <Section title="Who describes" className="mt-0">
          {can(role, "tags:run") && !working ? (
            <TaggingForm
              slug={slug}
              projectId={project.id}
              items={tagging.items}
              judges={
                can(role, "judges:ask")
                  ? judges.filter((judge) => judge.settings.provider === "openai" && !judge.archived).map(({ name }) => name)
                  : []
              }
            />
          ) : null}
          {measured ? <TaggerAgreement result={measured} /> : null}
        </Section>
        <TagSetEditor
          key={JSON.stringify(tagging.set)}
          slug={slug}
          projectId={project.id}
          set={tagging.set}
          own={tagging.own}
          counts={counts}
          mayEdit={can(role, "tags:edit")}
        />
      </div>
    </Page>
  );
}
