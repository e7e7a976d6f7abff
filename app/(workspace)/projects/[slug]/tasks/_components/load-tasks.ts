import { z } from "zod";
import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { listPageSchema, pageOrLast } from "@/lib/http/list-page";
import { pageData } from "@/lib/http/page-data";
import { countStages } from "@/lib/projects/count-stages";
import type { CampaignView } from "@/lib/projects/schema";
import { kindOf } from "@/lib/kinds/registry";
import { listTasks } from "@/lib/tasks/list-tasks";
import { findChangeJob } from "@/lib/tasks/request-change";
import { taskFilterSchema } from "@/lib/tasks/schema";
import type { TaskFilter } from "@/lib/tasks/schema";

export const pageSize = 50;

export const viewSchema = z.object({
  campaign: z.string().optional().catch(undefined),
  state: taskFilterSchema.default("all"),
  page: listPageSchema,
});
export type TasksView = z.infer<typeof viewSchema>;

export const filterNames: { state: TaskFilter; name: string }[] = [
  { state: "all", name: "All" },
  { state: "open", name: "Open" },
  { state: "answered", name: "Answered" },
  { state: "unopened", name: "Not open" },
];

export const tasksHref = (slug: string, view: TasksView): string => {
  const query = new URLSearchParams();
  if (view.campaign !== undefined) query.set("campaign", view.campaign);
  if (view.state !== "all") query.set("state", view.state);
  if (view.page > 1) query.set("page", String(view.page));
  const text = query.toString();
  return `/projects/${slug}/tasks${text === "" ? "" : `?${text}`}`;
};

/** The campaign that the address names, or the first that still asks; undefined where none does. */
export const chosenCampaign = (campaigns: readonly CampaignView[], view: TasksView): CampaignView | undefined => {
  const live = campaigns.filter(({ state }) => state !== "archived");
  return live.find(({ slug }) => slug === view.campaign) ?? live[0];
};

export const loadTasks = ({ projectId, may }: Pick<OpenProject, "projectId" | "may">, campaign: CampaignView, view: TasksView) =>
  pageData(async (actor) => {
    const here = { projectId, campaignId: campaign.id };
    const listed = async (skip: number) => {
      const { tasks, counts } = await listTasks(actor, { ...here, filter: view.state, take: pageSize, skip });
      return { tasks, counts, total: counts[view.state] };
    };
    const [{ tasks, counts, total, page }, stages, change] = await Promise.all([
      pageOrLast(view.page, pageSize, listed),
      countStages(actor, { projectId }),
      findChangeJob(actor, here),
    ]);
    const question = tasks.find((task) => task.question !== null)?.question ?? null;
    // Items that came later, or that a cancelled opening did not reach, have no task that could be counted as not open.
    const more = counts.unopened > 0 || stages.items > counts.all || change.openingEndedEarly;
    const mayChangeAll = may("tasks:open") && !change.job;
    return {
      tasks,
      counts,
      total,
      page,
      /** what stands beside their consensus; null where none has one */
      figure: question === null ? null : kindOf(campaign.kind).figure(campaign.config, question),
      /** items of the project, what "all" comes to while there are no tasks */
      items: stages.items,
      /** whether there is anything left to open, or to close, and no job is at it already */
      mayOpenAll: mayChangeAll && more,
      mayCloseAll: mayChangeAll && counts.open > 0,
      /** the job that opens or closes them now */
      change: change.job,
    };
  });

export type LoadedTasks = Awaited<ReturnType<typeof loadTasks>>;
