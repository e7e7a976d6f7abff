import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { VersionShown } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-shown";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { listVersions } from "@/lib/reward-models/get-version";

type Props = { params: Promise<{ slug: string; number: string }> };

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const metadata: Metadata = { title: "Reward model" };

export default async function VersionPage({ params }: Props) {
  const { slug, number: given } = await params;
  const number = numberSchema.safeParse(given);
  if (!number.success) notFound();
  const { role, project, versions } = await pageData(async (actor) => {
    const [{ role }, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    return { role, project, versions: await listVersions(actor, { projectId: project.id }) };
  });
  const version = versions.find((one) => one.number === number.data);
  if (!version) notFound();
  return (
    <Page>
      <PageHeader
        title={`Reward model v${number.data}`}
        crumb={`v${number.data}`}
        facts={version.promotedAt ? "Promoted: its scores stand beside the items." : undefined}
        actions={<LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>}
      />
      <Suspense fallback={<VersionSkeleton />}>
        <VersionShown
          slug={slug}
          projectId={project.id}
          number={version.number}
          mayTrain={can(role, "reward-models:train")}
          mayPromote={can(role, "reward-models:promote")}
        />
      </Suspense>
    </Page>
  );
}
