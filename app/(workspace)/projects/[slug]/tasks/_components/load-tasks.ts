import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import type { JobView } from "@/lib/jobs/schema";
import { countStages } from "@/lib/projects/count-stages";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";
import type { ConsensusFigure } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { listTasks } from "@/lib/tasks/list-tasks";
import { findChangeJob } from "@/lib/tasks/request-change";
import { taskFilterSchema } from "@/lib/tasks/schema";
import type { TaskCounts, TaskFilter, TaskRow } from "@/lib/tasks/schema";

export const pageSize = 50;

export const viewSchema = z.object({
  campaign: z.string().optional().catch(undefined),
  state: taskFilterSchema.default("all"),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});
type View = z.infer<typeof viewSchema>;

export const filterNames: { state: TaskFilter; name: string }[] = [
  { state: "all", name: "All" },
  { state: "open", name: "Open" },
  { state: "answered", name: "Answered" },
  { state: "unopened", name: "Not open" },
];

export const tasksHref = (slug: string, view: View): string => {
  const query = new URLSearchParams();
  if (view.campaign !== undefined) query.set("campaign", view.campaign);
  if (view.state !== "all") query.set("state", view.state);
  if (view.page > 1) query.set("page", String(view.page));
  const text = query.toString();
  return `/projects/${slug}/tasks${text === "" ? "" : `?${text}`}`;
};

type Loaded = {
  project: ProjectView;
  campaigns: CampaignView[];
  tasks: TaskRow[];
  /** what stands beside their consensus; null where none has one */
  figure: ConsensusFigure | null;
  counts: TaskCounts;
  mayOpen: boolean;
  /** whether there is anything left to open, or to close, and no job is at it already */
  mayOpenAll: boolean;
  mayCloseAll: boolean;
  /** items of the project, what "all" comes to while there are no tasks */
  items: number;
  /** the job that opens or closes them now */
  change: JobView | null;
};

export const loadTasks = async (
  actor: Actor,
  slug: string,
  view: View,
): Promise<(Loaded & { campaign: CampaignView }) | { campaign: null }> => {
  const [me, { project, campaigns }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
  const live = campaigns.filter((entry) => entry.state !== "archived");
  const campaign = live.find((entry) => entry.slug === view.campaign) ?? live[0];
  if (!campaign) return { campaign: null };
  const page = { filter: view.state, take: pageSize, skip: (view.page - 1) * pageSize };
  const [{ tasks, counts }, stages, change] = await Promise.all([
    listTasks(actor, { projectId: project.id, campaignId: campaign.id, ...page }),
    countStages(actor, { projectId: project.id }),
    findChangeJob(actor, { projectId: project.id, campaignId: campaign.id }),
  ]);
  const question = tasks.find((task) => task.question !== null)?.question ?? null;
  const figure = question === null ? null : kindOf(campaign.kind).figure(campaign.config, question);
  // Items that came later, or that a cancelled opening did not reach, have no task that could be counted as not open.
  const more = counts.unopened > 0 || stages.items > counts.all || change.openingEndedEarly;
  const mayChangeAll = can(me.role, "tasks:open") && !change.job;
  return {
    ...{ project, campaigns: live, campaign, tasks, figure, counts, items: stages.items },
    ...{ mayOpen: can(me.role, "tasks:open"), mayOpenAll: mayChangeAll && more },
    ...{ mayCloseAll: mayChangeAll && counts.open > 0, change: change.job },
  };
};
