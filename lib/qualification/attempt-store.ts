import { z } from "zod";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";

type Where = { projectId: string; campaignId: string; annotatorId: string };

/** Goes at a qualification. All run under the person's locked row. */

export type Attempt = {
  id: string;
  number: number;
  taskIds: string[];
  passed: boolean | null;
  forgiven: boolean;
  answered: number;
  correct: number;
};

export const attemptsOf = async (tx: Tx, where: Where): Promise<Attempt[]> => {
  const rows = await tx.qualificationAttempt.findMany({
    where,
    orderBy: { number: "asc" },
    select: { id: true, number: true, taskIds: true, passed: true, forgiven: true, answers: { select: { correct: true } } },
  });
  return rows.map(({ answers, ...row }) => ({
    ...row,
    answered: answers.length,
    correct: answers.filter((answer) => answer.correct).length,
  }));
};

/** Training tasks with a known answer, those first that this person practised least often, else in random order. */
export const drawTraining = async (tx: Tx, where: Where, items: number): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select t.id from task t
    where t.campaign_id = ${where.campaignId} and t.project_id = ${where.projectId} and t.is_gold and t.is_training
      and exists (select from annotation k join annotator r on r.id = k.annotator_id
                  where k.task_id = t.id and r.source = 'gold' and k.withdrawn_at is null and k.superseded_at is null)
    order by (select count(*) from qualification_answer q join qualification_attempt g on g.id = q.attempt_id
              where q.task_id = t.id and g.annotator_id = ${where.annotatorId}), random()
    limit ${items}`;
  return rows.map((row) => row.id);
};

export const insertAttempt = async (tx: Tx, where: Where, attempt: { number: number; taskIds: string[] }): Promise<Attempt> => {
  const id = newId("attempt");
  await tx.qualificationAttempt.create({ data: { id, ...where, ...attempt }, select: { id: true } });
  return { id, ...attempt, passed: null, forgiven: false, answered: 0, correct: 0 };
};

/** The first task of a go that is not answered yet. */
export const openTaskOf = async (tx: Tx, attempt: Pick<Attempt, "id" | "taskIds">): Promise<string | null> => {
  const answered = await tx.qualificationAnswer.findMany({ where: { attemptId: attempt.id }, select: { taskId: true } });
  const done = new Set(answered.map((row) => row.taskId));
  return attempt.taskIds.find((taskId) => !done.has(taskId)) ?? null;
};

export const insertPractice = async (
  tx: Tx,
  answer: {
    attemptId: string;
    taskId: string;
    projectId: string;
    response: unknown;
    shownOrder: number[];
    score: number;
    correct: boolean;
  },
): Promise<void> => {
  const { response, ...rest } = answer;
  await tx.qualificationAnswer.create({ data: { ...rest, response: z.json().parse(response) ?? {} }, select: { taskId: true } });
};

export const practiceOn = async (tx: Tx, attemptId: string, taskId: string): Promise<{ correct: boolean } | null> =>
  tx.qualificationAnswer.findUnique({ where: { attemptId_taskId: { attemptId, taskId } }, select: { correct: true } });

export const finishAttempt = async (tx: Tx, attemptId: string, passed: boolean): Promise<void> => {
  await tx.$executeRaw`update qualification_attempt set finished_at = clock_timestamp(), passed = ${passed} where id = ${attemptId} and finished_at is null`;
};

/** Whoever passes may work; a fresh start leaves earlier known answers out of the next looks. */
export const markQualified = async (tx: Tx, where: Where): Promise<void> => {
  await tx.$executeRaw`
    update enrolment set qualified_at = clock_timestamp(), standing = case when standing = 'paused' then standing else 'working' end,
      standing_reason = case when standing = 'paused' then standing_reason else '' end, measured_from = clock_timestamp()
    where campaign_id = ${where.campaignId} and annotator_id = ${where.annotatorId}`;
};

/** A unit of a training task. */
export const trainingUnit = async (
  tx: Tx,
  where: { projectId: string; campaignId: string },
  taskId: string,
): Promise<{ unitKey: string } | null> =>
  tx.task.findFirst({ where: { id: taskId, ...where, isTraining: true }, select: { unitKey: true } });
