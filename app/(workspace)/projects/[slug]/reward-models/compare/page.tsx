import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { ChooseVersions } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/choose-versions";
import { ComparisonView } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/comparison-view";
import { NothingToCompare } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/nothing-to-compare";
import { VersionSkeleton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-skeleton";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
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
  const { projectId } = await openProject(slug, "reward-models:see");
  const versions = await pageData((actor) => listVersions(actor, { projectId }));
  const numbers = versions.filter(({ state }) => state === "done").map(({ number }) => number);
  const named = [chosen.data.a, chosen.data.b].filter((number) => number !== undefined);
  if (!named.every((number) => numbers.includes(number))) notFound();
  const [a, b] = named;
  if (a === undefined || b === undefined || a === b) return <NothingToCompare slug={slug} numbers={numbers} at={a ?? null} />;
  const compared = pageData((actor) => compareVersions(actor, { projectId, a, b }));
  return (
    <Page>
      <PageHeader
        title={`Version ${a} against version ${b}`}
        crumb="Compare"
        facts="On the same pairs, each judged by models that did not see its prompt; differences are resampled prompt by prompt."
        actions={<LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>}
      />
      <ChooseVersions slug={slug} numbers={numbers} a={a} b={b} />
      <Meanwhile key={`${a} ${b}`} data={compared} skeleton={<VersionSkeleton />}>
        {(comparison) => <ComparisonView slug={slug} compared={comparison} />}
      </Meanwhile>
    </Page>
  );
}
