import type { Metadata } from "next";
import { TrainModel } from "@/app/(workspace)/projects/[slug]/reward-models/_components/train-model";
import { VersionSection } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-section";
import { VersionsTable } from "@/app/(workspace)/projects/[slug]/reward-models/_components/versions-table";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { getVersion, listVersions } from "@/lib/reward-models/get-version";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Reward models" };

export default async function RewardModelsPage({ params }: Props) {
  const { slug } = await params;
  const { role, project, versions, detail } = await pageData(async (actor) => {
    const [{ role }, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const versions = await listVersions(actor, { projectId: project.id });
    const shown = versions.find((version) => version.promotedAt !== null) ?? versions.find((version) => version.state === "done");
    return { role, project, versions, detail: shown ? await getVersion(actor, { projectId: project.id, number: shown.number }) : null };
  });
  const mayTrain = can(role, "reward-models:train");
  const running = versions.filter((version) => version.job !== null);
  return (
    <Page>
      <PageHeader
        title="Reward models"
        facts="Lexical models of what people prefer: each scores every response of the project."
        actions={mayTrain ? <TrainModel projectId={project.id} slug={slug} /> : null}
      />
      {running.map(({ id, number, job }) =>
        job ? (
          <div key={id} className="mb-6">
            <JobProgress projectId={project.id} jobId={job.id} initial={job} label={`Training version ${number}`} />
          </div>
        ) : null,
      )}
      {versions.length === 0 ? (
        <EmptyState
          title="No model yet"
          action={
            <LinkButton href={`/projects/${slug}/agreement`} variant="secondary">
              See the labels
            </LinkButton>
          }
        >
          A reward model learns from comparisons which of two responses people prefer. Aggregate the labels, then train: a thousand
          comparisons take seconds.
        </EmptyState>
      ) : (
        <VersionsTable slug={slug} versions={versions} at={detail?.version.number ?? null} />
      )}
      {detail ? (
        <VersionSection
          slug={slug}
          projectId={project.id}
          detail={detail}
          mayTrain={mayTrain}
          mayPromote={can(role, "reward-models:promote")}
        />
      ) : null}
    </Page>
  );
}
