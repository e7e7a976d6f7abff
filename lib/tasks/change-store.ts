import { databaseNow } from "@/lib/database-now";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";

type Scope = { projectId: string; campaignId: string };

/** What is to become of all tasks of a campaign. */
export type Change = Scope & {
  closing: boolean;
  /** of an opening */
  overlap: number | null;
  priority: number | null;
  /** of a closing: only the tasks that this plan opened */
  routePlanId: string | null;
};

/** A change that was asked for, and how far it has come. */
export type TaskChange = Change & { id: string; state: string; upTo: number; tasks: number; slots: number };

const select = {
  ...{ id: true, projectId: true, campaignId: true, closing: true, overlap: true, priority: true, routePlanId: true },
  ...{ state: true, upTo: true, tasks: true, slots: true },
} as const;

export const insertChange = async (tx: Tx, change: Change): Promise<string> => {
  const row = await tx.taskChange.create({ data: { id: newId("taskChange"), ...change }, select: { id: true } });
  return row.id;
};

/** The one that waits or runs; the lock keeps two that are asked for at once apart. */
export const unfinishedChange = async (tx: Tx, scope: Scope): Promise<{ closing: boolean } | null> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${scope.campaignId}, 7424))`;
  return tx.taskChange.findFirst({
    where: { projectId: scope.projectId, campaignId: scope.campaignId, state: "queued" },
    select: { closing: true },
  });
};

export const findChange = async (projectId: string, id: string): Promise<TaskChange | null> =>
  db().taskChange.findFirst({ where: { projectId, id }, select });

/** The one that was asked for last in a campaign. */
export const newestChange = async (scope: Scope): Promise<{ id: string; state: string; closing: boolean } | null> =>
  db().taskChange.findFirst({
    where: scope,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, state: true, closing: true },
  });

/** Notes a stretch in the transaction that changed it: what is gone through again after a crash is not counted again. */
export const noteStretch = async (tx: Tx, id: string, { upTo, tasks, slots }: { upTo: number; tasks: number; slots: number }) =>
  tx.taskChange.update({
    where: { id },
    data: { upTo, tasks: { increment: tasks }, slots: { increment: slots } },
    select,
  });

export const endChange = async (projectId: string, id: string, state: "done" | "failed" | "cancelled"): Promise<void> => {
  await db().taskChange.updateMany({ where: { projectId, id, state: "queued" }, data: { state, finishedAt: await databaseNow(db()) } });
};
