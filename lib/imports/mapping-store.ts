import { z } from "zod";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { readingSchema } from "@/lib/imports/schema";
import type { Reading } from "@/lib/imports/schema";

export type SavedMapping = { id: string; name: string; reading: Reading; columns: string[] };

/** The saved readings of a project by name. */
export const mappingsOf = async (projectId: string): Promise<SavedMapping[]> => {
  const rows = await db().importMapping.findMany({
    where: { projectId },
    orderBy: { name: "asc" },
    select: { id: true, name: true, reading: true, columns: true },
  });
  return rows.map((row) => ({ ...row, reading: readingSchema.parse(row.reading) }));
};

export const putMapping = async (
  tx: Tx,
  projectId: string,
  { name, reading, columns, createdById }: Omit<SavedMapping, "id"> & { createdById: string | null },
): Promise<string> => {
  const kept = { reading: z.json().parse(reading) ?? {}, columns };
  const { id } = await tx.importMapping.upsert({
    where: { projectId_name: { projectId, name } },
    create: { id: newId("importMapping"), projectId, name, createdById, ...kept },
    update: kept,
    select: { id: true },
  });
  return id;
};

export const deleteMapping = async (tx: Tx, projectId: string, id: string): Promise<boolean> =>
  (await tx.importMapping.deleteMany({ where: { projectId, id } })).count === 1;
