import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { connectionSettingsSchema } from "@/lib/connections/schema";
import type { ConnectionSettings } from "@/lib/connections/schema";
import { newId } from "@/lib/ids";

const select = { id: true, name: true, settings: true, secretId: true, createdAt: true } as const;

export type StoredConnection = { id: string; name: string; settings: ConnectionSettings; secretId: string | null; createdAt: Date };

const toStored = (row: Omit<StoredConnection, "settings"> & { settings: unknown }): StoredConnection => ({
  ...row,
  settings: connectionSettingsSchema.parse(row.settings),
});

export const insertConnection = async (
  tx: Tx,
  connection: { projectId: string; name: string; settings: ConnectionSettings; secretId: string | null; createdById: string | null },
): Promise<string> => {
  const { id } = await tx.connection.create({ data: { id: newId("connection"), ...connection }, select: { id: true } });
  return id;
};

export const hasConnection = async (tx: Tx, projectId: string, name: string): Promise<boolean> =>
  (await tx.connection.count({ where: { projectId, name } })) > 0;

export const findConnection = async (projectId: string, id: string): Promise<StoredConnection | null> => {
  const row = await db().connection.findFirst({ where: { projectId, id }, select });
  return row && toStored(row);
};

export const connectionsOf = async (projectId: string): Promise<StoredConnection[]> =>
  (await db().connection.findMany({ where: { projectId }, orderBy: { name: "asc" }, select })).map(toStored);

/** The removed connection's secret; undefined where there was none such. */
export const deleteConnection = async (tx: Tx, projectId: string, id: string): Promise<{ secretId: string | null } | undefined> => {
  const row = await tx.connection.findFirst({ where: { projectId, id }, select: { secretId: true } });
  if (row) await tx.connection.deleteMany({ where: { projectId, id } });
  return row ?? undefined;
};
