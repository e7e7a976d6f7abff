import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { checkResponse } from "@/lib/annotations/check-response";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { readTexts } from "@/lib/assignments/read-texts";
import { holdTimes } from "@/lib/database-now";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { findCampaign } from "@/lib/projects/find-campaign";
import {
  clearKnown,
  findTask,
  goldAnnotatorId,
  knownCounts,
  knownTasks,
  markTraining,
  unmarkGold,
  untouchedKnown,
  writeKnown,
} from "@/lib/quality/known-store";
import { markTrainingSchema, setKnownAnswerSchema } from "@/lib/quality/schema";
import type { KnownTask } from "@/lib/quality/schema";

/** Says what the right answer to a task is, and why; or that it is no longer known. Earlier ones stay on record. */
export const setKnownAnswer = async (actor: Actor, input: z.input<typeof setKnownAnswerSchema>): Promise<void> => {
  await guard(actor, "quality:manage", { projectId: input.projectId });
  const { projectId, campaignId, taskId, response, explanation } = setKnownAnswerSchema.parse(input);
  const campaign = await findCampaign(projectId, campaignId);
  await withRetries(() =>
    db().$transaction(async (tx) => {
      await holdTimes(tx, projectId);
      const task = await findTask(tx, { projectId, campaignId }, taskId);
      if (!task) throw notFound("task");
      if (response === null || response === undefined) {
        await clearKnown(tx, { projectId, taskId });
        await unmarkGold(tx, { projectId, taskId });
      } else {
        const checked = checkResponse(campaign, { unitKey: task.unitKey, texts: await readTexts(tx, projectId, taskId) }, response);
        const known = {
          response: z.json().parse(checked) ?? {},
          explanation,
          payloadHash: payloadHash({ response: checked, comment: explanation, flagged: false, extras: [] }),
          questionVersion: campaign.questionVersion,
        };
        await writeKnown(tx, { projectId, campaignId, taskId, annotatorId: await goldAnnotatorId(tx, projectId) }, known);
      }
      await appendAudit(tx, actor, { action: "quality:manage", projectId, subjectId: taskId, detail: { did: "known answer" } });
    }),
  );
};

/** Keeps tasks with known answers for practice, or gives them back. What was practised is never planted as work. */
export const setTraining = async (actor: Actor, input: z.input<typeof markTrainingSchema>): Promise<{ marked: number }> => {
  await guard(actor, "quality:manage", { projectId: input.projectId });
  const { projectId, campaignId, taskIds, training } = markTrainingSchema.parse(input);
  await findCampaign(projectId, campaignId);
  return withRetries(() =>
    db().$transaction(async (tx) => {
      const where = { projectId, campaignId };
      const ids = typeof taskIds === "number" ? await untouchedKnown(tx, where, taskIds) : taskIds;
      const marked = ids.length === 0 ? 0 : await markTraining(tx, where, ids, training);
      if (marked === 0)
        throw new AppError("refused", {
          userMessage: "No task with a known answer is there to be marked. Set answers, or import them as gold.",
        });
      await appendAudit(tx, actor, {
        action: "quality:manage",
        projectId,
        subjectId: campaignId,
        detail: { did: "training", training, marked },
      });
      return { marked };
    }),
  );
};

/** Tasks of a campaign whose answers are known, those for practice first, and how many there are. */
export const listKnownTasks = async (
  actor: Actor,
  input: { projectId: string; campaignId: string; take: number; skip: number },
): Promise<{ tasks: KnownTask[]; total: number; training: number }> => {
  await guard(actor, "quality:see", { projectId: input.projectId });
  await findCampaign(input.projectId, input.campaignId);
  const where = { projectId: input.projectId, campaignId: input.campaignId };
  const [tasks, counts] = await Promise.all([
    knownTasks(db(), where, { take: Math.min(input.take, 200), skip: Math.max(0, input.skip) }),
    knownCounts(db(), where),
  ]);
  return { tasks, ...counts };
};
