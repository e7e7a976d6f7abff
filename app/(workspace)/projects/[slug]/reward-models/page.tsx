import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { loadModels } from "@/app/(workspace)/projects/[slug]/reward-models/_components/load-models";
import { ModelsActions, ModelsBody } from "@/app/(workspace)/projects/[slug]/reward-models/_components/models-body";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Reward models" };

export default async function RewardModelsPage({ params }: Props) {
  const { slug } = await params;
  const open = await openProject(slug, "reward-models:see");
  const head = {
    title: "Reward models",
    facts: "A reward model scores how much people would prefer each response. Routing and the list of items go by the promoted version.",
  };
  const skeleton = (
    <>
      <PageHeader {...head} />
      <SkeletonRows rows={4} />
      <VersionSkeleton />
    </>
  );
  return (
    <Page>
      <Meanwhile data={loadModels(open.projectId)} skeleton={skeleton}>
        {(models) => (
          <>
            <PageHeader {...head} actions={<ModelsActions {...open} {...models} />} />
            <ModelsBody {...open} {...models} />
          </>
        )}
      </Meanwhile>
    </Page>
  );
}
