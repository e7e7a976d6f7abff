import type { Metadata } from "next";
import { CloseDialog } from "@/app/(workspace)/projects/[slug]/tasks/_components/close-dialog";
import { OpenDialog } from "@/app/(workspace)/projects/[slug]/tasks/_components/open-dialog";
import { TaskTable } from "@/app/(workspace)/projects/[slug]/tasks/_components/task-table";
import { filterNames, loadTasks, pageSize, tasksHref, viewSchema } from "@/app/(workspace)/projects/[slug]/tasks/_components/load-tasks";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tab-links";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Tasks" };

export default async function TasksPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const view = viewSchema.parse(query);
  const data = await pageData((actor) => loadTasks(actor, slug, view));
  if (!data.campaign) {
    return (
      <Page>
        <PageHeader title="Tasks" />
        <EmptyState
          title="Nothing is asked yet"
          action={<LinkButton href={`/projects/${slug}/campaigns?new=1`}>Create a campaign</LinkButton>}
        >
          A campaign asks one kind of question about the items of a project. Its tasks appear here.
        </EmptyState>
      </Page>
    );
  }
  const { project, campaign, campaigns, counts, tasks, figure, mayOpen, mayOpenAll, mayCloseAll, items, change } = data;
  const first = (view.page - 1) * pageSize;
  const total = counts[view.state];
  return (
    <Page>
      <PageHeader
        title="Tasks"
        facts={`${campaign.name} · ${counted(counts.all, "task")}, ${formatFigure(counts.open, "count")} open for people, ${formatFigure(counts.answered, "count")} answered`}
        actions={
          <>
            {counts.open > 0 ? <LinkButton href={`/projects/${slug}/annotate?campaign=${campaign.slug}`}>Annotate</LinkButton> : null}
            {mayCloseAll ? (
              <CloseDialog
                projectId={project.id}
                campaignId={campaign.id}
                taskIds="all"
                tasks={counts.open}
                trigger={<Button>Close all tasks</Button>}
              />
            ) : null}
            {mayOpenAll ? (
              <OpenDialog
                projectId={project.id}
                campaignId={campaign.id}
                taskIds="all"
                tasks={Math.max(counts.all, items)}
                overlap={campaign.overlap}
                trigger={<Button variant="primary">Open all tasks</Button>}
              />
            ) : null}
          </>
        }
      />
      {change ? (
        <div className="mb-6">
          <JobProgress
            key={change.id}
            projectId={project.id}
            jobId={change.id}
            initial={change}
            label={change.name === "close-tasks" ? "Closing tasks" : "Opening tasks"}
            unit="items"
          />
        </div>
      ) : null}
      {campaigns.length > 1 ? (
        <TabLinks
          label="Campaign"
          tabs={campaigns.map((entry) => ({
            href: tasksHref(slug, { ...view, campaign: entry.slug, page: 1 }),
            label: entry.name,
            current: entry.id === campaign.id,
          }))}
        />
      ) : null}
      <TabLinks
        label="State"
        tabs={filterNames.map(({ state, name }) => ({
          href: tasksHref(slug, { ...view, campaign: campaign.slug, state, page: 1 }),
          label: name,
          count: counts[state],
          current: state === view.state,
        }))}
      />
      {tasks.length === 0 ? (
        <EmptyState title={counts.all === 0 ? "No tasks yet" : "None of this sort"}>
          {counts.all === 0
            ? "Items become tasks when they are opened for people, or when labels come in with a file."
            : "Choose another state above to see the others."}
        </EmptyState>
      ) : (
        <TaskTable
          key={`${campaign.id} ${view.state} ${view.page}`}
          slug={slug}
          projectId={project.id}
          campaignId={campaign.id}
          overlap={campaign.overlap}
          mayOpen={mayOpen}
          tasks={tasks}
          figure={figure}
        />
      )}
      <Pagination
        from={first + 1}
        to={first + tasks.length}
        total={total}
        noun="tasks"
        previousHref={view.page > 1 ? tasksHref(slug, { ...view, campaign: campaign.slug, page: view.page - 1 }) : null}
        nextHref={first + tasks.length < total ? tasksHref(slug, { ...view, campaign: campaign.slug, page: view.page + 1 }) : null}
      />
    </Page>
  );
}
