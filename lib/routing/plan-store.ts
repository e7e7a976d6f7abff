import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
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

export type TaskToOpen = { taskId: string; arm: string; asking: Asking | null };

/** Tasks of people that no person has answered yet, by rank. */
export const tasksToOpen = async (tx: Tx, projectId: string, planId: string): Promise<TaskToOpen[]> => {
  const rows = await tx.$queryRaw<{ taskId: string; arm: string; asking: unknown }[]>`
    select d.task_id as "taskId", d.arm, d.why->'asking' as asking from route_decision d join route_plan p on p.id = d.plan_id
    where d.plan_id = ${planId} and p.project_id = ${projectId} and split_part(d.arm, ':', 1) = 'human'
      and not exists (select from annotation a join annotator r on r.id = a.annotator_id
        where a.task_id = d.task_id and r.source = 'human' and a.withdrawn_at is null and a.superseded_at is null)
    order by d.rank`;
  return rows.map((row) => ({ ...row, asking: askingSchema.nullable().parse(row.asking ?? null) }));
};

/** Moves a plan on, where it is still in the state that the caller saw. */
export const movePlan = async (
  tx: Tx,
  projectId: string,
  planId: string,
  from: "drawn" | "committed",
  data: { state: "committed" | "dropped"; tasksOpened?: number; extraMicros?: number },
): Promise<boolean> => {
  const moved = await tx.$executeRaw`
    update route_plan set state = ${data.state}, tasks_opened = coalesce(${data.tasksOpened ?? null}::int, tasks_opened),
      extra_micros = coalesce(${data.extraMicros ?? null}::bigint, extra_micros),
      committed_at = case when ${data.state} = 'committed' then now() else committed_at end
    where id = ${planId} and project_id = ${projectId} and state = ${from}`;
  return moved === 1;
};

/** Answers of people to the tasks that a plan opened, and those still wanted. */
export const progressOf = async (projectId: string, planId: string): Promise<{ done: number; open: number }> => {
  const rows = await db().$queryRaw<{ done: number; open: number }[]>`
    select count(*) filter (where s.state = 'done')::int as done, count(*) filter (where s.state in ('open', 'leased'))::int as open
    from slot s join task t on t.id = s.task_id where t.route_plan_id = ${planId} and t.project_id = ${projectId}`;
  return rows[0] ?? { done: 0, open: 0 };
};

/** Items of a plan's human arm that a person has answered since. */
export const humanItemsAnswered = async (projectId: string, planId: string): Promise<number> => {
  const rows = await db().$queryRaw<{ items: number }[]>`
    select count(*)::int as items from route_decision d join route_plan p on p.id = d.plan_id
    where d.plan_id = ${planId} and p.project_id = ${projectId} and split_part(d.arm, ':', 1) = 'human'
      and exists (select from annotation a join annotator r on r.id = a.annotator_id
        where a.task_id = d.task_id and r.source = 'human' and a.withdrawn_at is null and a.superseded_at is null)`;
  return rows[0]?.items ?? 0;
};

/** Answers that people gave to the tasks that a plan opened, by the plan's arm. */
export const answersByArm = async (projectId: string, planId: string): Promise<{ arm: string; answers: number }[]> =>
  db().$queryRaw`
    select d.arm, count(*)::int as answers from route_decision d join route_plan p on p.id = d.plan_id
    join slot s on s.task_id = d.task_id and s.state = 'done' and s.purpose = 'work' join task t on t.id = d.task_id and t.route_plan_id = p.id
    where p.id = ${planId} and p.project_id = ${projectId} group by d.arm`;
