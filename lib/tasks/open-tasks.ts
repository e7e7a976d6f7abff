import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { openingOverlap } from "@/lib/projects/handout-schema";
import { campaignToOpen, openSome, openStretch } from "@/lib/tasks/open-stretch";
import type { ChangedStretch, ChangedTasks, Wanted } from "@/lib/tasks/open-stretch";
import { openTasksSchema } from "@/lib/tasks/schema";
import type { OpenTasks } from "@/lib/tasks/schema";
import { setAsking, trainingAmong } from "@/lib/tasks/store";

const page = 2_000;

/**
 * Opens tasks for people: each gets slots up to `overlap`. Opening again changes nothing; a larger overlap adds the
 * difference. Pass `within` to make it part of a transaction of your own, such as the commit of a plan. All tasks of many
 * items are asked for by `requestOpening`.
 * @returns how many tasks are meant and how many slots were added
 */
export const openTasks = async (actor: Actor, input: OpenTasks, within?: Tx): Promise<ChangedTasks> => {
  await guard(actor, "tasks:open", { projectId: input.projectId }, within);
  const wanted = openTasksSchema.parse(input);
  return within ? openIn(within, actor, wanted) : withRetries(() => db().$transaction((tx) => openIn(tx, actor, wanted)));
};

const openIn = async (tx: Tx, actor: Actor, wanted: OpenTasks): Promise<ChangedTasks> => {
  const { projectId, campaignId, priority = null, routePlanId = null, lane = null } = wanted;
  const campaign = await campaignToOpen(tx, { projectId, campaignId });
  const overlap = wanted.overlap ?? openingOverlap(campaign.handout, campaign.overlap);
  const settings: Wanted = { projectId, campaignId, overlap, priority, routePlanId, lane };
  const opened: ChangedTasks = { tasks: 0, slots: 0 };
  const add = (part: ChangedTasks): void => {
    opened.tasks += part.tasks;
    opened.slots += part.slots;
  };
  if (wanted.taskIds === "all") {
    const after = (afterOrdinal: number): Promise<ChangedStretch | null> => openStretch(tx, settings, campaign, { afterOrdinal });
    for (let part = await after(-1); part; part = await after(part.upTo)) add(part);
  } else {
    const ids = await named(tx, wanted, wanted.taskIds);
    for (let start = 0; start < ids.length; start += page)
      add(await openSome(tx, settings, campaign.handout, ids.slice(start, start + page)));
    if (opened.tasks < ids.length) throw notFound("task");
  }
  if (wanted.asking) await setAsking(tx, { projectId, campaignId }, wanted.asking);
  await appendAudit(tx, actor, { action: "tasks:open", projectId, subjectId: campaignId, detail: { ...opened, overlap } });
  return opened;
};

const named = async (tx: Tx, scope: { projectId: string; campaignId: string }, taskIds: string[]): Promise<string[]> => {
  const training = await trainingAmong(tx, { projectId: scope.projectId, campaignId: scope.campaignId }, taskIds);
  return [...new Set(taskIds)].filter((id) => !training.has(id));
};
