import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import type { RunControl } from "@/lib/jobs/progress";
import type { JobView } from "@/lib/jobs/schema";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { openingOverlap } from "@/lib/projects/handout-schema";
import { campaignToOpen, openStretch, stretch } from "@/lib/tasks/open-stretch";
import type { OpenedTasks } from "@/lib/tasks/open-stretch";
import { openTasks } from "@/lib/tasks/open-tasks";
import { countItems, endOpening, findOpening, hasOpening, insertOpening, newestOpening, noteStretch } from "@/lib/tasks/opening-store";
import { openTasksSchema } from "@/lib/tasks/schema";
import type { OpenTasks } from "@/lib/tasks/schema";

/** Items whose tasks one request opens: about a second of it. */
const mostItemsARequest = 5_000;

/**
 * Opens tasks for people here and now, or asks the worker to where all tasks of many items are meant.
 * @returns what was opened, and the job that opens the rest
 * @throws AppError conflict while another such job runs
 */
export const requestOpening = async (
  actor: Actor,
  input: OpenTasks,
  most = mostItemsARequest,
): Promise<OpenedTasks & { jobId: string | null }> => {
  const { projectId, campaignId } = input;
  await guard(actor, "tasks:open", { projectId });
  const wanted = openTasksSchema.parse(input);
  if (wanted.taskIds !== "all" || (await countItems(projectId)) <= most) return { ...(await openTasks(actor, wanted)), jobId: null };
  return db().$transaction(async (tx) => {
    const campaign = await campaignToOpen(tx, { projectId, campaignId });
    if (await hasOpening(tx, { projectId, campaignId }))
      throw new AppError("conflict", {
        userMessage: "The tasks of this campaign are being opened already. Wait until that has ended, or cancel it.",
      });
    const overlap = wanted.overlap ?? openingOverlap(campaign.handout, campaign.overlap);
    const openingId = await insertOpening(tx, { projectId, campaignId, overlap, priority: wanted.priority ?? null });
    await appendAudit(tx, actor, { action: "tasks:open", projectId, subjectId: campaignId, detail: { asked: "all", overlap } });
    return { tasks: 0, slots: 0, jobId: await enqueue(tx, actor, "open-tasks", { projectId, subjectId: openingId }) };
  });
};

/**
 * Carries an opening out, a stretch of items after the other: each is open, and noted, as a whole or not at all, so that a run that was
 * killed or cancelled leaves whole tasks, and the next goes on behind them.
 */
export const runOpening = async (
  actor: Actor,
  { projectId, openingId }: { projectId: string; openingId: string },
  { signal, report }: RunControl,
  itemsAtOnce = stretch,
): Promise<OpenedTasks> => {
  await guard(actor, "tasks:open", { projectId });
  const total = await countItems(projectId);
  let opening = await findOpening(projectId, openingId);
  if (!opening) throw notFound("opening of tasks");
  const { campaignId, overlap, priority } = opening;
  const settings = { projectId, campaignId, overlap, priority, routePlanId: null, lane: null };
  for (;;) {
    signal.throwIfAborted();
    const { upTo } = opening;
    const next = await db().$transaction(async (tx) => {
      const part = await openStretch(tx, settings, await campaignToOpen(tx, settings), upTo, itemsAtOnce);
      return part && noteStretch(tx, openingId, part);
    });
    if (!next) break;
    opening = next;
    report({ done: Math.min(opening.upTo, total), total, message: `${opening.tasks.toLocaleString("en")} tasks are open` });
  }
  await endOpening(projectId, openingId, "done");
  return { tasks: opening.tasks, slots: opening.slots };
};

/** The job that opens a campaign's tasks now, null where none does; and whether the last one ended before its end. */
export const findOpeningJob = async (
  actor: Actor,
  scope: { projectId: string; campaignId: string },
): Promise<{ job: JobView | null; endedEarly: boolean }> => {
  await guard(actor, "tasks:see", { projectId: scope.projectId });
  const newest = await newestOpening(scope);
  const job = newest?.state === "queued" ? await findLatestJob(actor, { projectId: scope.projectId, subjectId: newest.id }) : null;
  return { job, endedEarly: newest?.state === "cancelled" || newest?.state === "failed" };
};

/** Marks an opening whose job ended early. For the worker alone. */
export const settleOpening = async (input: { projectId: string; subjectId: string; outcome: "failed" | "cancelled" }): Promise<void> =>
  endOpening(input.projectId, input.subjectId, input.outcome);
