import { newestFit } from "@/lib/aggregation/newest-sql";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { handoutSchema } from "@/lib/projects/handout-schema";
import type { Handout } from "@/lib/projects/handout-schema";
import { uncountedNow } from "@/lib/quality/uncounted-sql";
import { lockTasks } from "@/lib/tasks/lock-sql";
import { reopenWithdrawn } from "@/lib/tasks/reopen-sql";
import type { Asking, TaskCounts, TaskFilter, TaskRow } from "@/lib/tasks/schema";

type Scope = { projectId: string; campaignId: string };

/** Items of a project: what all of its tasks are gone through by. */
export const countItems = async (projectId: string): Promise<number> => db().item.count({ where: { projectId } });

/** Items in order of import with their number of candidates, `limit` after `afterOrdinal`. */
export const itemsWithCandidates = async (
  tx: Tx,
  projectId: string,
  page: { afterOrdinal: number; limit: number },
): Promise<{ id: string; ordinal: number; candidates: number }[]> =>
  // Counted item by item along the index: the ORM's count groups the candidates of all projects, once for each page.
  tx.$queryRaw`
    select i.id, i.ordinal, (select count(*)::int from candidate c where c.item_id = i.id) as candidates
    from item i where i.project_id = ${projectId} and i.ordinal > ${page.afterOrdinal} order by i.ordinal limit ${page.limit}`;

/** Those of some items that are there, which nobody removes until the transaction ends. */
export const itemsHeld = async (tx: Tx, projectId: string, ids: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from item where project_id = ${projectId} and id = any(${ids}::text[]) order by id for key share`;
  return new Set(rows.map(({ id }) => id));
};

/** Items in order of import, as `itemsWithCandidates` gives them. */
export const itemsAfter = async (
  tx: Tx,
  projectId: string,
  page: { afterOrdinal: number; most: number },
): Promise<{ id: string; ordinal: number }[]> =>
  tx.item.findMany({
    where: { projectId, ordinal: { gt: page.afterOrdinal } },
    select: { id: true, ordinal: true },
    orderBy: { ordinal: "asc" },
    take: page.most,
  });

export type Opening = {
  projectId: string;
  campaignId: string;
  taskIds: string[];
  overlap: number;
  priority: number | null;
  routePlanId: string | null;
  lane: string | null;
};

/** Raises tasks to `overlap` slots. As many that were withdrawn come back as are wanting; leased and done ones stay as they are. */
export const raiseSlots = async (tx: Tx, opening: Opening): Promise<{ tasks: number; slots: number }> => {
  const { projectId, campaignId, taskIds, overlap, priority, routePlanId, lane } = opening;
  await lockTasks(tx, opening);
  const tasks = await tx.$executeRaw`
    update task set overlap = greatest(overlap, ${overlap}::int), priority = coalesce(${priority}::float8, priority),
      route_plan_id = coalesce(${routePlanId}::text, route_plan_id),
      lane = case when ${routePlanId}::text is null then lane else ${lane}::text end, asking = case when ${routePlanId}::text is null then asking end, opened_at = coalesce(opened_at, now())
    where id = any(${taskIds}::text[]) and project_id = ${projectId} and campaign_id = ${campaignId} and not is_training`;
  const reopened = await reopenWithdrawn(tx, { projectId, campaignId, taskIds });
  const added = await tx.$executeRaw`
    insert into slot (project_id, campaign_id, task_id, ordinal, priority)
    select task.project_id, task.campaign_id, task.id, wanted.ordinal, task.priority
    from task join item on item.id = task.item_id cross join lateral generate_series(1, task.overlap) as wanted (ordinal)
    where task.id = any(${taskIds}::text[]) and task.campaign_id = ${campaignId} and task.project_id = ${projectId} and not task.is_training
    order by item.ordinal, task.unit_key, wanted.ordinal
    on conflict (task_id, ordinal) do nothing`;
  if (priority !== null) {
    await tx.$executeRaw`
      update slot set priority = ${priority}::float8
      where task_id = any(${taskIds}::text[]) and campaign_id = ${campaignId} and project_id = ${projectId} and priority <> ${priority}::float8`;
  }
  return { tasks, slots: reopened + added };
};

/** Says of tasks when they have answers enough. */
export const setAsking = async (
  tx: Tx,
  scope: { projectId: string; campaignId: string },
  tasks: readonly { taskId: string; asking: Asking }[],
): Promise<void> => {
  await tx.$executeRaw`
    update task set asking = w.asking from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as w("taskId" text, asking jsonb)
    where task.id = w."taskId" and task.project_id = ${scope.projectId} and task.campaign_id = ${scope.campaignId}`;
};

/** Takes back the slots that nobody holds; work under way may still be handed in, and where it is not, nobody else is asked (`isBeyondOverlap`). */
export const withdrawSlots = async (tx: Tx, scope: { projectId: string; campaignId: string; taskIds: string[] }): Promise<number> => {
  await lockTasks(tx, scope);
  const slots = await tx.$executeRaw`
    update slot set state = 'withdrawn'
    where task_id = any(${scope.taskIds}::text[]) and campaign_id = ${scope.campaignId} and project_id = ${scope.projectId} and state = 'open'`;
  await tx.$executeRaw`
    update task set overlap = kept.answered, lane = case when kept.slots > 0 then lane end, asking = case when kept.slots > 0 then asking end
    from (
      select t.id as task_id, k.slots, k.answered from task t cross join lateral (
        select count(*) as slots, count(*) filter (where s.state = 'done') as answered from slot s
        where s.task_id = t.id and s.purpose = 'work' and s.state in ('leased', 'done')) k
      where t.id = any(${scope.taskIds}::text[])) as kept
    where kept.task_id = id and id = any(${scope.taskIds}::text[]) and campaign_id = ${scope.campaignId} and project_id = ${scope.projectId}`;
  return slots;
};

/** How many of some ids are tasks of the campaign. */
export const tasksAmong = async (tx: Tx, { projectId, campaignId }: Scope, ids: string[]): Promise<number> =>
  tx.task.count({ where: { projectId, campaignId, id: { in: ids } } });

/** Ids of a campaign's tasks, or of those of some items. */
export const taskIdsOf = async (tx: Tx, scope: Scope & { itemIds?: string[] }): Promise<string[]> => {
  const rows = await tx.task.findMany({
    where: {
      projectId: scope.projectId,
      campaignId: scope.campaignId,
      isTraining: false,
      ...(scope.itemIds ? { itemId: { in: scope.itemIds } } : {}),
    },
    select: { id: true },
    orderBy: [{ item: { ordinal: "asc" } }, { unitKey: "asc" }],
  });
  return rows.map((row) => row.id);
};

/**
 * Tasks of a campaign that wait for somebody, or would where those who hold them leave them, up to so many; those that a plan opened, or
 * those of some items, where named.
 */
export const openTaskIds = async (
  tx: Tx,
  scope: Scope & { routePlanId: string | null },
  { itemIds = null, most = null }: { itemIds?: string[] | null; most?: number | null } = {},
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select t.id from task t
    where t.project_id = ${scope.projectId} and t.campaign_id = ${scope.campaignId}
      and (${scope.routePlanId}::text is null or t.route_plan_id = ${scope.routePlanId})
      and (${itemIds}::text[] is null or t.item_id = any(${itemIds}::text[]))
      and exists (select from slot s where s.task_id = t.id and (s.state = 'open' or (s.state = 'leased' and s.purpose = 'work'
        and t.overlap > (select count(*) from slot d where d.task_id = t.id and d.purpose = 'work' and d.state = 'done'))))
    limit ${most}::int`;
  return rows.map((row) => row.id);
};

/** Those of some tasks that are kept for the qualification, and so are never opened. */
export const trainingAmong = async (tx: Tx, scope: { projectId: string; campaignId: string }, taskIds: string[]): Promise<Set<string>> => {
  const rows = await tx.task.findMany({ where: { ...scope, id: { in: taskIds }, isTraining: true }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
};

export const campaignForTasks = async (
  tx: Tx,
  projectId: string,
  campaignId: string,
): Promise<{
  kind: string;
  config: Prisma.JsonValue;
  overlap: number;
  state: "draft" | "open" | "paused" | "archived";
  handout: Handout;
} | null> => {
  const row = await tx.campaign.findFirst({
    where: { id: campaignId, projectId },
    select: { kind: true, config: true, overlap: true, state: true, handout: true },
  });
  return row && { ...row, handout: handoutSchema.parse(row.handout) };
};

export const countTasks = async ({ projectId, campaignId }: Scope): Promise<TaskCounts> => {
  const rows = await db().$queryRaw<TaskCounts[]>`
    with live as (
      select bool_or(state = 'open' or state = 'leased') as waiting from slot
      where campaign_id = ${campaignId} and project_id = ${projectId} and state <> 'withdrawn' group by task_id
    ), tasks as (
      select count(*)::int as n from task where campaign_id = ${campaignId} and project_id = ${projectId}
    )
    select (select n from tasks) as all, (select n from tasks) - count(*)::int as unopened,
      count(*) filter (where live.waiting)::int as open, count(*) filter (where not live.waiting)::int as answered
    from live`;
  return rows[0] ?? { all: 0, unopened: 0, open: 0, answered: 0 };
};

/** Tasks in order of their items. The page is cut before labels are counted, so that a long campaign costs no more than a short one. */
export const pageOfTasks = async (
  { projectId, campaignId }: Scope,
  page: { filter: TaskFilter; take: number; skip: number },
): Promise<TaskRow[]> => {
  const { filter } = page;
  return db().$queryRaw<TaskRow[]>`
    with cut as (
      select t.id, t.item_id, t.unit_key, t.is_gold, t.priority, i.ordinal, i.title
      from task t join item i on i.id = t.item_id
      where t.campaign_id = ${campaignId} and t.project_id = ${projectId}
        and (${filter} = 'all'
          or (${filter} = 'open' and exists (select 1 from slot s where s.task_id = t.id and s.state in ('open', 'leased')))
          or (${filter} = 'answered' and exists (select 1 from slot s where s.task_id = t.id and s.state = 'done')
              and not exists (select 1 from slot s where s.task_id = t.id and s.state in ('open', 'leased')))
          or (${filter} = 'unopened' and not exists (select 1 from slot s where s.task_id = t.id and s.state <> 'withdrawn')))
      order by i.ordinal, t.unit_key limit ${page.take} offset ${page.skip}
    ), latest as (
      select id, question from aggregation where id = ${newestFit(Prisma.sql`${campaignId}`)} and project_id = ${projectId}
    )
    select cut.id, consensus.question, cut.item_id as "itemId", cut.ordinal, cut.title, cut.unit_key as "unitKey", cut.is_gold as "isGold", cut.priority,
      slots.open, slots.leased, slots.done, labels.people, labels.models,
      consensus.choice, consensus.p_choice as "pChoice", consensus.labels as "consensusLabels"
    from cut
    cross join lateral (
      select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'leased')::int as leased,
        count(*) filter (where state = 'done')::int as done
      from slot where slot.task_id = cut.id and slot.purpose = 'work'
    ) as slots
    cross join lateral (
      select count(*) filter (where annotator.source = 'human')::int as people, count(*) filter (where annotator.source = 'lm')::int as models
      from annotation a join annotator on annotator.id = a.annotator_id
      where a.task_id = cut.id and a.withdrawn_at is null and a.superseded_at is null and not ${uncountedNow(projectId)}
    ) as labels
    left join latest on true
    left join consensus on consensus.aggregation_id = latest.id and consensus.task_id = cut.id and consensus.question = latest.question
    order by cut.ordinal, cut.unit_key`;
};
