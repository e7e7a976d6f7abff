import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import type { JobView } from "@/lib/jobs/schema";
import { openingOverlap } from "@/lib/projects/handout-schema";
import { insertChange, newestChange, unfinishedChange } from "@/lib/tasks/change-store";
import type { Change } from "@/lib/tasks/change-store";
import { closeTasks } from "@/lib/tasks/close-tasks";
import { campaignToOpen } from "@/lib/tasks/open-stretch";
import type { ChangedTasks } from "@/lib/tasks/open-stretch";
import { openFound } from "@/lib/tasks/open-found";
import { openTasks } from "@/lib/tasks/open-tasks";
import { closeTasksSchema, requestOpeningSchema } from "@/lib/tasks/schema";
import type { CloseTasks, RequestOpening } from "@/lib/tasks/schema";
import { countItems, openTaskIds } from "@/lib/tasks/store";

/** Items whose tasks one request opens, and tasks that one closes: about a second of it. */
const mostARequest = 5_000;

/** What was changed at once, and the job that changes the rest. */
export type RequestedChange = ChangedTasks & { jobId: string | null };

const queueChange = async (tx: Tx, actor: Actor, change: Change): Promise<RequestedChange> => {
  const { projectId, campaignId, closing, overlap } = change;
  const other = await unfinishedChange(tx, change);
  if (other)
    throw new AppError("conflict", {
      userMessage: `The tasks of this campaign are being ${other.closing ? "closed" : "opened"} already. Wait until that has ended, or cancel it.`,
    });
  const changeId = await insertChange(tx, change);
  const detail = closing ? { asked: "close all" } : { asked: "all", overlap };
  await appendAudit(tx, actor, { action: "tasks:open", projectId, subjectId: campaignId, detail });
  const jobId = await enqueue(tx, actor, closing ? "close-tasks" : "open-tasks", { projectId, subjectId: changeId });
  return { tasks: 0, slots: 0, jobId };
};

/**
 * Opens tasks for people here and now, or asks the worker to where all tasks of many items are meant.
 * @throws AppError conflict while the worker opens or closes all of them, refused where a filter finds more than `most` items
 */
export const requestOpening = async (actor: Actor, input: RequestOpening, most = mostARequest): Promise<RequestedChange> => {
  const { projectId, campaignId } = input;
  await guard(actor, "tasks:open", { projectId });
  const { taskIds, ...wanted } = requestOpeningSchema.parse(input);
  if (typeof taskIds === "object" && "ofItems" in taskIds)
    return { ...(await openFound(actor, { ...wanted, filter: taskIds.ofItems }, most)), jobId: null };
  if (taskIds !== "all" || (await countItems(projectId)) <= most)
    return { ...(await openTasks(actor, { ...wanted, taskIds })), jobId: null };
  return withRetries(() =>
    db().$transaction(async (tx) => {
      const campaign = await campaignToOpen(tx, { projectId, campaignId });
      const overlap = wanted.overlap ?? openingOverlap(campaign.handout, campaign.overlap);
      const priority = wanted.priority ?? null;
      return queueChange(tx, actor, { projectId, campaignId, closing: false, overlap, priority, routePlanId: null });
    }),
  );
};

/**
 * Closes tasks here and now, or asks the worker to where all of many are meant; those alone that a plan opened, where one is named.
 * A `most` of null closes any number here and now. Pass `within` to make it part of a transaction of your own.
 * @throws AppError conflict while the worker opens or closes all of them
 */
export const requestClosing = async (
  actor: Actor,
  input: CloseTasks & { routePlanId?: string },
  { most = mostARequest, within }: { most?: number | null; within?: Tx } = {},
): Promise<RequestedChange> => {
  const { projectId, campaignId, routePlanId = null } = input;
  await guard(actor, "tasks:open", { projectId }, within);
  const { taskIds } = closeTasksSchema.parse(input);
  const ask = async (tx: Tx): Promise<RequestedChange> => {
    const scope = { projectId, campaignId, routePlanId };
    const here = taskIds !== "all" || most === null || (await openTaskIds(tx, scope, { most: most + 1 })).length <= most;
    if (here) return { ...(await closeTasks(actor, { ...scope, taskIds }, tx)), jobId: null };
    return queueChange(tx, actor, { ...scope, closing: true, overlap: null, priority: null });
  };
  return within ? ask(within) : withRetries(() => db().$transaction(ask));
};

/** The job that opens or closes a campaign's tasks now, null where none does; and whether an opening was the last and ended early. */
export const findChangeJob = async (
  actor: Actor,
  scope: { projectId: string; campaignId: string },
): Promise<{ job: JobView | null; openingEndedEarly: boolean }> => {
  await guard(actor, "tasks:see", { projectId: scope.projectId });
  const newest = await newestChange(scope);
  const job = newest?.state === "queued" ? await findLatestJob(actor, { projectId: scope.projectId, subjectId: newest.id }) : null;
  const endedEarly = newest?.state === "cancelled" || newest?.state === "failed";
  return { job, openingEndedEarly: endedEarly && newest?.closing === false };
};
