import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { VersionSection } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-section";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { getVersion } from "@/lib/reward-models/get-version";

type Props = { params: Promise<{ slug: string; number: string }> };

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const metadata: Metadata = { title: "Reward model" };

export default async function VersionPage({ params }: Props) {
  const { slug, number: given } = await params;
  const number = numberSchema.safeParse(given);
  if (!number.success) notFound();
  const { role, project, detail } = await pageData(async (actor) => {
    const [{ role }, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    return { role, project, detail: await getVersion(actor, { projectId: project.id, number: number.data }) };
  });
  return (
    <Page>
      <PageHeader
        title={`Reward model v${number.data}`}
        crumb={`v${number.data}`}
        facts={detail.version.promotedAt ? "Promoted: its scores stand beside the items." : undefined}
        actions={<LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>}
      />
      <VersionSection
        slug={slug}
        projectId={project.id}
        detail={detail}
        mayTrain={can(role, "reward-models:train")}
        mayPromote={can(role, "reward-models:promote")}
      />
    </Page>
  );
}
