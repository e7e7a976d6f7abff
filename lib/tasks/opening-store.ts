import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";

type Scope = { projectId: string; campaignId: string };

/** An opening of all tasks of a campaign: what is wanted, and how far it has come. */
export type Opening = Scope & {
  id: string;
  overlap: number;
  priority: number | null;
  state: string;
  upTo: number;
  tasks: number;
  slots: number;
};

const select = {
  ...{ id: true, projectId: true, campaignId: true, overlap: true, priority: true },
  ...{ state: true, upTo: true, tasks: true, slots: true },
} as const;

/** Items of a project: what an opening goes through. */
export const countItems = async (projectId: string): Promise<number> => db().item.count({ where: { projectId } });

export const insertOpening = async (tx: Tx, wanted: Scope & { overlap: number; priority: number | null }): Promise<string> => {
  const row = await tx.taskOpening.create({ data: { id: newId("taskOpening"), ...wanted }, select: { id: true } });
  return row.id;
};

/** Whether one waits or runs; the lock keeps two that are asked for at once apart. */
export const hasOpening = async (tx: Tx, scope: Scope): Promise<boolean> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${scope.campaignId}, 7424))`;
  return (await tx.taskOpening.count({ where: { ...scope, state: "queued" } })) > 0;
};

export const findOpening = async (projectId: string, id: string): Promise<Opening | null> =>
  db().taskOpening.findFirst({ where: { projectId, id }, select });

/** The one that was asked for last in a campaign. */
export const newestOpening = async (scope: Scope): Promise<{ id: string; state: string } | null> =>
  db().taskOpening.findFirst({ where: scope, orderBy: [{ createdAt: "desc" }, { id: "desc" }], select: { id: true, state: true } });

/** Notes a stretch in the transaction that opened it: what is opened again after a crash is not counted again. */
export const noteStretch = async (tx: Tx, id: string, { upTo, tasks, slots }: { upTo: number; tasks: number; slots: number }) =>
  tx.taskOpening.update({
    where: { id },
    data: { upTo, tasks: { increment: tasks }, slots: { increment: slots } },
    select,
  });

export const endOpening = async (projectId: string, id: string, state: "done" | "failed" | "cancelled"): Promise<void> => {
  await db().taskOpening.updateMany({ where: { projectId, id, state: "queued" }, data: { state, finishedAt: new Date() } });
};
