import { z } from "zod";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { inChunks } from "@/lib/in-chunks";
import { drawnStates, pendingPlanSchema, planInputSchema } from "@/lib/routing/schema";
import type { Outlook } from "@/lib/routing/outlook-schema";
import type { PendingPlan, PlanRequest, Prices, Why } from "@/lib/routing/schema";

/** Plans from the asking to the drawing. */

const pendingSelect = { id: true, number: true, strategy: true, state: true, error: true, createdAt: true } as const;

const toPending = (row: Prisma.RoutePlanGetPayload<{ select: typeof pendingSelect }>): PendingPlan =>
  pendingPlanSchema.parse({ ...row, createdAt: row.createdAt.toISOString() });

export const pendingOf = async (projectId: string): Promise<PendingPlan[]> =>
  (
    await db().routePlan.findMany({
      where: { projectId, state: { notIn: [...drawnStates] } },
      orderBy: { number: "desc" },
      select: pendingSelect,
    })
  ).map(toPending);

export const findPending = async (projectId: string, number: number): Promise<PendingPlan | null> => {
  const row = await db().routePlan.findFirst({ where: { projectId, number, state: { notIn: [...drawnStates] } }, select: pendingSelect });
  return row && toPending(row);
};

// Beside what was asked for, and not to be asked for: only whoever may commit has a plan dropped.
const roundSchema = z.object({ goesOnWith: z.string().nullable().default(null) });

/** What was asked of a plan that is to be drawn still, and the plan that it goes on with; null where it is drawn, ended, or not there. */
export const findRequest = async (projectId: string, id: string): Promise<{ wanted: PlanRequest; goesOnWith: string | null } | null> => {
  const row = await db().routePlan.findFirst({ where: { projectId, id, state: "queued" }, select: { request: true } });
  return row && { wanted: planInputSchema.parse(row.request), ...roundSchema.parse(row.request) };
};

/** Number of the plan that goes on with a plan and waits to be drawn. */
export const queuedRoundOf = async (tx: Tx, projectId: string, planId: string): Promise<number | null> => {
  const where = { projectId, state: "queued", request: { path: ["goesOnWith"], equals: planId } };
  return (await tx.routePlan.findFirst({ where, select: { number: true } }))?.number ?? null;
};

/** What was asked of a plan, whatever has become of it. */
export const requestOf = async (tx: Tx, projectId: string, id: string): Promise<PlanRequest | null> => {
  const row = await tx.routePlan.findFirst({ where: { projectId, id }, select: { request: true } });
  return row && planInputSchema.parse(row.request);
};

const budgetColumns = (budget: PlanRequest["budget"]) => ({
  budgetKind: "share" in budget ? "share" : "micros",
  budgetShare: "share" in budget ? budget.share : null,
  budgetMicros: "micros" in budget ? BigInt(budget.micros) : null,
});

const asStored = (request: PlanRequest & { goesOnWith?: string }): Prisma.InputJsonValue =>
  z.json().parse(JSON.parse(JSON.stringify(request))) ?? {};

/** The newest committed plan that was asked for in the very same words; null where there is none. */
export const findCommitted = async (tx: Tx, request: PlanRequest): Promise<number | null> => {
  const where = { projectId: request.projectId, state: "committed", request: { equals: asStored(request) } };
  const row = await tx.routePlan.findFirst({ where, orderBy: { number: "desc" }, select: { number: true } });
  return row?.number ?? null;
};

/** Plans of a project are numbered one after the other: until the transaction ends nobody else's comes in. */
export const lockPlans = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${projectId}, 7422))`;
};

/** Takes the next number for a plan that is asked for. */
export const insertRequest = async (
  tx: Tx,
  request: PlanRequest,
  { campaignId, createdById, goesOnWith = null }: { campaignId: string; createdById: string | null; goesOnWith?: string | null },
): Promise<{ id: string; number: number }> => {
  const { projectId, budget, prices } = request;
  await lockPlans(tx, projectId);
  const last = await tx.routePlan.aggregate({ where: { projectId }, _max: { number: true } });
  return tx.routePlan.create({
    data: {
      id: newId("routePlan"),
      projectId,
      campaignId,
      number: (last._max.number ?? 0) + 1,
      strategy: request.strategy,
      seed: request.seed,
      ...budgetColumns(budget),
      humanPriceMicros: BigInt(prices.humanMicros),
      lmPriceMicros: BigInt(prices.lmMicros),
      humanOverlap: request.overlap,
      request: asStored(goesOnWith === null ? request : { ...request, goesOnWith }),
      createdById,
    },
    select: { id: true, number: true },
  });
};

export type NewDecision = { taskId: string; arm: string; rank: number; gain: number | null; costMicros: number; why: Why };
export type DrawnPlan = {
  prices: Prices;
  lmAnnotatorId: string | null;
  items: number;
  humanItems: number;
  costMicros: number;
  outlook: Outlook;
  decisions: NewDecision[];
};

/**
 * Gives a plan its decisions, in a transaction of `bulkDb`; false where it was ended or drawn meanwhile.
 * @param budget where it was drawn for another one than was asked for
 */
export const saveDrawn = async (
  tx: Tx,
  projectId: string,
  id: string,
  plan: DrawnPlan,
  budget: PlanRequest["budget"] | null = null,
): Promise<boolean> => {
  const { count } = await tx.routePlan.updateMany({
    where: { projectId, id, state: "queued" },
    data: {
      state: "drawn",
      ...(budget ? budgetColumns(budget) : {}),
      humanPriceMicros: BigInt(plan.prices.humanMicros),
      lmPriceMicros: BigInt(plan.prices.lmMicros),
      lmAnnotatorId: plan.lmAnnotatorId,
      items: plan.items,
      humanItems: plan.humanItems,
      costMicros: BigInt(plan.costMicros),
      predicted: plan.outlook,
    },
  });
  if (count === 0) return false;
  for (const decisions of inChunks(plan.decisions, 3_000)) {
    await tx.$executeRaw`
      insert into route_decision (plan_id, task_id, arm, rank, gain, cost_micros, why)
      select ${id}, r."taskId", r.arm, r.rank, r.gain, r."costMicros", r.why
      from json_to_recordset(${JSON.stringify(decisions)}::json) as r("taskId" text, arm text, rank int, gain float8, "costMicros" bigint, why jsonb)`;
  }
  return true;
};

export const markPlanEnded = async (projectId: string, id: string, state: "failed" | "cancelled", error: string): Promise<void> => {
  await db().routePlan.updateMany({ where: { projectId, id, state: "queued" }, data: { state, error } });
};
