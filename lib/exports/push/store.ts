import { databaseNow } from "@/lib/database-now";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { pushViewSchema } from "@/lib/exports/push/schema";
import type { PushView } from "@/lib/exports/push/schema";
import { newId } from "@/lib/ids";

const select = {
  id: true,
  connectionId: true,
  place: true,
  state: true,
  address: true,
  error: true,
  createdAt: true,
  finishedAt: true,
} as const;

type Row = Omit<PushView, "state" | "createdAt" | "finishedAt"> & { state: string; createdAt: Date; finishedAt: Date | null };

const viewOf = ({ createdAt, finishedAt, ...row }: Row): PushView =>
  pushViewSchema.parse({ ...row, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null });

export const insertPush = async (
  tx: Tx,
  push: { versionId: string; connectionId: string; place: string; hidden: boolean; createdById: string | null },
): Promise<string> => {
  const { id } = await tx.datasetPush.create({ data: { id: newId("datasetPush"), ...push }, select: { id: true } });
  return id;
};

/** The newest first. */
export const pushesOf = async (projectId: string, versionId: string): Promise<PushView[]> =>
  (
    await db().datasetPush.findMany({
      where: { versionId, version: { projectId } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 50,
      select,
    })
  ).map(viewOf);

export type StoredPush = {
  id: string;
  number: number;
  connectionId: string;
  place: string;
  hidden: boolean;
  state: string;
};

export const findPush = async (projectId: string, id: string): Promise<StoredPush | null> => {
  const row = await db().datasetPush.findFirst({
    where: { id, version: { projectId } },
    select: {
      id: true,
      versionId: true,
      connectionId: true,
      place: true,
      hidden: true,
      state: true,
      version: { select: { number: true } },
    },
  });
  if (!row) return null;
  const { version, ...push } = row;
  return { ...push, number: version.number };
};

/** Whether this run may send: what ended stays as it is. */
export const beginPush = async (id: string): Promise<boolean> =>
  (await db().datasetPush.updateMany({ where: { id, state: { in: ["queued", "running"] } }, data: { state: "running" } })).count === 1;

export const endPush = async (
  projectId: string,
  id: string,
  end: { state: "done"; address: string } | { state: "failed" | "cancelled"; error: string },
): Promise<void> => {
  await db().datasetPush.updateMany({
    where: { id, version: { projectId }, state: { in: ["queued", "running"] } },
    data: { ...end, finishedAt: await databaseNow(db()) },
  });
};
