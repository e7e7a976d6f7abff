import type { Metadata } from "next";
import { ConnectionsSection } from "@/app/(workspace)/projects/[slug]/imports/_components/connections-section";
import { ImportedFiles, importsAPage } from "@/app/(workspace)/projects/[slug]/imports/_components/imported-files";
import { MediaSection } from "@/app/(workspace)/projects/[slug]/imports/_components/media-section";
import { SourcePanel } from "@/app/(workspace)/projects/[slug]/imports/_components/source-panel";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { counted } from "@/components/ui/figure-format";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { listConnections } from "@/lib/connections/open-connection";
import { listPageSchema, pageOrLast } from "@/lib/http/list-page";
import { pageData } from "@/lib/http/page-data";
import { hasServerFolders } from "@/lib/imports/sources/server-folder";
import { listImports } from "@/lib/imports/list-imports";
import { listMedia } from "@/lib/media/list-media";
import { getProject } from "@/lib/projects/get-project";

export const metadata: Metadata = { title: "Imports" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImportsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const asked = listPageSchema.parse(query.page);
  const { mayImport, mayConnect, projectId, imports, page, total, media, connections } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const listed = await pageOrLast(asked, importsAPage, (skip) => listImports(actor, { projectId: project.id, skip, take: importsAPage }));
    const media = await listMedia(actor, { projectId: project.id, page: 1 });
    const mayConnect = can(me.role, "connections:edit");
    const connections = can(me.role, "connections:see") ? await listConnections(actor, { projectId: project.id }) : [];
    return { mayImport: can(me.role, "imports:create"), mayConnect, projectId: project.id, media, connections, ...listed };
  });
  return (
    <Page>
      <PageHeader
        title="Imports"
        facts={`${counted(total, "file")} so far. The same row twice is one item, so a file can be imported again without harm.`}
      />
      {mayImport ? <SourcePanel projectId={projectId} slug={slug} connections={connections} hasServerFolders={hasServerFolders()} /> : null}
      {imports.length > 0 ? (
        <ImportedFiles slug={slug} imports={imports} page={page} total={total} />
      ) : (
        <EmptyState className="mt-8" title="Nothing imported yet">
          A file brings prompts with the responses to compare, and the labels that people or models gave them already, if there are any.
        </EmptyState>
      )}
      <MediaSection projectId={projectId} mayImport={mayImport} media={media} />
      {mayConnect ? <ConnectionsSection projectId={projectId} slug={slug} connections={connections} /> : null}
    </Page>
  );
}
