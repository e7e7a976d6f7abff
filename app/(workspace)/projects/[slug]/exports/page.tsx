import type { Metadata } from "next";
import { VersionsTable } from "@/app/(workspace)/projects/[slug]/exports/_components/versions-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Exports" };

export default async function ExportsPage({ params }: Props) {
  const { slug } = await params;
  const { versions, mayCreate } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const [versions, { role }] = await Promise.all([listDatasetVersions(actor, { projectId: project.id }), describeMe(actor)]);
    return { versions, mayCreate: can(role, "exports:create") };
  });
  const action = mayCreate ? (
    <LinkButton href={`/projects/${slug}/exports/new`} variant="primary">
      Make a version
    </LinkButton>
  ) : null;
  return (
    <Page>
      <PageHeader
        title="Exports"
        facts="Data set versions for trainers. A finished version never changes: its files can be named in a paper by their checksums."
        actions={versions.length > 0 ? action : null}
      />
      {versions.length === 0 ? (
        <EmptyState title="No data set version yet" action={action}>
          A version takes the consensus of a campaign, or every single answer, and writes it as files that a trainer reads, with a card that
          says how the data came about.
        </EmptyState>
      ) : (
        <VersionsTable slug={slug} versions={versions} />
      )}
    </Page>
  );
}
