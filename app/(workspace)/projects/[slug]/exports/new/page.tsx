import type { Metadata } from "next";
import { VersionForm } from "@/app/(workspace)/projects/[slug]/exports/new/_components/version-form";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "New version" };

export default async function NewVersionPage({ params }: Props) {
  const { slug } = await params;
  const { project, campaigns, first } = await pageData(async (actor) => {
    const { project, campaigns } = await getProject(actor, { slug });
    const first =
      campaigns.length === 0
        ? null
        : await previewDatasetVersion(actor, { projectId: project.id, format: "trl-preference", container: "hf", recipe: {} });
    return { project, campaigns, first };
  });
  return (
    <Page>
      <PageHeader
        title="New version"
        crumb="New version"
        facts="Choose what goes in; the counts beside say what comes out before anything is built."
      />
      {first === null ? (
        <EmptyState title="No campaign yet" action={<LinkButton href={`/projects/${slug}/campaigns`}>Create a campaign</LinkButton>}>
          A version holds the answers to one campaign’s question.
        </EmptyState>
      ) : (
        <VersionForm
          slug={slug}
          projectId={project.id}
          campaigns={campaigns.map(({ slug: value, name }) => ({ value, name }))}
          first={first}
        />
      )}
    </Page>
  );
}
