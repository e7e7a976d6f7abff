import { databaseNow } from "@/lib/database-now";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import type { ItemMeasures } from "@/lib/ml/routing/item-measures";
import { measuresSchema, promptTagsSchema, publishedTagSet, tagSetSchema } from "@/lib/tags/schema";
import type { PromptTags, TagSet } from "@/lib/tags/schema";

export type ItemToTag = { id: string; ordinal: number; prompt: unknown; responses: string[]; meta: unknown };

/** Items after a place in the project's order, with their texts. */
export const itemsAfter = async (projectId: string, ordinal: number, take: number): Promise<ItemToTag[]> => {
  const rows = await db().item.findMany({
    where: { projectId, ordinal: { gt: ordinal } },
    orderBy: { ordinal: "asc" },
    take,
    select: {
      id: true,
      ordinal: true,
      meta: true,
      payload: { select: { prompt: true } },
      candidates: { orderBy: { ordinal: "asc" }, select: { payload: { select: { text: true } } } },
    },
  });
  return rows.map(({ payload, candidates, ...row }) => ({
    ...row,
    prompt: payload?.prompt ?? "",
    responses: candidates.map((candidate) => candidate.payload?.text ?? ""),
  }));
};

export const countItems = (projectId: string): Promise<number> => db().item.count({ where: { projectId } });

export const readTagSet = async (tx: Tx, projectId: string): Promise<TagSet> => {
  const row = await tx.tagSet.findUnique({ where: { projectId }, select: { definition: true } });
  return row ? tagSetSchema.parse(row.definition) : publishedTagSet;
};

export const hasOwnTagSet = async (projectId: string): Promise<boolean> => (await db().tagSet.count({ where: { projectId } })) > 0;

export const writeTagSet = async (tx: Tx, projectId: string, set: TagSet | null): Promise<void> => {
  if (set === null) await tx.tagSet.deleteMany({ where: { projectId } });
  else
    await tx.tagSet.upsert({
      where: { projectId },
      create: { projectId, definition: set },
      update: { definition: set, updatedAt: await databaseNow(tx) },
    });
};

/** Whoever gives items their tags goes one after the other: the set that one of them read would be another one at its end. */
export const lockTags = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${projectId}, 7424))`;
};

/** The same for a request, which does not wait minutes for a job: false where somebody is at it. */
export const tryLockTags = async (tx: Tx, projectId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<{ free: boolean }[]>`select pg_try_advisory_xact_lock(hashtextextended(${projectId}, 7424)) as free`;
  return rows[0]?.free ?? false;
};

/** What was asked for and is not applied yet; `set` is null where that is the published one. */
export const findTagSetChange = async (tx: Tx, projectId: string): Promise<{ set: TagSet | null } | null> => {
  const row = await tx.tagSetChange.findUnique({ where: { projectId }, select: { definition: true } });
  return row && { set: row.definition === null ? null : tagSetSchema.parse(row.definition) };
};

export const insertTagSetChange = async (tx: Tx, projectId: string, set: TagSet | null): Promise<void> => {
  await tx.tagSetChange.create({ data: { projectId, ...(set === null ? {} : { definition: set }) }, select: { projectId: true } });
};

export const deleteTagSetChange = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.tagSetChange.deleteMany({ where: { projectId } });
};

export type RawTags = { itemId: string; measures: ItemMeasures; prompt: PromptTags };

/** What a tagger said of some items. Those that were removed meanwhile are left out. */
export const saveRawTags = async (projectId: string, tagger: string, encoder: string, rows: RawTags[]): Promise<void> => {
  await db().$executeRaw`
    insert into item_tag (item_id, project_id, tagger, measures, prompt, encoder)
    select i.id, i.project_id, ${tagger}, fresh.measures, fresh.prompt, ${encoder}
    from unnest(${rows.map((row) => row.itemId)}::text[], ${rows.map((row) => JSON.stringify(row.measures))}::jsonb[],
      ${rows.map((row) => JSON.stringify(row.prompt))}::jsonb[]) as fresh (item_id, measures, prompt)
    join item i on i.id = fresh.item_id and i.project_id = ${projectId}
    order by i.id
    on conflict (item_id, tagger) do update
      set measures = excluded.measures, prompt = excluded.prompt, encoder = excluded.encoder`;
};

/** What a tagger said of one prompt, where the item's row is. */
export const keepPromptTags = async (
  tx: Tx,
  { projectId, tagger, itemId, prompt }: { projectId: string; tagger: string; itemId: string; prompt: PromptTags },
): Promise<void> => {
  await tx.itemTag.updateMany({ where: { projectId, tagger, itemId }, data: { prompt } });
};

/** Items of whose prompt a tagger has said anything. */
export const describedItems = async (projectId: string, tagger: string): Promise<Map<string, PromptTags>> => {
  const rows = await db().itemTag.findMany({ where: { projectId, tagger }, select: { itemId: true, prompt: true } });
  const told = rows.map((row) => [row.itemId, promptTagsSchema.parse(row.prompt)] as const);
  return new Map(told.filter(([, prompt]) => Object.values(prompt).some((value) => value !== null)));
};

export type StoredFacts = {
  itemId: string;
  ordinal: number;
  promptHash: string;
  source: string | null;
  meta: unknown;
  measures: ItemMeasures;
  prompt: PromptTags;
};

/** Which stored facts are read: of one tagger, of a share of the items, which is drawn by their ids: the same ones whenever it is asked. */
export type FactScope = { projectId: string; tagger: string; itemShare: number };

/** Stored facts after a place in the project's order. */
export const factsAfter = async (
  tx: Tx,
  { projectId, tagger, itemShare }: FactScope,
  ordinal: number,
  take: number,
): Promise<StoredFacts[]> => {
  const rows = await tx.$queryRaw<(Omit<StoredFacts, "measures" | "prompt"> & { measures: unknown; prompt: unknown })[]>`
    select i.id as "itemId", i.ordinal, i.prompt_hash as "promptHash", i.source, i.meta, g.measures, g.prompt
    from item_tag g join item i on i.id = g.item_id
    where g.project_id = ${projectId} and i.project_id = ${projectId} and g.tagger = ${tagger} and i.ordinal > ${ordinal}
      and (${itemShare}::float8 >= 1 or (hashtextextended(i.id, 0) & 2147483647) < ${itemShare}::float8 * 2147483648)
    order by i.ordinal limit ${take}`;
  return rows.map((row) => ({ ...row, measures: measuresSchema.parse(row.measures), prompt: promptTagsSchema.parse(row.prompt) }));
};

export const saveTags = async (tx: Tx, projectId: string, tagger: string, rows: { itemId: string; tags: string[] }[]): Promise<void> => {
  await tx.$executeRaw`
    update item_tag g set tags = array(select jsonb_array_elements_text(fresh.tags)), tagged_at = now()
    from unnest(${rows.map((row) => row.itemId)}::text[], ${rows.map((row) => JSON.stringify(row.tags))}::jsonb[]) as fresh (item_id, tags)
    where g.item_id = fresh.item_id and g.project_id = ${projectId} and g.tagger = ${tagger}`;
};

/** Taggers of a project with the items that each has described, the one with most first. */
export const taggersOf = async (tx: Tx, projectId: string): Promise<{ tagger: string; items: number; encoder: string }[]> => {
  const where = { projectId, taggedAt: { not: null } };
  const rows = await tx.itemTag.groupBy({ by: ["tagger"], where, _count: true, _max: { encoder: true } });
  return rows
    .map((row) => ({ tagger: row.tagger, items: row._count, encoder: row._max.encoder ?? "" }))
    .sort((a, b) => b.items - a.items || (a.tagger < b.tagger ? -1 : 1));
};

export type TagRow = { itemId: string; item: string; ordinal: number; tags: string[] };

export const tagRowsAfter = (projectId: string, tagger: string, ordinal: number, take: number): Promise<TagRow[]> =>
  db().$queryRaw<TagRow[]>`
    select i.id as "itemId", i.external_id as item, i.ordinal, g.tags
    from item_tag g join item i on i.id = g.item_id
    where g.project_id = ${projectId} and g.tagger = ${tagger} and g.tagged_at is not null and i.ordinal > ${ordinal}
    order by i.ordinal limit ${take}`;
