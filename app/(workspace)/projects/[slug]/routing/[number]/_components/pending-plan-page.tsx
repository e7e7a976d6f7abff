import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { formatMinute } from "@/components/ui/format-minute";
import { LinkButton } from "@/components/ui/link-button";
import type { JobView } from "@/lib/jobs/schema";
import { strategyTitles } from "@/lib/routing/schema";
import type { PendingPlan } from "@/lib/routing/schema";

/** A plan that is being drawn, or came to nothing. */
export function PendingPlanPage({
  slug,
  projectId,
  plan,
  job,
}: {
  slug: string;
  projectId: string;
  plan: PendingPlan;
  job: JobView | null;
}) {
  // A job that is done belongs to a plan that was read just before it came: its progress reads the page again.
  const working = plan.state === "queued" && job && job.state !== "failed" && job.state !== "cancelled" ? job : null;
  return (
    <Page>
      <PageHeader
        title={`Plan ${plan.number}`}
        crumb={`Plan ${plan.number}`}
        facts={`${strategyTitles[plan.strategy].title} · asked for ${formatMinute(plan.createdAt)} UTC`}
        actions={<LinkButton href={`/projects/${slug}/routing`}>All plans</LinkButton>}
      />
      {working ? (
        <JobProgress projectId={projectId} jobId={working.id} initial={working} label={`Drawing plan ${plan.number}`} unit="items" />
      ) : (
        <Callout tone={plan.state === "failed" ? "bad" : "info"} title={`Plan ${plan.number} was not drawn`}>
          {plan.error ?? job?.message ?? "It was stopped."} Nothing was opened and nothing was spent.
        </Callout>
      )}
    </Page>
  );
}
