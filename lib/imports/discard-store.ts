import type { Tx } from "@/lib/db";

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

/** Takes out everything that bears the import's id, and what was derived from it. */
export const deleteImported = async (tx: Tx, projectId: string, importId: string): Promise<{ items: number; labels: number }> => {
  // Posteriors that rest on labels which are about to go would no longer follow from what is stored.
  await tx.$executeRaw`
    delete from aggregation where project_id = ${projectId} and id in (
      select c.aggregation_id from consensus c join annotation a on a.task_id = c.task_id where a.import_id = ${importId} and a.project_id = ${projectId})`;
  const touched = await tx.$queryRaw<{ id: string }[]>`
    select distinct t.id from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id
    where a.import_id = ${importId} and a.project_id = ${projectId} and i.import_id is distinct from ${importId}`;
  const labels = await tx.$executeRaw`delete from annotation where import_id = ${importId} and project_id = ${projectId}`;
  const items = await tx.$executeRaw`delete from item where import_id = ${importId} and project_id = ${projectId}`;
  await tx.$executeRaw`
    delete from task t where t.project_id = ${projectId} and t.id = any(${touched.map((task) => task.id)})
      and not exists (select from annotation a where a.task_id = t.id) and not exists (select from slot s where s.task_id = t.id)
      and not exists (select from route_decision d where d.task_id = t.id)`;
  await tx.$executeRaw`
    delete from annotator r where r.project_id = ${projectId} and r.user_id is null
      and r.created_at >= (select created_at from import where id = ${importId})
      and not exists (select from annotation a where a.annotator_id = r.id) and not exists (select from assignment s where s.annotator_id = r.id)`;
  return { items, labels };
};
