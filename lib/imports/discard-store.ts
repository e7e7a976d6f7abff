import type { Tx } from "@/lib/db";
import { reopenWithdrawn } from "@/lib/tasks/reopen-sql";

/** What stands on an import's items besides what the import itself brought. */
export const countForeignWork = async (tx: Tx, projectId: string, importId: string): Promise<{ answers: number; leases: number }> => {
  const rows = await tx.$queryRaw<{ answers: number; leases: number }[]>`
    select
      (select count(*)::int from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id
       where i.import_id = ${importId} and i.project_id = ${projectId} and a.import_id is distinct from ${importId}) as answers,
      (select count(*)::int from assignment s join task t on t.id = s.task_id join item i on i.id = t.item_id
       where i.import_id = ${importId} and i.project_id = ${projectId} and s.state = 'leased' and s.lease_until > now()) as leases`;
  return rows[0] ?? { answers: 0, leases: 0 };
};

/** What an import has in the project now; of its labels those on items that were there before. */
export const countImported = async (
  tx: Tx,
  projectId: string,
  importId: string,
): Promise<{ items: number; labels: number; labelsElsewhere: number; aggregations: number }> => {
  const rows = await tx.$queryRaw<{ items: number; labels: number; labelsElsewhere: number; aggregations: number }[]>`
    select (select count(*)::int from item where import_id = ${importId} and project_id = ${projectId}) as items, l.labels, l.elsewhere as "labelsElsewhere",
      (select count(*)::int from aggregation g where g.project_id = ${projectId}
        and exists (select from consensus c join annotation a on a.task_id = c.task_id
          where c.aggregation_id = g.id and a.import_id = ${importId} and a.project_id = ${projectId})) as aggregations
    from (
      select count(*)::int as labels, count(*) filter (where i.import_id is distinct from ${importId})::int as elsewhere
      from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id
      where a.import_id = ${importId} and a.project_id = ${projectId}
    ) l`;
  return rows[0] ?? { items: 0, labels: 0, labelsElsewhere: 0, aggregations: 0 };
};

/**
 * Keeps an import's items from being answered until the transaction ends: claims pass over its slots, what would be written on its
 * tasks waits, and so does whoever would open new ones. Without it, an answer given while a long removal runs would go with its item.
 */
export const holdTasks = async (tx: Tx, projectId: string, importId: string): Promise<void> => {
  // In the order of whoever opens tasks: items, slots, tasks.
  await tx.$queryRaw`
    select count(*)::int from (
      select from item where import_id = ${importId} and project_id = ${projectId} order by id for update) held`;
  await tx.$queryRaw`
    select count(*)::int from (
      select from slot s join task t on t.id = s.task_id join item i on i.id = t.item_id
      where i.import_id = ${importId} and i.project_id = ${projectId} order by s.id for update of s) held`;
  await tx.$queryRaw`
    select count(*)::int from (
      select from task t join item i on i.id = t.item_id
      where i.import_id = ${importId} and i.project_id = ${projectId} order by t.id for update of t) held`;
};

/** Posteriors that rest on labels which are about to go would no longer follow from what is stored. */
export const deleteAggregations = async (tx: Tx, projectId: string, importId: string): Promise<void> => {
  await tx.$executeRaw`
    delete from aggregation where project_id = ${projectId} and id in (
      select c.aggregation_id from consensus c join annotation a on a.task_id = c.task_id where a.import_id = ${importId} and a.project_id = ${projectId})`;
};

/** Tasks of items that were there before, on which the import put labels. */
export const tasksElsewhere = async (tx: Tx, projectId: string, importId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct t.id from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id
    where a.import_id = ${importId} and a.project_id = ${projectId} and i.import_id is distinct from ${importId}`;
  return rows.map(({ id }) => id);
};

/** Takes the import's labels off some of those tasks, and removes the tasks that nothing else holds. */
export const clearTasks = async (tx: Tx, projectId: string, importId: string, taskIds: string[]): Promise<void> => {
  // Whoever is answering one of them is waited for, and what they stored is seen by the statements that follow.
  await tx.$queryRaw`
    select id from slot where task_id = any(${taskIds}::text[]) and project_id = ${projectId} order by id for update`;
  await tx.$queryRaw`
    select id from task where id = any(${taskIds}::text[]) and project_id = ${projectId} order by id for update`;
  await tx.$executeRaw`
    delete from annotation where task_id = any(${taskIds}::text[]) and import_id = ${importId} and project_id = ${projectId}`;
  await tx.$executeRaw`
    delete from task t where t.project_id = ${projectId} and t.id = any(${taskIds}::text[])
      and not exists (select from annotation a where a.task_id = t.id) and not exists (select from slot s where s.task_id = t.id)
      and not exists (select from route_decision d where d.task_id = t.id)`;
  // A task whose known answer went is no longer one to check people by; one that was kept for practice is work again.
  await tx.$executeRaw`
    update task t set is_gold = false, is_training = false
    where t.project_id = ${projectId} and t.id = any(${taskIds}::text[]) and t.is_gold
      and not exists (select from annotation a join annotator r on r.id = a.annotator_id
        where a.task_id = t.id and r.source = 'gold' and a.withdrawn_at is null and a.superseded_at is null)`;
  await reopenWithdrawn(tx, { projectId, taskIds });
};

/** Removes the next items of an import after one, with all that hangs on them; null where none is left. */
export const deleteItems = async (
  tx: Tx,
  projectId: string,
  importId: string,
  { afterOrdinal, most }: { afterOrdinal: number; most: number },
): Promise<{ items: number; upTo: number } | null> => {
  const items = await tx.item.findMany({
    where: { projectId, importId, ordinal: { gt: afterOrdinal } },
    orderBy: { ordinal: "asc" },
    take: most,
    select: { id: true, ordinal: true },
  });
  const last = items.at(-1);
  if (!last) return null;
  await tx.$executeRaw`delete from item where id = any(${items.map(({ id }) => id)}::text[])`;
  return { items: items.length, upTo: last.ordinal };
};

/** Takes back what an import told of people; where they told it themselves since, it is theirs. */
export const clearProfiles = async (tx: Tx, projectId: string, importId: string): Promise<void> => {
  await tx.$executeRaw`
    update annotator set meta = meta - 'profileImport', demographics = case when user_id is null then '{}'::jsonb else demographics end
    where project_id = ${projectId} and meta ->> 'profileImport' = ${importId}`;
};

/** Annotators named by the file who have nothing left. A language model that was set up since is one without answers, and no file's. */
export const deleteIdleAnnotators = async (tx: Tx, projectId: string, importId: string): Promise<void> => {
  // A statement of its own, so that the next one sees what others were storing of them.
  await tx.$queryRaw`
    select r.id from annotator r where r.project_id = ${projectId} and r.user_id is null
      and r.created_at >= (select created_at from import where id = ${importId}) order by r.id for update`;
  await tx.$executeRaw`
    delete from annotator r where r.project_id = ${projectId} and r.user_id is null
      and r.created_at >= (select created_at from import where id = ${importId})
      and not exists (select from annotation a where a.annotator_id = r.id) and not exists (select from assignment s where s.annotator_id = r.id)
      and r.demographics = '{}'::jsonb and not exists (select from judge j where j.annotator_id = r.id)`;
};
