import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { chosenCampaign, loadTasks, viewSchema } from "@/app/(workspace)/projects/[slug]/tasks/_components/load-tasks";
import { CampaignTabs, TasksBody } from "@/app/(workspace)/projects/[slug]/tasks/_components/tasks-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonRows } from "@/components/ui/skeleton";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Tasks" };

export default async function TasksPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const view = viewSchema.parse(query);
  const open = await openProject(slug, "tasks:see");
  const campaign = chosenCampaign(open.campaigns, view);
  if (!campaign) {
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
  const skeleton = (
    <>
      <PageHeader title="Tasks" facts={campaign.name} />
      <CampaignTabs slug={slug} campaigns={open.campaigns} campaign={campaign} view={view} />
      <SkeletonRows rows={16} className="mt-8" />
    </>
  );
  return (
    <Page>
      <Meanwhile data={loadTasks(open, campaign, view)} skeleton={skeleton}>
        {(tasks) => <TasksBody {...open} campaign={campaign} view={view} {...tasks} />}
      </Meanwhile>
    </Page>
  );
}
