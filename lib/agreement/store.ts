import { db } from "@/lib/db";

/** Titles of items, for lists. */
export const itemTitles = async (projectId: string, itemIds: string[]): Promise<Map<string, string>> => {
  const rows = await db().item.findMany({ where: { projectId, id: { in: itemIds } }, select: { id: true, title: true } });
  return new Map(rows.map((row) => [row.id, row.title]));
};
