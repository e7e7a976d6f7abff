import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { countsNow, listSql, newestFits, scoringVersion } from "@/lib/items/filter-sql";
import { pageSize } from "@/lib/items/schema";
import type { ItemCursor, ItemFilter, ItemFilters, ItemQuery, ItemRow } from "@/lib/items/schema";

export const countItems = async (projectId: string, filter: ItemFilter): Promise<number> => {
  // In whatever order they are listed, they are as many: what an order goes by is not read for it.
  const list = listSql(projectId, { ...filter, sort: "order" });
  const rows = await db().$queryRaw<{ n: number }[]>`
    with ${list.with} select count(*)::int as n from ${list.from} where ${list.where}`;
  return rows[0]?.n ?? 0;
};

export type ListedItem = Pick<
  ItemRow,
  "id" | "ordinal" | "externalId" | "title" | "source" | "candidates" | "people" | "models" | "openSlots" | "units"
> & {
  /** that count, of whatever source, known answers of the file included */
  answers: number;
  unitKey: string | null;
  campaign: { slug: string; name: string } | null;
  kind: string | null;
  config: unknown;
  question: string | null;
  choice: string | null;
  pChoice: number | null;
  posterior: unknown;
  disagreement: number | null;
  /** ordinal of the response that scores highest */
  best: number | null;
  margin: number | null;
  tags: string[];
  flags: number;
  posts: number;
  /** place under the order of the list */
  key: number | string | null;
};

/** Rows of the items that `wanted` names with their places. The ids are found first, so that counts are made for few rows and not for all. */
const listed = async (projectId: string, wanted: { with: Prisma.Sql; rows: Prisma.Sql }, campaign?: string): Promise<ListedItem[]> => {
  const here =
    campaign === undefined
      ? Prisma.empty
      : Prisma.sql`and t.campaign_id = (select k.id from campaign k where k.project_id = ${projectId} and k.slug = ${campaign})`;
  return db().$queryRaw<ListedItem[]>`
    with ${wanted.with}, wanted as materialized (${wanted.rows}), version as materialized (select ${scoringVersion(projectId)} as id)
    select i.id, i.ordinal, i.external_id as "externalId", i.title, i.source, w.key,
      (select count(*)::int from candidate c where c.item_id = i.id) as candidates,
      answered.people, answered.models, answered.answers, slots.open as "openSlots", slots.units,
      least.unit_key as "unitKey", least.campaign, least.kind, least.config, least.question, least.choice, least.p_choice as "pChoice", least.posterior, least.disagreement,
      scored.ordinals[1] as best, scored.scores[1] - scored.scores[2] as margin,
      coalesce((select it.tags from item_tag it where it.item_id = i.id and it.tagged_at is not null order by it.tagger limit 1), '{}') as tags,
      (select count(*)::int from flag f where f.item_id = i.id and f.project_id = ${projectId} and f.resolved_at is null) as flags,
      (select count(*)::int from discussion_post d where d.item_id = i.id and d.removed_at is null) as posts
    from wanted w join item i on i.id = w.id
    cross join lateral (
      select count(*) filter (where n.source = 'human')::int as people, count(*) filter (where n.source = 'lm')::int as models,
        count(*)::int as answers
      from task t join annotation a on a.task_id = t.id and ${countsNow(projectId)}
      join annotator n on n.id = a.annotator_id where t.item_id = i.id ${here}) answered
    cross join lateral (
      select count(distinct t.id)::int as units, count(s.id) filter (where s.state in ('open', 'leased'))::int as open
      from task t left join slot s on s.task_id = t.id where t.item_id = i.id ${here}) slots
    cross join lateral (
      select array_agg(c.ordinal order by s.score desc, c.ordinal) as ordinals, array_agg(s.score order by s.score desc, c.ordinal) as scores
      from candidate c join candidate_score s on s.candidate_id = c.id and s.version_id = (select id from version) where c.item_id = i.id) scored
    left join lateral (
      select t.unit_key, jsonb_build_object('slug', k.slug, 'name', k.name) as campaign, k.kind, k.config, c.question, c.choice, c.p_choice, c.posterior, max(c.disagreement) over () as disagreement
      from task t join consensus c on c.task_id = t.id and c.aggregation_id in (select id from fits)
      join campaign k on k.id = t.campaign_id where t.item_id = i.id ${here} order by c.p_choice, c.choice = '' limit 1) least on true
    order by w.place`;
};

/** Where a row follows the cursor: what has no place under the order comes last, either way round. */
const follows = (key: Prisma.Sql, down: boolean, after: ItemCursor): Prisma.Sql => {
  if (after.key === null) return Prisma.sql`${key} is null and i.ordinal > ${after.ordinal}`;
  const beyond = down ? Prisma.sql`${key} < ${after.key}` : Prisma.sql`${key} > ${after.key}`;
  return Prisma.sql`(${beyond} or (${key} = ${after.key} and i.ordinal > ${after.ordinal}) or ${key} is null)`;
};

/** The next rows of a list, one more than a page where there are more. */
export const rowsAfter = async (projectId: string, query: ItemQuery, after: ItemCursor | null): Promise<ListedItem[]> => {
  const { with: parts, from, where, key, down } = listSql(projectId, query);
  const order = Prisma.sql`${key} ${Prisma.raw(down ? "desc" : "asc")} nulls last, i.ordinal`;
  const on = after === null ? Prisma.empty : Prisma.sql`and ${follows(key, down, after)}`;
  return listed(
    projectId,
    {
      with: parts,
      // Numbered after the first ones are picked: numbered before, every item is sorted, and not the few that are shown.
      rows: Prisma.sql`
        select f.id, f.key, row_number() over () as place from (
          select i.id, ${key} as key from ${from} where ${where} ${on} order by ${order} limit ${pageSize + 1}) f`,
    },
    query.campaign,
  );
};

/** One item as the list shows it, whether the filters let it through or not. */
export const rowOf = async (projectId: string, itemId: string, campaign: string | undefined): Promise<ListedItem[]> =>
  listed(
    projectId,
    {
      with: Prisma.sql`fits as (${newestFits(projectId, campaign)})`,
      rows: Prisma.sql`select i.id, null::int as key, 1 as place from item i where i.id = ${itemId} and i.project_id = ${projectId}`,
    },
    campaign,
  );

/** The first items that a filter lets through, in the order of import, with how many responses they have. */
export const foundItems = async (projectId: string, filter: ItemFilter, most: number): Promise<{ id: string; candidates: number }[]> => {
  const list = listSql(projectId, filter);
  return db().$queryRaw<{ id: string; candidates: number }[]>`
    with ${list.with} select i.id, (select count(*)::int from candidate c where c.item_id = i.id) as candidates
    from ${list.from} where ${list.where} order by i.ordinal limit ${most}`;
};

/** Items from a place in the order of import on. */
export const itemsFrom = async (projectId: string, filter: ItemFilter, from: { ordinal: number; take: number }): Promise<ListedItem[]> => {
  const list = listSql(projectId, filter);
  return listed(
    projectId,
    {
      with: list.with,
      rows: Prisma.sql`
        select i.id, i.ordinal as key, i.ordinal as place from ${list.from}
        where ${list.where} and i.ordinal >= ${from.ordinal} order by i.ordinal limit ${from.take}`,
    },
    filter.campaign,
  );
};

const mostChoices = 30;

/** What the list can be narrowed to: the commonest sources, labels and tags, the newest imports, whoever answered. */
export const filterChoices = async (projectId: string): Promise<ItemFilters> => {
  const [sources, imports, campaigns, annotators, labels, tags, compared, others] = await Promise.all([
    db().$queryRaw<{ name: string; items: number }[]>`
      select source as name, count(*)::int as items from item where project_id = ${projectId} and source is not null
      group by source order by count(*) desc, source limit ${mostChoices}`,
    db().import.findMany({
      where: { projectId, state: "done" },
      orderBy: { createdAt: "desc" },
      take: mostChoices,
      select: { id: true, fileName: true },
    }),
    db().campaign.findMany({ where: { projectId }, orderBy: { createdAt: "asc" }, select: { slug: true, name: true } }),
    db().annotator.findMany({
      where: { projectId, annotations: { some: {} } },
      orderBy: [{ source: "asc" }, { name: "asc" }],
      take: 200,
      select: { id: true, name: true, source: true },
    }),
    db().$queryRaw<{ choice: string }[]>`
      with fits as (${newestFits(projectId)})
      select choice from consensus where aggregation_id in (select id from fits) group by choice order by count(*) desc, choice limit ${mostChoices}`,
    db().$queryRaw<{ tag: string }[]>`
      select tag from item_tag, unnest(tags) as tag where project_id = ${projectId} and tagged_at is not null
      group by tag order by count(*) desc, tag limit 60`,
    db().task.findFirst({ where: { projectId, unitKey: { contains: "-" } }, select: { id: true } }),
    db().task.findFirst({ where: { projectId, NOT: { unitKey: { contains: "-" } } }, select: { id: true } }),
  ]);
  return {
    sources,
    imports,
    campaigns,
    annotators,
    labels: labels.map((row) => row.choice),
    numbersAre: compared === null ? "points" : others === null ? "responses" : "either",
    tags: tags.map((row) => row.tag),
  };
};

/** Ids of items that lie evenly over the order of import. */
export const sampleIds = async (projectId: string, count: number): Promise<string[]> => {
  const rows = await db().$queryRaw<{ id: string }[]>`
    with spread as (
      select id, ordinal, ntile(${count}::int) over (order by ordinal) as bucket from item where project_id = ${projectId})
    select distinct on (bucket) id from spread order by bucket, ordinal`;
  return rows.map((row) => row.id);
};

/** Items from a place in the order of import on, with all their texts. */
export const itemTextsFrom = async (
  projectId: string,
  from: { ordinal: number; take: number },
): Promise<({ ordinal: number } & object)[]> =>
  db().$queryRaw<({ ordinal: number } & object)[]>`
    select i.ordinal, i.external_id as id, coalesce(p.prompt, '""'::jsonb) as prompt, i.source, i.license, i.meta,
      (select coalesce(jsonb_agg(jsonb_build_object('text', coalesce(cp.text, ''), 'model', c.model) order by c.ordinal), '[]'::jsonb)
       from candidate c left join candidate_payload cp on cp.candidate_id = c.id where c.item_id = i.id) as responses
    from item i left join item_payload p on p.item_id = i.id
    where i.project_id = ${projectId} and i.ordinal >= ${from.ordinal} order by i.ordinal limit ${from.take}`;
