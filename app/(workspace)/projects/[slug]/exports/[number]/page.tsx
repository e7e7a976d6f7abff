import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { loadVersion } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/load-version";
import { VersionActions } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/version-actions";
import { VersionBody } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/version-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { counted } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { SkeletonRows, SkeletonText } from "@/components/ui/skeleton";
import { formatTitles } from "@/lib/exports/formats/names";
import { getDatasetVersion } from "@/lib/exports/get-dataset-version";
import { containerTitles } from "@/lib/exports/schema";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string; number: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: `Data set v${(await params).number}` });

export default async function VersionPage({ params }: Props) {
  const { slug, number } = await params;
  if (!/^\d{1,9}$/.test(number)) notFound();
  const open = await openProject(slug, "exports:see");
  const version = await pageData((actor) => getDatasetVersion(actor, { projectId: open.projectId, number: Number(number) }));
  const head = {
    title: `Version ${version.number}`,
    crumb: `v${version.number}`,
    facts: `${formatTitles[version.format].title} · ${containerTitles[version.container]}${version.state === "done" ? ` · ${counted(version.rows, "row")}` : ""} · asked for ${formatMinute(version.createdAt)} UTC`,
  };
  const skeleton = (
    <>
      <PageHeader {...head} />
      <SkeletonRows rows={5} />
      <SkeletonText lines={6} className="mt-8 max-w-[60ch]" />
    </>
  );
  return (
    <Page>
      <Meanwhile data={loadVersion(open, version)} skeleton={skeleton}>
        {(read) => (
          <>
            <PageHeader {...head} actions={<VersionActions slug={slug} version={version} before={read.before} />} />
            <VersionBody {...open} version={version} {...read} />
          </>
        )}
      </Meanwhile>
    </Page>
  );
}
