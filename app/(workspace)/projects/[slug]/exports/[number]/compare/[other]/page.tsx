import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { BesideItself } from "@/app/(workspace)/projects/[slug]/exports/[number]/compare/_components/beside-itself";
import { ChooseOther } from "@/app/(workspace)/projects/[slug]/exports/[number]/compare/_components/choose-other";
import { DiffTables } from "@/app/(workspace)/projects/[slug]/exports/[number]/compare/_components/diff-tables";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { comparable, diffVersions } from "@/lib/exports/diff-versions";
import { getDatasetVersion, listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string; number: string; other: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number, other } = await params;
  return { title: `Data set v${number} beside v${other}` };
}

export default async function ComparePage({ params }: Props) {
  const { slug, number, other } = await params;
  if (!/^\d{1,9}$/.test(number) || !/^\d{1,9}$/.test(other)) notFound();
  const [from, to] = [Number(other), Number(number)];
  const { projectId } = await openProject(slug, "exports:see");
  const others = await pageData(async (actor) => {
    // What is not there, or not built, answers 404 before any file is read.
    for (const version of new Set([from, to])) {
      const { manifest } = await getDatasetVersion(actor, { projectId, number: version });
      if (from !== to && !manifest) notFound();
    }
    return comparable(await listDatasetVersions(actor, { projectId }), to);
  });
  if (from === to) return <BesideItself slug={slug} to={to} others={others} />;
  const head = { title: `Version ${to} beside version ${from}`, crumb: `v${from} to v${to}` };
  const skeleton = (
    <>
      <PageHeader {...head} facts="The rows are being compared." />
      <SkeletonRows rows={4} />
    </>
  );
  return (
    <Page>
      <Meanwhile key={`${from} ${to}`} data={pageData((actor) => diffVersions(actor, { projectId, from, to }))} skeleton={skeleton}>
        {(diff) => (
          <>
            <PageHeader
              {...head}
              facts={diff.same ? "Every file of rows has the same bytes." : "Rows are compared by their content, wherever they stand."}
              actions={others.length > 1 ? <ChooseOther slug={slug} to={to} others={others} at={from} /> : null}
            />
            <DiffTables diff={diff} />
          </>
        )}
      </Meanwhile>
    </Page>
  );
}
