import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { ensureAllTasks } from "@/lib/tasks/ensure-all-tasks";
import { openTasksSchema } from "@/lib/tasks/schema";
import type { OpenTasks } from "@/lib/tasks/schema";
import { openingOverlap } from "@/lib/projects/handout-schema";
import { keySlots } from "@/lib/tasks/key-store";
import { campaignForTasks, raiseSlots, setAsking, taskIdsOf, trainingAmong } from "@/lib/tasks/store";

const page = 2_000;
// A task takes some 150 µs: half a million of them more than a minute.
const longestOpeningMs = 600_000;

export type OpenedTasks = { tasks: number; slots: number };

/**
 * Opens tasks for people: each gets slots up to `overlap`. Opening again changes nothing; a larger overlap adds the
 * difference. Pass `within` to make it part of a transaction of your own, such as the commit of a plan.
 * @returns how many tasks are meant and how many slots were added
 */
export const openTasks = async (actor: Actor, input: OpenTasks, within?: Tx): Promise<OpenedTasks> => {
  await guard(actor, "tasks:open", { projectId: input.projectId });
  const wanted = openTasksSchema.parse(input);
  return within ? openIn(within, actor, wanted) : db().$transaction((tx) => openIn(tx, actor, wanted), { timeout: longestOpeningMs });
};

const openIn = async (tx: Tx, actor: Actor, wanted: OpenTasks): Promise<OpenedTasks> => {
  const { projectId, campaignId } = wanted;
  const campaign = await campaignForTasks(tx, projectId, campaignId);
  if (!campaign) throw notFound("campaign");
  if (campaign.state === "archived")
    throw new AppError("refused", { userMessage: "This campaign is archived. Bring it back before opening tasks." });
  if (wanted.taskIds === "all") await ensureAllTasks(tx, projectId, campaignId, campaign);
  const taskIds = wanted.taskIds === "all" ? await taskIdsOf(tx, { projectId, campaignId }) : await named(tx, wanted, wanted.taskIds);
  const { handout } = campaign;
  const overlap = wanted.overlap ?? openingOverlap(handout, campaign.overlap);
  let opened: OpenedTasks = { tasks: 0, slots: 0 };
  for (let start = 0; start < taskIds.length; start += page) {
    const ids = taskIds.slice(start, start + page);
    const part = await raiseSlots(tx, {
      projectId,
      campaignId,
      taskIds: ids,
      overlap,
      priority: wanted.priority ?? null,
      routePlanId: wanted.routePlanId ?? null,
      lane: wanted.lane ?? null,
    });
    await keySlots(tx, { projectId, campaignId, taskIds: ids, handout });
    opened = { tasks: opened.tasks + part.tasks, slots: opened.slots + part.slots };
  }
  if (wanted.asking) await setAsking(tx, { projectId, campaignId }, wanted.asking);
  if (opened.tasks < taskIds.length) throw notFound("task");
  await appendAudit(tx, actor, { action: "tasks:open", projectId, subjectId: campaignId, detail: { ...opened, overlap } });
  return opened;
};

const named = async (tx: Tx, scope: { projectId: string; campaignId: string }, taskIds: string[]): Promise<string[]> => {
  const training = await trainingAmong(tx, { projectId: scope.projectId, campaignId: scope.campaignId }, taskIds);
  return [...new Set(taskIds)].filter((id) => !training.has(id));
};
