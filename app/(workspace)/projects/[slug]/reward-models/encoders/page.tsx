import type { Metadata } from "next";
import { AddEncoder } from "@/app/(workspace)/projects/[slug]/reward-models/encoders/_components/add-encoder";
import { EncodersTable } from "@/app/(workspace)/projects/[slug]/reward-models/encoders/_components/encoders-table";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader } from "@/components/shell/page-header";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { encoderSources } from "@/lib/encoders/encoder-sources";
import { lastEncoderJob } from "@/lib/encoders/request-encoder";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { listEncoderUses } from "@/lib/reward-models/list-encoder-uses";

type Props = { params: Promise<{ slug: string }> };

export const metadata: Metadata = { title: "Encoders" };

export default async function EncodersPage({ params }: Props) {
  const { slug } = await params;
  const { projectId, encoders, job, mayTrain, sources } = await pageData(async (actor) => {
    const [{ role }, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const [encoders, job, sources] = await Promise.all([
      listEncoderUses(actor),
      lastEncoderJob(actor, { projectId: project.id }),
      encoderSources(actor, { projectId: project.id }),
    ]);
    return { projectId: project.id, encoders, job, sources, mayTrain: can(role, "reward-models:train") };
  });
  return (
    <Page>
      <PageHeader
        title="Encoders"
        crumb="Encoders"
        facts="What turns a text into numbers before a reward model reads it. Those that are added serve every project; their vectors are kept and used again."
        actions={mayTrain ? <AddEncoder projectId={projectId} slug={slug} {...sources} /> : null}
      />
      {job && job.state !== "done" ? (
        <div className="mb-6">
          <JobProgress key={job.id} projectId={projectId} jobId={job.id} initial={job} label="Adding an encoder" unit="bytes" />
        </div>
      ) : null}
      <EncodersTable slug={slug} encoders={encoders} mayTrain={mayTrain} />
    </Page>
  );
}
