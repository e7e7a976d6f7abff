import { AnnotatorMatrix } from "@/app/(workspace)/projects/[slug]/agreement/_components/annotator-matrix";
import { Coefficients } from "@/app/(workspace)/projects/[slug]/agreement/_components/coefficients";
import { ContestedList } from "@/app/(workspace)/projects/[slug]/agreement/_components/contested-list";
import { describeAggregation } from "@/app/(workspace)/projects/[slug]/agreement/_components/describe-aggregation";
import type { LoadedAgreement } from "@/app/(workspace)/projects/[slug]/agreement/_components/load-agreement";
import { Reliabilities } from "@/app/(workspace)/projects/[slug]/agreement/_components/reliabilities";
import { RunAggregation } from "@/app/(workspace)/projects/[slug]/agreement/_components/run-aggregation";
import { ViewTabs } from "@/app/(workspace)/projects/[slug]/agreement/_components/view-tabs";
import type { AgreementView } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import { JobProgress } from "@/components/jobs/job-progress";
import { PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import type { AgreementReport } from "@/lib/agreement/schema";

/** All of the page: its head counts what the measures below it were taken of. */
export function AgreementBody({ slug, view, data }: { slug: string; view: AgreementView; data: LoadedAgreement }) {
  const tabs = <ViewTabs slug={slug} view={view} campaigns={data.campaigns} />;
  if (data.state === "no-campaign" || data.state === "no-labels") {
    return (
      <>
        <PageHeader title="Agreement" facts={data.project.name} />
        {data.state === "no-labels" ? tabs : null}
        <EmptyState
          title={data.state === "no-labels" ? "No labels of this sort yet" : "Nothing has been asked yet"}
          action={<LinkButton href={`/projects/${slug}/imports`}>Import labels</LinkButton>}
        >
          Agreement is measured as soon as two annotators have answered the same task. Labels come in with a file or from people at the
          desk.
        </EmptyState>
      </>
    );
  }
  const { main, aggregation, newest } = data;
  const whole = main.fewestLabels === 1;
  const running = newest?.aggregation.state === "running" ? newest.job : null;
  return (
    <>
      <PageHeader
        title="Agreement"
        facts={`${counted(main.labels, "label")} of ${counted(main.items, "task")} by ${counted(main.annotators, "annotator")} · question “${main.question}”`}
        actions={
          data.mayRun && !running ? (
            <RunAggregation
              projectId={data.project.id}
              campaignId={data.campaign.id}
              slug={slug}
              source={view.source}
              labels={data.totalLabels}
              ownModel={data.ownModel}
            />
          ) : null
        }
      />
      {tabs}
      {running ? (
        <div className="mb-6">
          <JobProgress projectId={data.project.id} jobId={running.id} initial={running} label="Aggregation" />
        </div>
      ) : null}
      {newest?.aggregation.state === "failed" ? (
        <Callout tone="bad" title="The last aggregation failed" className="mb-6">
          {newest.job?.message ?? "It did not finish."} Labels are safe, and what an earlier aggregation found stands below.
        </Callout>
      ) : null}
      {whole ? null : (
        <Callout tone="info" title={measuredOn(main)} className="mb-6">
          There are {counted(data.totalLabels, "label")}. A page waits for {formatFigure(main.labels, "count")} of them, of tasks with two
          or more: a single label says nothing of agreement.
          {main.taskShare < 1 ? " The intervals say how far the rest may differ. The command line measures all." : null}
        </Callout>
      )}
      <Coefficients main={main} fleiss={data.fleiss} percent={data.percent} self={data.self} />
      <div className="mt-8 grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Reliabilities
          slug={slug}
          annotators={data.annotators}
          measured={data.ownModel ? "nearness" : "reliability"}
          coin={data.ofTwo && !data.ownModel}
          say={aggregation ? describeAggregation(aggregation) : null}
          peopleHref={data.mayLeaveOut ? `/projects/${slug}/campaigns/${data.campaign.slug}/people` : null}
        />
        <AnnotatorMatrix slug={slug} matrix={data.matrix} />
      </div>
      <ContestedList slug={slug} items={data.contested} />
    </>
  );
}

function measuredOn({ items, taskShare }: AgreementReport): string {
  return taskShare < 1
    ? `Measured on ${counted(items, "task")} with two labels or more, drawn at random`
    : `Measured on all ${counted(items, "task")} with two labels or more`;
}
