import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { HowItTrains } from "@/app/(workspace)/projects/[slug]/reward-models/_components/how-it-trains";
import type { LoadedModels } from "@/app/(workspace)/projects/[slug]/reward-models/_components/load-models";
import { RollBackButton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/roll-back-button";
import { TrainingLive } from "@/app/(workspace)/projects/[slug]/reward-models/_components/training-live";
import { TrainModel } from "@/app/(workspace)/projects/[slug]/reward-models/_components/train-model";
import { VersionSection } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-section";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { VersionsTable } from "@/app/(workspace)/projects/[slug]/reward-models/_components/versions-table";
import { Meanwhile } from "@/components/shell/meanwhile";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
import { getVersion } from "@/lib/reward-models/get-version";

type Props = Pick<OpenProject, "slug" | "projectId" | "may"> & LoadedModels;

export function ModelsBody({ slug, projectId, may, versions, testSet, policy }: Props) {
  const mayTrain = may("reward-models:train");
  const shown = versions.find((version) => version.promotedAt !== null) ?? versions.find((version) => version.state === "done");
  return (
    <>
      {versions.map(({ id, number, job }) =>
        job ? (
          <div key={id} className="mb-6">
            <TrainingLive projectId={projectId} versionId={id} number={number} job={job} />
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
        <Meanwhile
          key={shown.number}
          data={pageData((actor) => getVersion(actor, { projectId, number: shown.number }))}
          skeleton={<VersionSkeleton />}
        >
          {(detail) => (
            <VersionSection
              slug={slug}
              projectId={projectId}
              detail={detail}
              mayTrain={mayTrain}
              mayPromote={may("reward-models:promote")}
            />
          )}
        </Meanwhile>
      ) : null}
      <HowItTrains projectId={projectId} slug={slug} testSet={testSet} policy={policy} mayTrain={mayTrain} />
    </>
  );
}

export function ModelsActions({ slug, projectId, may, versions, back, encoders }: Props) {
  const [newest, before] = versions.filter(({ state }) => state === "done");
  return (
    <>
      <LinkButton href={`/projects/${slug}/reward-models/encoders`} variant="quiet">
        Encoders
      </LinkButton>
      {back && may("reward-models:promote") ? <RollBackButton projectId={projectId} slug={slug} number={back.number} /> : null}
      {newest && before ? (
        <LinkButton href={`/projects/${slug}/reward-models/compare?a=${before.number}&b=${newest.number}`}>Compare versions</LinkButton>
      ) : null}
      {may("reward-models:train") ? <TrainModel projectId={projectId} slug={slug} encoders={encoders} /> : null}
    </>
  );
}
