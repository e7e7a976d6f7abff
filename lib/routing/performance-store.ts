import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";

export type StoredTable = {
  id: string;
  name: string;
  target: string;
  mixItems: number;
  columns: string[];
  counts: number[];
  scores: number[];
};

const select = { id: true, name: true, target: true, mixItems: true, columns: true, counts: true, scores: true, createdAt: true } as const;

/** @returns the id; of the one that is there already where it is the same */
export const insertTable = async (
  tx: Tx,
  projectId: string,
  table: Omit<StoredTable, "id"> & { sha256: string; createdById: string | null },
): Promise<string> => {
  const { sha256, name } = table;
  const row = await tx.performanceTable.upsert({
    where: { projectId_sha256: { projectId, sha256 } },
    create: { id: newId("performanceTable"), projectId, ...table },
    update: { name },
    select: { id: true },
  });
  return row.id;
};

export const tablesOf = async (projectId: string): Promise<(StoredTable & { createdAt: Date })[]> =>
  db().performanceTable.findMany({ where: { projectId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], select });

export const findTable = async (projectId: string, id: string): Promise<StoredTable | null> =>
  db().performanceTable.findFirst({ where: { projectId, id }, select });

export const deleteTable = async (tx: Tx, projectId: string, id: string): Promise<boolean> =>
  (await tx.performanceTable.deleteMany({ where: { projectId, id } })).count > 0;
