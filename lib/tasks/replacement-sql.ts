import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { excludedFrom } from "@/lib/quality/excluded-sql";
import { goesByRule, isNeedless } from "@/lib/tasks/needless-sql";
import { lockTasks } from "@/lib/tasks/lock-sql";
import type { Uncounted } from "@/lib/tasks/schema";

/** Slots that ask in the place of answers which do not count any more. */

type Scope = { projectId: string; campaignId: string };

/**
 * Answered places `s` whose live answer `a` does not count, and in whose place nobody is asked yet. Where a rule took back who was to be asked,
 * there are answers enough without.
 */
const uncounted = ({ projectId, campaignId }: Scope, countsFrom: number): Prisma.Sql => Prisma.sql`
  select s.id, s.task_id, s.priority, (a.campaign_id, a.annotator_id) in (${excludedFrom(projectId)}) as left_out
  from annotation a join slot s on s.id = a.slot_id join task t on t.id = s.task_id
  where a.campaign_id = ${campaignId} and a.project_id = ${projectId} and a.withdrawn_at is null and a.superseded_at is null
    and s.state = 'done' and s.purpose = 'work' and not t.is_training
    and (a.question_version < ${countsFrom} or (a.campaign_id, a.annotator_id) in (${excludedFrom(projectId)}))
    and not exists (select from slot r where r.replaces_id = s.id and (r.state <> 'withdrawn' or ${goesByRule}))`;

/** Whether there can be any: looking at every answer takes a second of a million. */
export const mayHaveUncounted = async (tx: Tx, { campaignId }: Scope, countsFrom: number): Promise<boolean> =>
  countsFrom > 1 || (await tx.exclusion.count({ where: { campaignId, readmittedAt: null } })) > 0;

export const countUncounted = async (tx: Tx, scope: Scope, countsFrom: number): Promise<Uncounted> => {
  const rows = await tx.$queryRaw<Uncounted[]>`
    select count(*) filter (where left_out)::int as "leftOut", count(*) filter (where not left_out)::int as "earlierQuestion",
      count(distinct task_id)::int as tasks
    from (${uncounted(scope, countsFrom)}) places`;
  return rows[0] ?? { leftOut: 0, earlierQuestion: 0, tasks: 0 };
};

/**
 * Asks one more person in the place of each of the next `most` such answers. A place that was asked about before, and whose answer
 * counted again meanwhile, opens again.
 * @returns tasks with a further place, once for each
 */
export const openReplacements = async (tx: Tx, scope: Scope, countsFrom: number, most: number): Promise<string[]> => {
  await lockReplacements(tx, scope.campaignId);
  const tasks = await tx.$queryRaw<{ id: string }[]>`
    select distinct task_id as id from (select task_id from (${uncounted(scope, countsFrom)}) each_place order by task_id limit ${most}) places`;
  const ids = tasks.map(({ id }) => id);
  // Keeps everybody else from adding places to them meanwhile; what is missing is looked at anew behind it.
  await lockTasks(tx, { ...scope, taskIds: ids });
  const opened = await tx.$queryRaw<{ task_id: string }[]>`
    with places as materialized (
      select p.id, p.task_id, p.priority from (${uncounted(scope, countsFrom)}) p where p.task_id = any(${ids}::text[])
    ), back as (
      update slot r set state = 'open', priority = p.priority from places p where r.replaces_id = p.id and r.state = 'withdrawn' returning r.task_id
    ), added as (
      insert into slot (project_id, campaign_id, task_id, ordinal, priority, replaces_id)
      select ${scope.projectId}, ${scope.campaignId}, p.task_id,
        (select max(w.ordinal) from slot w where w.task_id = p.task_id and w.purpose = 'work') + row_number() over (partition by p.task_id order by p.id),
        p.priority, p.id
      from places p where not exists (select from slot r where r.replaces_id = p.id)
      returning task_id
    )
    select task_id from back union all select task_id from added`;
  await raiseOverlap(tx, ids);
  return opened.map((row) => row.task_id);
};

/**
 * Takes back the places that ask instead of a person's answers which count again, or were taken back and are asked of that person anew:
 * where nobody holds them yet, in all tasks or one. Such a place is the task's own from then on, should it ever be wanted: one that was
 * withdrawn before, as by closing its task, would else be given up as needless by whoever gets it once the task is opened. Whoever holds one
 * may hand it in; where they do not, nobody else is asked (`stateAfterLease`).
 */
export const withdrawReplacements = async (
  tx: Tx,
  { projectId, campaignId, annotatorId, taskId }: Scope & { annotatorId: string; taskId?: string },
): Promise<void> => {
  await lockReplacements(tx, campaignId);
  const rows = await tx.$queryRaw<{ task_id: string }[]>`
    with needless as (
      select r.id, r.task_id, r.state from slot r join slot s on s.id = r.replaces_id
      where r.state <> 'done' and r.campaign_id = ${campaignId} and r.project_id = ${projectId}
        and s.id in (select h.slot_id from assignment h where h.annotator_id = ${annotatorId} and h.campaign_id = ${campaignId})
        and (${taskId ?? null}::text is null or s.task_id = ${taskId ?? null}::text)
        and ${isNeedless(Prisma.sql`r`)}
      order by r.id for update of r
    ), withdrawn as (
      update slot r set state = 'withdrawn', replaces_id = null from needless n where r.id = n.id and r.state <> 'leased'
    )
    select distinct task_id from needless where state <> 'withdrawn'`;
  await raiseOverlap(
    tx,
    rows.map((row) => row.task_id),
  );
};

/** Until the transaction ends nobody else of the campaign asks in an answer's place or takes such a place back: neither sees half of the other. */
export const lockReplacements = async (tx: Tx, campaignId: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${campaignId}, 7425))`;
};

/** A task wants as many answers as it has places, but for those that are held and not wanted any more. */
const raiseOverlap = async (tx: Tx, taskIds: string[]): Promise<void> => {
  await tx.$executeRaw`
    update task t set overlap = (select count(*) from slot s where s.task_id = t.id and s.purpose = 'work' and s.state <> 'withdrawn'
      and not (s.state = 'leased' and ${isNeedless(Prisma.sql`s`)}))
    where t.id = any(${taskIds}::text[])`;
};
