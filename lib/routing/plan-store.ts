import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { excludedFrom } from "@/lib/quality/excluded-sql";
import type { ItemStretch } from "@/lib/item-stretches";
import { outlookSchema } from "@/lib/routing/outlook-schema";
import { drawnStates, planStateSchema, strategySchema, whySchema } from "@/lib/routing/schema";
import type { DecisionView, PlanView, Why } from "@/lib/routing/schema";
import { askingSchema } from "@/lib/tasks/schema";
import type { Asking } from "@/lib/tasks/schema";

/** Plans, their decisions, and what became of the tasks that they opened. */

const planSelect = {
  id: true,
  campaignId: true,
  number: true,
  strategy: true,
  seed: true,
  budgetShare: true,
  budgetMicros: true,
  humanPriceMicros: true,
  lmPriceMicros: true,
  humanOverlap: true,
  items: true,
  humanItems: true,
  costMicros: true,
  state: true,
  tasksOpened: true,
  predicted: true,
  createdAt: true,
  committedAt: true,
  alarmedAt: true,
} as const satisfies Prisma.RoutePlanSelect;

const toPlan = (row: Prisma.RoutePlanGetPayload<{ select: typeof planSelect }>): PlanView => ({
  id: row.id,
  campaignId: row.campaignId,
  number: row.number,
  strategy: strategySchema.parse(row.strategy),
  seed: row.seed,
  budget: row.budgetMicros === null ? { share: row.budgetShare ?? 0 } : { micros: Number(row.budgetMicros) },
  prices: { humanMicros: Number(row.humanPriceMicros), lmMicros: Number(row.lmPriceMicros) },
  overlap: row.humanOverlap,
  items: row.items,
  humanItems: row.humanItems,
  costMicros: Number(row.costMicros),
  state: planStateSchema.parse(row.state),
  tasksOpened: row.tasksOpened,
  outlook: outlookSchema.parse(row.predicted),
  createdAt: row.createdAt.toISOString(),
  committedAt: row.committedAt?.toISOString() ?? null,
  alarmedAt: row.alarmedAt?.toISOString() ?? null,
});

const isDrawn = { in: [...drawnStates] };

export const plansOf = async (projectId: string): Promise<PlanView[]> =>
  (await db().routePlan.findMany({ where: { projectId, state: isDrawn }, orderBy: { number: "desc" }, select: planSelect })).map(toPlan);

/** A plan with decisions. */
export const findPlan = async (tx: Tx, projectId: string, where: { id: string } | { number: number }): Promise<PlanView | null> => {
  const row = await tx.routePlan.findFirst({ where: { projectId, state: isDrawn, ...where }, select: planSelect });
  return row && toPlan(row);
};

/** Holds a plan's row until the transaction ends. */
export const lockPlan = async (tx: Tx, projectId: string, planId: string): Promise<void> => {
  await tx.$queryRaw`select id from route_plan where id = ${planId} and project_id = ${projectId} for update`;
};

/** Whether a job commits it now, or waits to. */
export const isBeingCommitted = async (tx: Tx, projectId: string, planId: string): Promise<boolean> =>
  (await tx.job.count({ where: { projectId, subjectId: planId, name: "commit-plan", state: { in: ["queued", "running"] } } })) > 0;

/** As it is shown, but for the reason, which is kept in its parts. */
export type StoredDecision = Omit<DecisionView, "why"> & { why: Why };

export type ItemDecision = Pick<StoredDecision, "taskId" | "arm" | "rank" | "gain" | "why"> & { plan: number; state: PlanView["state"] };

/** What the plans of a project that were carried out, or may be yet, decided about the tasks of an item; the newest plan first. */
export const decisionsOfItem = async (projectId: string, itemId: string): Promise<ItemDecision[]> => {
  const [plans, tasks] = await Promise.all([
    db().routePlan.findMany({ where: { projectId, OR: [{ state: "drawn" }, { committedAt: { not: null } }] }, select: { id: true } }),
    db().task.findMany({ where: { projectId, itemId }, select: { id: true } }),
  ]);
  // By plan and task, as the index has them: a project may have a million decisions.
  const rows = await db().routeDecision.findMany({
    where: { planId: { in: plans.map(({ id }) => id) }, taskId: { in: tasks.map(({ id }) => id) } },
    orderBy: { plan: { number: "desc" } },
    select: { taskId: true, arm: true, rank: true, gain: true, why: true, plan: { select: { number: true, state: true } } },
  });
  return rows.map(({ plan, ...row }) => ({
    ...row,
    plan: plan.number,
    state: planStateSchema.parse(plan.state),
    why: whySchema.parse(row.why),
  }));
};

/** Decisions by rank; `take` null gives all of them. */
export const decisionsOf = async (projectId: string, planId: string, take: number | null, arm?: "human"): Promise<StoredDecision[]> => {
  const rows = await db().routeDecision.findMany({
    where: { planId, plan: { projectId }, ...(arm ? { OR: [{ arm }, { arm: { startsWith: `${arm}:` } }] } : {}) },
    orderBy: { rank: "asc" },
    ...(take === null ? {} : { take }),
    select: {
      taskId: true,
      arm: true,
      rank: true,
      gain: true,
      costMicros: true,
      why: true,
      task: { select: { unitKey: true, item: { select: { externalId: true, title: true } } } },
    },
  });
  return rows.map(({ task, ...row }) => ({
    ...row,
    item: task.item.externalId,
    title: task.item.title,
    unitKey: task.unitKey,
    costMicros: Number(row.costMicros),
    why: whySchema.parse(row.why),
  }));
};

/** Decisions `d` of a plan that give the task to people. */
const toPeople = (projectId: string, planId: string): Prisma.Sql => Prisma.sql`
  d.plan_id = ${planId} and split_part(d.arm, ':', 1) = 'human'
    and exists (select from route_plan p where p.id = d.plan_id and p.project_id = ${projectId})`;

const byPerson = Prisma.sql`annotation a join annotator r on r.id = a.annotator_id join campaign c on c.id = a.campaign_id
  where a.task_id = d.task_id and r.source = 'human' and a.withdrawn_at is null and a.superseded_at is null`;

/** Whether an answer of a person to the task of decision `d` counts: as plans are drawn from those alone, only these make it done. */
const isAnswered = (projectId: string): Prisma.Sql => Prisma.sql`
  exists (select from ${byPerson} and not a.repeat and a.question_version >= c.counts_from
    and (a.campaign_id, a.annotator_id) not in (${excludedFrom(projectId)}))`;

export type TaskToOpen = {
  taskId: string;
  arm: string;
  rank: number;
  asking: Asking | null;
  /** slots whose answers count no more: each takes up a place that is to be opened besides */
  spent: number;
};

/** A stretch of ranks of a plan: `take` tasks after one. */
type RankStretch = { after: number; take: number };

/** The next tasks of people that no person has answered yet, by rank. */
export const tasksToOpen = async (
  tx: Tx,
  { projectId, planId }: { projectId: string; planId: string },
  { after, take }: RankStretch,
): Promise<TaskToOpen[]> => {
  const rows = await tx.$queryRaw<(Omit<TaskToOpen, "asking"> & { asking: unknown })[]>`
    select d.task_id as "taskId", d.arm, d.rank, d.why->'asking' as asking,
      (select count(*)::int from slot s where s.task_id = d.task_id and s.purpose = 'work' and s.state = 'done') as spent
    from route_decision d
    where ${toPeople(projectId, planId)} and d.rank > ${after}::int and not ${isAnswered(projectId)}
    order by d.rank limit ${take}::int`;
  return rows.map((row) => ({ ...row, asking: askingSchema.nullable().parse(row.asking ?? null) }));
};

/** What a plan went by for its tasks of people on some items: whether it drew them at random, and how often it took people to differ. */
export const askedOf = async (
  { projectId, planId }: { projectId: string; planId: string },
  { from, before }: ItemStretch,
): Promise<Map<string, Pick<Why, "control" | "pDisagree">>> => {
  const rows = await db().$queryRaw<(Pick<Why, "control" | "pDisagree"> & { taskId: string })[]>`
    select d.task_id as "taskId", coalesce((d.why->>'control')::boolean, false) as control, (d.why->>'pDisagree')::float8 as "pDisagree"
    from route_decision d join task t on t.id = d.task_id join item i on i.id = t.item_id
    where ${toPeople(projectId, planId)} and i.project_id = ${projectId} and i.ordinal >= ${from}::int and i.ordinal < ${before}::int`;
  return new Map(rows.map(({ taskId, ...why }) => [taskId, why]));
};

/** Moves a plan on, where it is still in the state that the caller saw. */
export const movePlan = async (
  tx: Tx,
  projectId: string,
  planId: string,
  from: "drawn" | "committed",
  data: { state: "committed" | "dropped"; extraMicros?: number },
): Promise<boolean> => {
  const moved = await tx.$executeRaw`
    update route_plan set state = ${data.state},
      extra_micros = coalesce(${data.extraMicros ?? null}::bigint, extra_micros),
      committed_at = case when ${data.state} = 'committed' then now() else committed_at end
    where id = ${planId} and project_id = ${projectId} and state = ${from}`;
  return moved === 1;
};

export const setTasksOpened = async (tx: Tx, projectId: string, planId: string, tasksOpened: number): Promise<void> => {
  await tx.routePlan.updateMany({ where: { projectId, id: planId }, data: { tasksOpened } });
};

/** Answers of people to the tasks that a plan opened, and those still wanted. */
export const progressOf = async (projectId: string, planId: string): Promise<{ done: number; open: number }> => {
  const rows = await db().$queryRaw<{ done: number; open: number }[]>`
    select count(*) filter (where s.state = 'done')::int as done, count(*) filter (where s.state in ('open', 'leased'))::int as open
    from slot s join task t on t.id = s.task_id where t.route_plan_id = ${planId} and t.project_id = ${projectId}`;
  return rows[0] ?? { done: 0, open: 0 };
};

export type AnsweredItems = {
  /** with an answer of a person, which is paid whether it counts or not */
  paid: number;
  /** with one that counts: the others may be asked about again */
  counted: number;
};

/** Items of a plan's human arm that a person has answered since. */
export const humanItemsAnswered = async (projectId: string, planId: string): Promise<AnsweredItems> => {
  const rows = await db().$queryRaw<AnsweredItems[]>`
    select count(*) filter (where exists (select from ${byPerson}))::int as paid, count(*) filter (where ${isAnswered(projectId)})::int as counted
    from route_decision d where ${toPeople(projectId, planId)}`;
  return rows[0] ?? { paid: 0, counted: 0 };
};

/** Answers that people gave to the tasks that a plan opened, by the plan's arm. */
export const answersByArm = async (projectId: string, planId: string): Promise<{ arm: string; answers: number }[]> =>
  db().$queryRaw`
    select d.arm, count(*)::int as answers from route_decision d join route_plan p on p.id = d.plan_id
    join slot s on s.task_id = d.task_id and s.state = 'done' and s.purpose = 'work' join task t on t.id = d.task_id and t.route_plan_id = p.id
    where p.id = ${planId} and p.project_id = ${projectId} group by d.arm`;
