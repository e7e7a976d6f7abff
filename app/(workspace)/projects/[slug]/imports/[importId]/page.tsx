import type { Metadata } from "next";
import { ImportActions, ImportBody } from "@/app/(workspace)/projects/[slug]/imports/[importId]/_components/import-body";
import { loadImport } from "@/app/(workspace)/projects/[slug]/imports/[importId]/_components/load-import";
import { ImportState } from "@/app/(workspace)/projects/[slug]/imports/_components/import-state";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { formatBytes } from "@/components/ui/format-bytes";
import { formatMinute } from "@/components/ui/format-minute";
import { SkeletonForm, SkeletonRows } from "@/components/ui/skeleton";
import { listPageSchema } from "@/lib/http/list-page";
import { pageData } from "@/lib/http/page-data";
import { getImport } from "@/lib/imports/get-import";
import { describeSource } from "@/lib/imports/sources/schema";

export const metadata: Metadata = { title: "Import" };

type Props = { params: Promise<{ slug: string; importId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImportPage({ params, searchParams }: Props) {
  const [{ slug, importId }, query] = await Promise.all([params, searchParams]);
  const page = listPageSchema.parse(query.page);
  const open = await openProject(slug, "imports:see");
  const view = await pageData((actor) => getImport(actor, { projectId: open.projectId, importId }));
  const head = {
    title: view.fileName,
    crumb: view.fileName,
    facts: (
      <>
        <ImportState view={view} /> · {view.source ? `${describeSource(view.source)} · ` : ""}
        {formatBytes(view.byteSize)} · {formatMinute(view.createdAt)} UTC
      </>
    ),
  };
  const skeleton = (
    <>
      <PageHeader {...head} />
      {view.state === "uploaded" ? <SkeletonForm /> : <SkeletonRows />}
    </>
  );
  return (
    <Page>
      <Meanwhile data={loadImport(open, view, page)} skeleton={skeleton}>
        {(read) => (
          <>
            <PageHeader {...head} actions={<ImportActions {...open} view={view} job={read.job} />} />
            <ImportBody slug={slug} projectId={open.projectId} view={view} page={page} {...read} />
          </>
        )}
      </Meanwhile>
    </Page>
  );
}
