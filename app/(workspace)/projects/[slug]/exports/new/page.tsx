import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { VersionForm } from "@/app/(workspace)/projects/[slug]/exports/new/_components/version-form";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonForm } from "@/components/ui/skeleton";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "New version" };

export default async function NewVersionPage({ params }: Props) {
  const { slug } = await params;
  const { projectId, campaigns } = await openProject(slug, "exports:see");
  const preview = pageData(async (actor) =>
    campaigns.length === 0
      ? null
      : await previewDatasetVersion(actor, { projectId, format: "trl-preference", container: "hf", recipe: {} }),
  );
  return (
    <Page>
      <PageHeader
        title="New version"
        crumb="New version"
        facts="Choose what goes in; the counts beside say what comes out before anything is built."
      />
      <Meanwhile data={preview} skeleton={<SkeletonForm fields={6} />}>
        {(first) =>
          first === null ? (
            <EmptyState title="No campaign yet" action={<LinkButton href={`/projects/${slug}/campaigns`}>Create a campaign</LinkButton>}>
              A version holds the answers to one campaign’s question.
            </EmptyState>
          ) : (
            <VersionForm
              slug={slug}
              projectId={projectId}
              campaigns={campaigns.map(({ slug: value, name }) => ({ value, name }))}
              first={first}
            />
          )
        }
      </Meanwhile>
    </Page>
  );
}
