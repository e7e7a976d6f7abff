import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Reads of the audit log; it is written by `appendAudit` of lib/auth alone. */

export type Who = { kind: "system" } | { kind: "ids"; ids: string[] };
export type EntryFilter = {
  workspaceId: string;
  projectId: string | undefined;
  who: Who | null;
  action: string | undefined;
  from: string | undefined;
  to: string | undefined;
};

export type EntryRow = {
  id: string;
  at: string;
  actorKind: "person" | "api key" | "system";
  actorId: string;
  person: string | null;
  key: string | null;
  keyOwner: string | null;
  action: string;
  projectId: string | null;
  projectSlug: string | null;
  projectName: string | null;
  subjectId: string | null;
  detail: unknown;
  block: string | null;
};

const when = (sql: Prisma.Sql, value: unknown): Prisma.Sql => (value === undefined || value === null ? Prisma.empty : sql);

const ofWho = (who: Who | null): Prisma.Sql => {
  if (who === null) return Prisma.empty;
  return who.kind === "system" ? Prisma.sql`and e.actor_kind = 'system'` : Prisma.sql`and e.actor_id = any(${who.ids})`;
};

/** Where a page of entries lies: before one, after one, or at the newest. */
export type Place = { before: bigint | null; after: bigint | null; take: number };

/** Entries, the newest first; those next to the place. Names are joined to the page alone, after it was cut. */
export const entryRows = async (filter: EntryFilter, page: Place): Promise<EntryRow[]> =>
  db().$queryRaw<EntryRow[]>`
    with shown as (
      select * from audit_event e where e.workspace_id = ${filter.workspaceId}
        ${when(Prisma.sql`and e.id < ${page.before}`, page.before)}
        ${when(Prisma.sql`and e.id > ${page.after}`, page.after)}
        ${when(Prisma.sql`and e.project_id = ${filter.projectId}`, filter.projectId)}
        ${when(Prisma.sql`and e.action = ${filter.action}`, filter.action)}
        ${ofWho(filter.who)}
        ${when(Prisma.sql`and e.at >= ${filter.from}::date::timestamp at time zone 'UTC'`, filter.from)}
        ${when(Prisma.sql`and e.at < (${filter.to}::date + 1)::timestamp at time zone 'UTC'`, filter.to)}
      order by e.id ${page.after === null ? Prisma.sql`desc` : Prisma.sql`asc`} limit ${page.take})
    select e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.actor_kind as "actorKind",
      e.actor_id as "actorId", u.name as person, k.name as key, o.name as "keyOwner", e.action, e.project_id as "projectId",
      p.slug as "projectSlug", p.name as "projectName", e.subject_id as "subjectId", e.detail, e.seal_id::text as block
    from shown e left join project p on p.id = e.project_id
      left join app_user u on e.actor_kind = 'person' and u.id = e.actor_id
      left join api_key k on e.actor_kind = 'api key' and k.id = e.actor_id left join app_user o on o.id = k.user_id
    order by e.id desc`;

/** A member of the workspace with the keys that they made, or one key; null for anybody and anything else. */
export const findWho = async (workspaceId: string, id: string): Promise<{ name: string; ids: string[] } | null> => {
  const rows = await db().$queryRaw<{ name: string; ids: string[] }[]>`
    select u.name, array_prepend(u.id, array(select k.id from api_key k where k.workspace_id = ${workspaceId} and k.user_id = u.id)) as ids
    from member m join app_user u on u.id = m.user_id where m.workspace_id = ${workspaceId} and u.id = ${id}
    union all
    select 'key “' || k.name || '”', array[k.id] from api_key k where k.workspace_id = ${workspaceId} and k.id = ${id}`;
  return rows[0] ?? null;
};

/** What subjects are called now, and by what their pages find them. */
export const subjectRows = async (
  workspaceId: string,
  ids: string[],
): Promise<{ id: string; name: string; project: string | null; handle: string }[]> => {
  if (ids.length === 0) return [];
  const inProject = (table: string, name: string, handle = "x.id"): Prisma.Sql =>
    Prisma.sql`union all select x.id, ${Prisma.raw(name)}, p.slug, ${Prisma.raw(handle)} from ${Prisma.raw(table)} x
      join project p on p.id = x.project_id where p.workspace_id = ${workspaceId} and x.id = any(${ids})`;
  return db().$queryRaw`
    select p.id, p.name, p.slug as project, p.slug as handle from project p where p.workspace_id = ${workspaceId} and p.id = any(${ids})
    union all select m.id, u.name, null, u.id from member m join app_user u on u.id = m.user_id
      where m.workspace_id = ${workspaceId} and m.id = any(${ids})
    union all select u.id, u.name, null, u.id from app_user u join member m on m.user_id = u.id
      where m.workspace_id = ${workspaceId} and u.id = any(${ids})
    union all select k.id, k.name, null, k.id from api_key k where k.workspace_id = ${workspaceId} and k.id = any(${ids})
    union all select i.id, coalesce(i.email, 'open link'), null, i.id from invitation i where i.workspace_id = ${workspaceId} and i.id = any(${ids})
    ${inProject("campaign", "x.name", "x.slug")}
    ${inProject("item", "'item ' || x.ordinal")}
    ${inProject("import", "x.file_name")}
    ${inProject("reward_model_version", "'version ' || x.number", "x.number::text")}
    ${inProject("dataset_version", "'version ' || x.number", "x.number::text")}
    ${inProject("route_plan", "'plan ' || x.number", "x.number::text")}
    ${inProject("judge", "x.name", "x.name")}
    ${inProject("webhook", "x.url")}
    union all select t.id, 'item ' || i.ordinal, p.slug, i.id from task t join item i on i.id = t.item_id join project p on p.id = t.project_id
      where p.workspace_id = ${workspaceId} and t.id = any(${ids})
    union all select a.id, 'item ' || i.ordinal, p.slug, i.id from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id
      join project p on p.id = a.project_id where p.workspace_id = ${workspaceId} and a.id = any(${ids})`;
};
