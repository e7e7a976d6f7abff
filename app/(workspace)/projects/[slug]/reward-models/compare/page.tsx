import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { ComparisonView } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/comparison-view";
import { ChooseVersions } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/choose-versions";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { compareVersions } from "@/lib/reward-models/compare-versions";
import { listVersions } from "@/lib/reward-models/get-version";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);
const chosenSchema = z.object({ a: numberSchema.optional(), b: numberSchema.optional() });

export const metadata: Metadata = { title: "Compare reward models" };

export default async function ComparePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const chosen = chosenSchema.safeParse(await searchParams);
  if (!chosen.success) notFound();
  const { projectId, numbers } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const versions = await listVersions(actor, { projectId: project.id });
    return { projectId: project.id, numbers: versions.filter(({ state }) => state === "done").map(({ number }) => number) };
  });
  const named = [chosen.data.a, chosen.data.b].filter((number) => number !== undefined);
  if (!named.every((number) => numbers.includes(number))) notFound();
  const [a, b] = named;
  if (a === undefined || b === undefined || a === b) return <NothingToCompare slug={slug} numbers={numbers} at={a ?? null} />;
  return (
    <Page>
      <PageHeader
        title={`Version ${a} against version ${b}`}
        crumb="Compare"
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

/** One version or none was named: the others are offered, where there are any. */
function NothingToCompare({ slug, numbers, at }: { slug: string; numbers: number[]; at: number | null }) {
  const [newest, before] = numbers;
  const all = <LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>;
  return (
    <Page>
      <PageHeader title="Compare reward models" crumb="Compare" actions={all} />
      {newest === undefined || before === undefined ? (
        <EmptyState title={newest === undefined ? "No version is trained yet" : `There is no other version than ${newest}`}>
          A comparison takes two trained versions. Train another one, with other settings or after more labels came in.
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 max-w-[60ch] font-read text-16 text-ink-2">
            {at === null ? "Choose two versions." : `Version ${at} differs in nothing from itself. Choose the one to compare it with.`}
          </p>
          <ChooseVersions slug={slug} numbers={numbers} a={at ?? before} b={at === null ? newest : null} />
        </>
      )}
    </Page>
  );
}

async function Comparison({ slug, projectId, a, b }: { slug: string; projectId: string; a: number; b: number }) {
  const compared = await pageData((actor) => compareVersions(actor, { projectId, a, b }));
  return <ComparisonView slug={slug} compared={compared} />;
}
