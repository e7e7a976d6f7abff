import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { ComparisonView } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/comparison-view";
import { ChooseVersions } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/choose-versions";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { compareVersions } from "@/lib/reward-models/compare-versions";
import { listVersions } from "@/lib/reward-models/get-version";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);
const chosenSchema = z.object({ a: numberSchema, b: numberSchema });

export const metadata: Metadata = { title: "Compare reward models" };

export default async function ComparePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const chosen = chosenSchema.safeParse(await searchParams);
  if (!chosen.success) notFound();
  const { a, b } = chosen.data;
  const { projectId, numbers } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const versions = await listVersions(actor, { projectId: project.id });
    return { projectId: project.id, numbers: versions.filter(({ state }) => state === "done").map(({ number }) => number) };
  });
  if (!numbers.includes(a) || !numbers.includes(b)) notFound();
  return (
    <Page>
      <PageHeader
        title={`Version ${a} against version ${b}`}
        crumb="compare"
        facts="On the same pairs, each judged by models that did not see its prompt; differences are resampled prompt by prompt."
        actions={<LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>}
      />
      <ChooseVersions slug={slug} numbers={numbers} a={a} b={b} />
      <Suspense key={`${a} ${b}`} fallback={<VersionSkeleton />}>
        <Comparison slug={slug} projectId={projectId} a={a} b={b} />
      </Suspense>
    </Page>
  );
}

async function Comparison({ slug, projectId, a, b }: { slug: string; projectId: string; a: number; b: number }) {
  const compared = await pageData((actor) => compareVersions(actor, { projectId, a, b }));
  return <ComparisonView slug={slug} compared={compared} />;
}
