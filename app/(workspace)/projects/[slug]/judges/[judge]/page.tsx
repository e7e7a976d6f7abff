import type { Metadata } from "next";
import { JudgeBody } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/judge-body";
import { loadJudge } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/load-judge";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonForm, SkeletonRows } from "@/components/ui/skeleton";
import { pageData } from "@/lib/http/page-data";
import { getJudge } from "@/lib/judges/list-judges";

export const metadata: Metadata = { title: "Judge" };

export default async function JudgePage({ params }: { params: Promise<{ slug: string; judge: string }> }) {
  const { slug, judge: named } = await params;
  const { projectId, campaigns, may } = await openProject(slug, "judges:see");
  const { id, name } = await pageData((actor) => getJudge(actor, { projectId, judge: named }));
  const skeleton = (
    <>
      <PageHeader title={name} crumb={name} facts="Its labels are being read." />
      <SkeletonRows rows={6} />
      <div className="mt-8 grid gap-x-11 lg:grid-cols-2">
        <SkeletonForm fields={3} />
        <SkeletonRows rows={3} className="max-lg:hidden" />
      </div>
    </>
  );
  return (
    <Page>
      <Meanwhile data={loadJudge({ projectId, campaigns }, id)} skeleton={skeleton}>
        {(judge) => <JudgeBody slug={slug} projectId={projectId} may={may} {...judge} />}
      </Meanwhile>
    </Page>
  );
}
