import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { VersionSection } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-section";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
import { getVersion, listVersions } from "@/lib/reward-models/get-version";

type Props = { params: Promise<{ slug: string; number: string }> };

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: `Reward model v${(await params).number}` });

export default async function VersionPage({ params }: Props) {
  const { slug, number: given } = await params;
  const parsed = numberSchema.safeParse(given);
  if (!parsed.success) notFound();
  const number = parsed.data;
  const { projectId, may } = await openProject(slug, "reward-models:see");
  const versions = await pageData((actor) => listVersions(actor, { projectId }));
  const version = versions.find((one) => one.number === number);
  if (!version) notFound();
  return (
    <Page>
      <PageHeader
        title={`Reward model v${number}`}
        crumb={`v${number}`}
        facts={version.promotedAt ? "Promoted: its scores stand beside the items." : undefined}
        actions={<LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>}
      />
      <Meanwhile data={pageData((actor) => getVersion(actor, { projectId, number }))} skeleton={<VersionSkeleton />}>
        {(detail) => (
          <VersionSection
            slug={slug}
            projectId={projectId}
            detail={detail}
            mayTrain={may("reward-models:train")}
            mayPromote={may("reward-models:promote")}
          />
        )}
      </Meanwhile>
    </Page>
  );
}
