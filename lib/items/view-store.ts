import { databaseNow } from "@/lib/database-now";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { viewQuerySchema } from "@/lib/items/schema";
import type { SavedView, ViewQuery } from "@/lib/items/schema";

type Own = { projectId: string; ownerId: string; viewId: string };

export const viewsOf = async (projectId: string, userId: string | null): Promise<SavedView[]> => {
  const rows = await db().savedView.findMany({
    where: { projectId, OR: [{ shared: true }, { ownerId: userId ?? "" }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, shared: true, query: true, ownerId: true, owner: { select: { name: true } } },
  });
  return rows.map(({ ownerId, owner, query, ...view }) => ({
    ...view,
    query: viewQuerySchema.parse(query),
    owner: owner.name,
    mine: ownerId === userId,
  }));
};

/** JSON has no word for "left out". */
const stored = (query: ViewQuery) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

/** Null where the person has a view of this name already. */
export const insertView = async (
  tx: Tx,
  view: { projectId: string; ownerId: string; name: string; shared: boolean; query: ViewQuery },
): Promise<string | null> => {
  const id = newId("view");
  const made = await tx.$executeRaw`
    insert into saved_view (id, project_id, owner_id, name, shared, query)
    values (${id}, ${view.projectId}, ${view.ownerId}, ${view.name}, ${view.shared}, ${JSON.stringify(stored(view.query))}::jsonb)
    on conflict (project_id, owner_id, name) do nothing`;
  return made === 1 ? id : null;
};

export const updateView = async (
  tx: Tx,
  { projectId, ownerId, viewId }: Own,
  change: { name?: string; shared?: boolean; query?: ViewQuery },
): Promise<"done" | "missing" | "taken"> => {
  const where = { id: viewId, projectId, ownerId };
  if (change.name !== undefined) {
    const other = await tx.savedView.findFirst({
      where: { projectId, ownerId, name: change.name, id: { not: viewId } },
      select: { id: true },
    });
    if (other) return "taken";
  }
  const { query, ...rest } = change;
  const { count } = await tx.savedView.updateMany({
    where,
    data: { ...rest, ...(query ? { query: stored(query) } : {}), updatedAt: await databaseNow(tx) },
  });
  return count === 1 ? "done" : "missing";
};

export const deleteView = async (tx: Tx, { projectId, ownerId, viewId }: Own): Promise<boolean> =>
  (await tx.savedView.deleteMany({ where: { id: viewId, projectId, ownerId } })).count === 1;
