import { newestFit } from "@/lib/aggregation/newest-sql";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { askingSchema } from "@/lib/tasks/schema";
import type { Asking } from "@/lib/tasks/schema";

/** Slots of one task, added and withdrawn as its answers come in. Locked after slot and assignment, as everywhere. */

/** Does not stand in the way of rows that refer to the task, as a claim's do. Tells whether the task is kept for practice by now. */
export const lockTask = async (tx: Tx, taskId: string): Promise<{ training: boolean }> => {
  const rows = await tx.$queryRaw<{ training: boolean }[]>`select is_training as training from task where id = ${taskId} for no key update`;
  return { training: rows[0]?.training ?? false };
};

/** When a task has answers enough, where the plan that opened it says so. */
export const askingOf = async (tx: Tx, taskId: string): Promise<Asking | null> => {
  const task = await tx.task.findUnique({ where: { id: taskId }, select: { asking: true } });
  return askingSchema.nullable().parse(task?.asking ?? null);
};

/** Takes the price of one more answer out of what the task's plan kept back; false where it has no more, or was stopped. */
export const takeFromPlan = async (tx: Tx, taskId: string, priceMicros: number): Promise<boolean> =>
  (await tx.$executeRaw`
    update route_plan p set extra_micros = p.extra_micros - ${priceMicros}::bigint from task t
    where t.id = ${taskId} and p.id = t.route_plan_id and p.state = 'committed' and p.extra_micros >= ${priceMicros}::bigint`) > 0;

export type TaskLabel = { response: unknown; reliability: number | null };

/** What people answered so far and counts, with how reliable the newest aggregation finds each of them. */
export const labelsOnTask = async (
  tx: Tx,
  where: { projectId: string; campaignId: string; taskId: string; countsFrom: number },
): Promise<TaskLabel[]> =>
  tx.$queryRaw<TaskLabel[]>`
    select distinct on (a.annotator_id) a.response, e.reliability
    from annotation a
    join annotator r on r.id = a.annotator_id
    left join annotator_estimate e on e.annotator_id = a.annotator_id and e.aggregation_id = ${newestFit(Prisma.sql`${where.campaignId}`, "people")}
    where a.task_id = ${where.taskId} and a.project_id = ${where.projectId} and r.source = 'human' and not a.repeat
      and a.withdrawn_at is null and a.superseded_at is null and a.question_version >= ${where.countsFrom}
      and not exists (select from exclusion x where x.campaign_id = a.campaign_id and x.annotator_id = a.annotator_id and x.readmitted_at is null)
    order by a.annotator_id, a.created_at desc, a.id desc`;

export type SlotsOfTask = { open: number; leased: number; done: number; closed: boolean };

/**
 * An answer that does not count, and in whose place another is asked for, is not one more. A task is closed where it has more answers
 * than it wants: closing lowered that to those that were in.
 */
export const slotsOfTask = async (tx: Tx, taskId: string): Promise<SlotsOfTask> => {
  const rows = await tx.$queryRaw<SlotsOfTask[]>`
    select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'leased')::int as leased,
      count(*) filter (where state = 'done' and not exists (select from slot r where r.replaces_id = s.id and r.state <> 'withdrawn'))::int as done,
      count(*) filter (where state = 'done') > (select overlap from task where id = ${taskId}) as closed
    from slot s where task_id = ${taskId} and purpose = 'work'`;
  return rows[0] ?? { open: 0, leased: 0, done: 0, closed: false };
};

/** Leaves alone what somebody is claiming at this moment. */
export const withdrawOpen = async (tx: Tx, taskId: string): Promise<void> => {
  await tx.$executeRaw`
    update slot set state = 'withdrawn'
    where id in (select id from slot where task_id = ${taskId} and state = 'open' and purpose = 'work' for update skip locked)`;
  await tx.$executeRaw`
    update task set overlap = (select count(*) from slot where task_id = ${taskId} and purpose = 'work' and state <> 'withdrawn') where id = ${taskId}`;
};

/**
 * One more slot, in the place of a withdrawn one where there is any. The caller holds the task's lock: whoever holds such a slot may be
 * waiting for it, and is passed over.
 */
export const addSlot = async (tx: Tx, where: { projectId: string; campaignId: string; taskId: string }): Promise<void> => {
  const back = await tx.$executeRaw`
    update slot set state = 'open' where id = (
      select id from slot where task_id = ${where.taskId} and state = 'withdrawn' and purpose = 'work' order by ordinal limit 1 for update skip locked)`;
  if (back === 0) {
    await tx.$executeRaw`
      insert into slot (project_id, campaign_id, task_id, ordinal, priority)
      select ${where.projectId}, ${where.campaignId}, t.id, 1 + coalesce((select max(s.ordinal) from slot s where s.task_id = t.id and s.purpose = 'work'), 0), t.priority
      from task t where t.id = ${where.taskId}`;
  }
  await tx.$executeRaw`
    update task set overlap = (select count(*) from slot where task_id = ${where.taskId} and purpose = 'work' and state <> 'withdrawn') where id = ${where.taskId}`;
};
