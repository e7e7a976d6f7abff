import type { Metadata } from "next";
import { Suspense } from "react";
import { HowItTrains } from "@/app/(workspace)/projects/[slug]/reward-models/_components/how-it-trains";
import { TrainModel } from "@/app/(workspace)/projects/[slug]/reward-models/_components/train-model";
import { RollBackButton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/roll-back-button";
import { TrainingLive } from "@/app/(workspace)/projects/[slug]/reward-models/_components/training-live";
import { VersionShown } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-shown";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { VersionsTable } from "@/app/(workspace)/projects/[slug]/reward-models/_components/versions-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { listEncoders } from "@/lib/encoders/list-encoders";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { getTestSet } from "@/lib/reward-models/freeze-test-set";
import { listVersions } from "@/lib/reward-models/get-version";
import { getPolicy } from "@/lib/reward-models/retrain-policy";
import { findRollBack } from "@/lib/reward-models/roll-back-promotion";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Reward models" };

export default async function RewardModelsPage({ params }: Props) {
  const { slug } = await params;
  const { role, project, versions, testSet, policy, back, encoders } = await pageData(async (actor) => {
    const [{ role }, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const here = { projectId: project.id };
    const [versions, testSet, policy, back, encoders] = await Promise.all([
      listVersions(actor, here),
      getTestSet(actor, here),
      getPolicy(actor, here),
      findRollBack(actor, here),
      listEncoders(actor),
    ]);
    return { role, project, versions, testSet, policy, back, encoders: encoders.map(({ name }) => name) };
  });
  const mayTrain = can(role, "reward-models:train");
  const shown = versions.find((version) => version.promotedAt !== null) ?? versions.find((version) => version.state === "done");
  const done = versions.filter((version) => version.state === "done");
  const running = versions.filter((version) => version.job !== null);
  return (
    <Page>
      <PageHeader
        title="Reward models"
        facts="A reward model scores how much people would prefer each response. Routing and the list of items go by the promoted version."
        actions={
          <>
            <LinkButton href={`/projects/${slug}/reward-models/encoders`} variant="quiet">
              Encoders
            </LinkButton>
            {back && can(role, "reward-models:promote") ? <RollBackButton projectId={project.id} slug={slug} number={back.number} /> : null}
            {done.length > 1 ? (
              <LinkButton href={`/projects/${slug}/reward-models/compare?a=${done[1]?.number ?? 1}&b=${done[0]?.number ?? 1}`}>
                Compare versions
              </LinkButton>
            ) : null}
            {mayTrain ? <TrainModel projectId={project.id} slug={slug} encoders={encoders} /> : null}
          </>
        }
      />
      {running.map(({ id, number, job }) =>
        job ? (
          <div key={id} className="mb-6">
            <TrainingLive projectId={project.id} versionId={id} number={number} job={job} />
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
          A reward model learns from comparisons which of two responses people prefer. Labels are aggregated on the way; a thousand
          comparisons take seconds.
        </EmptyState>
      ) : (
        <VersionsTable slug={slug} versions={versions} at={shown?.number ?? null} />
      )}
      {shown ? (
        <Suspense fallback={<VersionSkeleton />}>
          <VersionShown
            slug={slug}
            projectId={project.id}
            number={shown.number}
            mayTrain={mayTrain}
            mayPromote={can(role, "reward-models:promote")}
          />
        </Suspense>
      ) : null}
      <HowItTrains projectId={project.id} slug={slug} testSet={testSet} policy={policy} mayTrain={mayTrain} />
    </Page>
  );
}
