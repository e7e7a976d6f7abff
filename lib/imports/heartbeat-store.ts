import { db } from "@/lib/db";

/**
 * Shows that imports are alive; answers how many of them still run. A row that the import's own transaction holds is passed
 * over: it can be neither beaten nor swept.
 */
export const beatImports = async (ids: readonly string[]): Promise<number> => {
  const rows = await db().$queryRaw<{ n: number }[]>`
    with beaten as (
      update import set heartbeat_at = now()
      where id in (select id from import where id = any(${[...ids]}) and state = 'running' for update skip locked))
    select count(*)::int as n from import where id = any(${[...ids]}) and state = 'running'`;
  return rows[0]?.n ?? 0;
};

/** Ends imports of the command line that show no life, in every project, counting what they left. */
export const failStaleImports = async (staleSeconds: number): Promise<number> =>
  db().$executeRaw`
    update import m set state = 'failed', finished_at = now(), items_added = c.items, candidates_added = c.candidates, labels_added = c.labels,
      error = case when c.items + c.labels = 0 then 'The command that read this file was killed. Nothing of it is in: run it again.'
        else 'The command that read this file was killed half way. What it had written is in: run it again to add the rest, or undo it.' end
    from (
      select s.id, (select count(*)::int from item i where i.import_id = s.id) as items,
        (select count(*)::int from candidate k join item i on i.id = k.item_id where i.import_id = s.id) as candidates,
        (select count(*)::int from annotation a where a.import_id = s.id) as labels
      from import s
      where s.state = 'running' and s.storage_key is null and s.source is null
        and coalesce(s.heartbeat_at, s.created_at) < now() - make_interval(secs => ${staleSeconds})
      for update skip locked
    ) c
    where m.id = c.id`;
