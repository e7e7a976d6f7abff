import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Prisma } from "@/lib/generated/prisma/client";
import { excludedFrom } from "@/lib/quality/excluded-sql";
import type { KnownTask } from "@/lib/quality/schema";
import { reopenWithdrawn } from "@/lib/tasks/reopen-sql";

type Where = { projectId: string; campaignId: string };

/** Tasks with known answers: what imports bring as gold, and what researchers set. */

export const trainingCount = async (tx: Tx, where: Where): Promise<number> =>
  tx.task.count({ where: { ...where, isTraining: true, isGold: true } });

export const knownTasks = async (tx: Tx, where: Where, page: { take: number; skip: number }): Promise<KnownTask[]> =>
  tx.$queryRaw<KnownTask[]>`
    select t.id as "taskId", t.unit_key as "unitKey", i.id as "itemId", i.ordinal, i.title, t.is_training as training, k.response, coalesce(k.comment, '') as explanation,
      checked.asked, checked.correct
    from task t join item i on i.id = t.item_id
    cross join lateral (
      select a.response, a.comment from annotation a join annotator r on r.id = a.annotator_id
      where a.task_id = t.id and r.source = 'gold' and a.withdrawn_at is null and a.superseded_at is null
      order by a.created_at desc, a.id desc limit 1) k
    cross join lateral (
      select count(*)::int as asked, count(*) filter (where c.correct)::int as correct from gold_check c join annotation a on a.id = c.annotation_id
      where c.task_id = t.id and a.withdrawn_at is null and a.superseded_at is null
        and (a.campaign_id, a.annotator_id) not in (${excludedFrom(where.projectId)})) checked
    where t.campaign_id = ${where.campaignId} and t.project_id = ${where.projectId} and t.is_gold
    order by t.is_training desc, i.ordinal, t.unit_key limit ${page.take} offset ${page.skip}`;

export const knownCounts = async (tx: Tx, where: Where): Promise<{ total: number; training: number }> => ({
  total: await tx.task.count({ where: { ...where, isGold: true } }),
  training: await trainingCount(tx, where),
});

export const goldAnnotatorId = async (tx: Tx, projectId: string): Promise<string> => {
  await tx.$executeRaw`
    insert into annotator (id, project_id, name, source) values (${newId("annotator")}, ${projectId}, 'known answers', 'gold') on conflict do nothing`;
  const row = await tx.annotator.findUniqueOrThrow({
    where: { projectId_source_name: { projectId, source: "gold", name: "known answers" } },
    select: { id: true },
  });
  return row.id;
};

export const findTask = async (
  tx: Tx,
  where: Where,
  taskId: string,
): Promise<{ id: string; unitKey: string; itemId: string; isTraining: boolean } | null> => {
  await tx.$queryRaw`select id from task where id = ${taskId} and campaign_id = ${where.campaignId} for no key update`;
  return tx.task.findFirst({ where: { id: taskId, ...where }, select: { id: true, unitKey: true, itemId: true, isTraining: true } });
};

/** Writes a known answer over the ones before, which stay on record. */
export const writeKnown = async (
  tx: Tx,
  where: Where & { taskId: string; annotatorId: string },
  known: { response: Prisma.InputJsonValue; explanation: string; payloadHash: string; questionVersion: number },
): Promise<string> => {
  await clearKnown(tx, where);
  const id = newId("annotation");
  const { explanation, ...rest } = known;
  await tx.annotation.create({
    data: { id, ...where, idemKey: `known ${id}`, ...rest, comment: explanation === "" ? null : explanation },
    select: { id: true },
  });
  await tx.task.updateMany({ where: { id: where.taskId, projectId: where.projectId }, data: { isGold: true } });
  return id;
};

export const clearKnown = async (tx: Tx, where: { projectId: string; taskId: string }): Promise<number> =>
  tx.$executeRaw`
    update annotation a set withdrawn_at = clock_timestamp() from annotator r
    where r.id = a.annotator_id and r.source = 'gold' and a.task_id = ${where.taskId} and a.project_id = ${where.projectId}
      and a.withdrawn_at is null and a.superseded_at is null`;

/** A task whose answer is not known is work like any other: slots that went when it was kept for practice come back. */
export const unmarkGold = async (tx: Tx, where: { projectId: string; taskId: string }): Promise<void> => {
  await tx.task.updateMany({ where: { id: where.taskId, projectId: where.projectId }, data: { isGold: false, isTraining: false } });
  await reopenWithdrawn(tx, { projectId: where.projectId, taskIds: [where.taskId] });
};

/**
 * Marks tasks for practice, or not. Practice items are never handed out as work: their open slots go, those in hand go when they
 * end unanswered, and both come back with the task. Slots are locked first, as everywhere, so that none opens meanwhile.
 */
export const markTraining = async (tx: Tx, where: Where, taskIds: string[], training: boolean): Promise<number> => {
  await tx.$queryRaw`
    select s.id from slot s where s.task_id = any(${taskIds}::text[]) and s.campaign_id = ${where.campaignId} and s.project_id = ${where.projectId}
      and s.state in ('open', 'leased') order by s.id for update`;
  const marked = await tx.task.updateMany({ where: { ...where, id: { in: taskIds }, isGold: true }, data: { isTraining: training } });
  if (training) {
    await tx.$executeRaw`
      update slot set state = 'withdrawn' from task t
      where t.id = slot.task_id and t.is_training and slot.task_id = any(${taskIds}::text[]) and slot.campaign_id = ${where.campaignId}
        and slot.project_id = ${where.projectId} and slot.state = 'open'`;
  } else {
    await reopenWithdrawn(tx, { ...where, taskIds });
  }
  return marked.count;
};

/** Known tasks that nobody was asked yet, at most `limit`: first choice for practice. */
export const untouchedKnown = async (tx: Tx, where: Where, limit: number): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select t.id from task t
    where t.campaign_id = ${where.campaignId} and t.project_id = ${where.projectId} and t.is_gold and not t.is_training
    order by exists (select from assignment a where a.task_id = t.id),
      not exists (select from annotation k join annotator r on r.id = k.annotator_id
                  where k.task_id = t.id and r.source = 'gold' and k.comment is not null and k.withdrawn_at is null), t.id
    limit ${limit}`;
  return rows.map((row) => row.id);
};
