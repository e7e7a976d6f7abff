import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { FlagFilter, FlagReason, FlagRow } from "@/lib/flags/schema";

export type NewFlag = {
  projectId: string;
  campaignId: string;
  taskId: string;
  annotatorId: string;
  reason: FlagReason;
  comment: string;
  response: number | null;
};

/** One open flag for a reason, person and task: raised again, the newer words stand. */
export const insertFlag = async (tx: Tx, flag: NewFlag): Promise<void> => {
  await tx.$executeRaw`
    insert into flag (id, project_id, campaign_id, task_id, item_id, annotator_id, reason, comment, response)
    select ${newId("flag")}, ${flag.projectId}, ${flag.campaignId}, t.id, t.item_id, ${flag.annotatorId}, ${flag.reason}, ${flag.comment}, ${flag.response}::int
    from task t where t.id = ${flag.taskId} and t.project_id = ${flag.projectId}
    on conflict (task_id, annotator_id, reason) where resolved_at is null do update set comment = excluded.comment, response = excluded.response`;
};

/** Takes an open flag back, as an undo does. */
export const deleteFlag = async (tx: Tx, flag: Pick<NewFlag, "taskId" | "annotatorId"> & { reasons: FlagReason[] }): Promise<void> => {
  await tx.flag.deleteMany({
    where: { taskId: flag.taskId, annotatorId: flag.annotatorId, reason: { in: flag.reasons }, resolvedAt: null },
  });
};

/** Whether this person was given the task, whatever became of it. */
export const wasGiven = async (tx: Tx, where: { taskId: string; annotatorId: string; campaignId: string }): Promise<boolean> =>
  (await tx.assignment.findFirst({ where, select: { id: true } })) !== null;

/** Sets a warning where the item has none yet: the first report covers it for everybody who comes after. */
export const warnOnce = async (tx: Tx, projectId: string, taskId: string, warning: string): Promise<void> => {
  await tx.$executeRaw`
    update item i set content_warning = ${warning} from task t
    where t.id = ${taskId} and i.id = t.item_id and i.project_id = ${projectId} and i.content_warning is null`;
};

export const writeWarning = async (tx: Tx, projectId: string, itemId: string, warning: string | null): Promise<number> =>
  (await tx.item.updateMany({ where: { id: itemId, projectId }, data: { contentWarning: warning } })).count;

const wantedOf = (projectId: string, filter: FlagFilter): Prisma.Sql => Prisma.sql`
  f.project_id = ${projectId}
  and (${filter.campaignId ?? null}::text is null or f.campaign_id = ${filter.campaignId ?? null})
  and (${filter.reason ?? null}::text is null or f.reason = ${filter.reason ?? null})
  and (${filter.annotatorId ?? null}::text is null or f.annotator_id = ${filter.annotatorId ?? null})
  and (${filter.state} = 'all' or (${filter.state} = 'open') = (f.resolved_at is null))`;

type RawFlag = Omit<FlagRow, "createdAt" | "resolvedAt"> & { createdAt: Date; resolvedAt: Date | null };

export const pageOfFlags = async (
  tx: Tx,
  projectId: string,
  filter: FlagFilter,
  page: { take: number; skip: number },
): Promise<FlagRow[]> => {
  const rows = await tx.$queryRaw<RawFlag[]>`
    select f.id, f.reason, f.comment, f.response, f.created_at as "createdAt", f.resolved_at as "resolvedAt", f.resolution,
      f.campaign_id as "campaignId", c.name as campaign, f.task_id as "taskId", t.unit_key as "unitKey",
      i.id as "itemId", i.ordinal, i.title, i.content_warning as "contentWarning", r.id as "annotatorId", r.name as annotator
    from flag f join task t on t.id = f.task_id join item i on i.id = f.item_id join annotator r on r.id = f.annotator_id join campaign c on c.id = f.campaign_id
    where ${wantedOf(projectId, filter)}
    order by f.created_at desc, f.id desc limit ${page.take} offset ${page.skip}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), resolvedAt: row.resolvedAt?.toISOString() ?? null }));
};

export const countFlags = async (tx: Tx, projectId: string, filter: FlagFilter): Promise<number> => {
  const rows = await tx.$queryRaw<{ n: number }[]>`select count(*)::int as n from flag f where ${wantedOf(projectId, filter)}`;
  return rows[0]?.n ?? 0;
};

export const resolve = async (
  tx: Tx,
  where: { projectId: string; flagId: string },
  by: { resolution: string; userId: string | null },
): Promise<{ taskId: string; campaignId: string; reason: string } | null> => {
  const rows = await tx.$queryRaw<{ taskId: string; campaignId: string; reason: string }[]>`
    update flag set resolved_at = clock_timestamp(), resolved_by_id = ${by.userId}, resolution = ${by.resolution}
    where id = ${where.flagId} and project_id = ${where.projectId} and resolved_at is null
    returning task_id as "taskId", campaign_id as "campaignId", reason`;
  return rows[0] ?? null;
};
