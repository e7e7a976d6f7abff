import type { Metadata } from "next";
import { JudgesBody, loadJudges } from "@/app/(workspace)/projects/[slug]/judges/_components/judges-body";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export const metadata: Metadata = { title: "Judges" };

export default async function JudgesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { projectId, may } = await openProject(slug, "judges:see");
  return (
    <Page>
      <PageHeader
        title="Judges"
        facts="Language models that answer as annotators do. Each is measured against the known answers or, where there are none, against what most people said."
      />
      <Meanwhile data={loadJudges(projectId)} skeleton={<SkeletonRows rows={4} />}>
        {(judges) => <JudgesBody slug={slug} projectId={projectId} may={may} {...judges} />}
      </Meanwhile>
    </Page>
  );
}
