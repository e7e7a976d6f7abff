import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { decidedFrom, pageSize } from "@/lib/items/schema";
import type { ItemFilters, ItemQuery } from "@/lib/items/schema";

/** The newest finished aggregation of each campaign: what "the consensus" means on the items page. */
export const newestFits = (projectId: string): Prisma.Sql => Prisma.sql`
  select distinct on (campaign_id) id, model from aggregation
  where project_id = ${projectId} and state = 'done' order by campaign_id, created_at desc`;

const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

const answeredBy = (source: "human" | "lm"): Prisma.Sql => Prisma.sql`
  exists (select 1 from task t join annotation a on a.task_id = t.id join annotator n on n.id = a.annotator_id
          where t.item_id = i.id and n.source = ${source}::annotator_source and a.withdrawn_at is null and a.superseded_at is null and not a.repeat)`;

const anyAnswer = Prisma.sql`
  exists (select 1 from task t join annotation a on a.task_id = t.id
          where t.item_id = i.id and a.withdrawn_at is null and a.superseded_at is null and not a.repeat)`;

const hasOpenSlot = Prisma.sql`
  exists (select 1 from task t join slot s on s.task_id = t.id where t.item_id = i.id and s.state in ('open', 'leased'))`;

const leastCertain = Prisma.sql`
  (select min(c.p_choice) from task t join consensus c on c.task_id = t.id where t.item_id = i.id and c.aggregation_id in (select id from fits))`;

const stateFilter = (state: NonNullable<ItemQuery["state"]>): Prisma.Sql => {
  switch (state) {
    case "open":
      return hasOpenSlot;
    case "decided":
      return Prisma.sql`not ${hasOpenSlot} and ${leastCertain} >= ${decidedFrom}`;
    case "contested":
      return Prisma.sql`not ${hasOpenSlot} and ${leastCertain} < ${decidedFrom}`;
    case "answered":
      return Prisma.sql`${anyAnswer} and not ${hasOpenSlot} and ${leastCertain} is null`;
    case "unlabelled":
      return Prisma.sql`not ${anyAnswer} and not ${hasOpenSlot}`;
  }
};

const answersFilter = (answers: NonNullable<ItemQuery["answers"]>): Prisma.Sql => {
  switch (answers) {
    case "people":
      return answeredBy("human");
    case "models":
      return answeredBy("lm");
    case "both":
      return Prisma.sql`${answeredBy("human")} and ${answeredBy("lm")}`;
    case "none":
      return Prisma.sql`not ${anyAnswer}`;
  }
};

type Filter = Pick<ItemQuery, "q" | "source" | "import" | "state" | "answers">;

const conditions = (projectId: string, query: Filter): Prisma.Sql => {
  const all = [Prisma.sql`i.project_id = ${projectId}`];
  if (query.source !== undefined) all.push(Prisma.sql`i.source = ${query.source}`);
  if (query.import !== undefined) all.push(Prisma.sql`i.import_id = ${query.import}`);
  if (query.q !== undefined) {
    const pattern = likePattern(query.q);
    all.push(Prisma.sql`(i.title ilike ${pattern} or i.external_id ilike ${pattern}
      or exists (select 1 from item_payload p where p.item_id = i.id and p.prompt::text ilike ${pattern})
      or exists (select 1 from candidate c join candidate_payload cp on cp.candidate_id = c.id where c.item_id = i.id and cp.text ilike ${pattern}))`);
  }
  if (query.state !== undefined) all.push(stateFilter(query.state));
  if (query.answers !== undefined) all.push(answersFilter(query.answers));
  return Prisma.join(all, " and ");
};

const order = (sort: ItemQuery["sort"]): Prisma.Sql => {
  switch (sort) {
    case "order":
      return Prisma.sql`i.ordinal`;
    case "contested":
      return Prisma.sql`${leastCertain} asc nulls last, i.ordinal`;
    case "answers":
      return Prisma.sql`(select count(*) from task t join annotation a on a.task_id = t.id
        where t.item_id = i.id and a.withdrawn_at is null and a.superseded_at is null and not a.repeat) desc, i.ordinal`;
  }
};

export const countItems = async (projectId: string, query: ItemQuery): Promise<number> => {
  const rows = await db().$queryRaw<{ n: number }[]>`
    with fits as (${newestFits(projectId)}) select count(*)::int as n from item i where ${conditions(projectId, query)}`;
  return rows[0]?.n ?? 0;
};

export type ListedItem = {
  id: string;
  ordinal: number;
  externalId: string;
  title: string;
  source: string | null;
  candidates: number;
  people: number;
  models: number;
  /** of whatever source, known answers of the file included */
  answers: number;
  openSlots: number;
  units: number;
  unitKey: string | null;
  kind: string | null;
  choice: string | null;
  pChoice: number | null;
  posterior: unknown;
};

/** Rows of the items that `wanted` names with their places. The ids are found first, so that counts are made for few rows and not for all. */
const listed = async (projectId: string, wanted: Prisma.Sql): Promise<ListedItem[]> =>
  db().$queryRaw<ListedItem[]>`
    with fits as (${newestFits(projectId)}), wanted as (${wanted})
    select i.id, i.ordinal, i.external_id as "externalId", i.title, i.source,
      (select count(*)::int from candidate c where c.item_id = i.id) as candidates,
      answered.people, answered.models, answered.answers, slots.open as "openSlots", slots.units,
      least.unit_key as "unitKey", least.kind, least.choice, least.p_choice as "pChoice", least.posterior
    from wanted w join item i on i.id = w.id
    cross join lateral (
      select count(*) filter (where n.source = 'human')::int as people, count(*) filter (where n.source = 'lm')::int as models,
        count(*)::int as answers
      from task t join annotation a on a.task_id = t.id and a.withdrawn_at is null and a.superseded_at is null and not a.repeat
      join annotator n on n.id = a.annotator_id where t.item_id = i.id) answered
    cross join lateral (
      select count(distinct t.id)::int as units, count(s.id) filter (where s.state in ('open', 'leased'))::int as open
      from task t left join slot s on s.task_id = t.id where t.item_id = i.id) slots
    left join lateral (
      select t.unit_key, k.kind, c.choice, c.p_choice, c.posterior
      from task t join consensus c on c.task_id = t.id and c.aggregation_id in (select id from fits)
      join campaign k on k.id = t.campaign_id where t.item_id = i.id order by c.p_choice limit 1) least on true
    order by w.place`;

export const pageOfItems = async (projectId: string, query: ItemQuery, page: number): Promise<ListedItem[]> =>
  listed(
    projectId,
    Prisma.sql`
      select i.id, row_number() over (order by ${order(query.sort)}) as place from item i
      where ${conditions(projectId, query)} order by ${order(query.sort)} limit ${pageSize} offset ${(page - 1) * pageSize}`,
  );

/** Items from a place in the order of import on. */
export const itemsFrom = async (projectId: string, filter: Filter, from: { ordinal: number; take: number }): Promise<ListedItem[]> =>
  listed(
    projectId,
    Prisma.sql`
      select i.id, i.ordinal as place from item i
      where ${conditions(projectId, filter)} and i.ordinal >= ${from.ordinal} order by i.ordinal limit ${from.take}`,
  );

/** What the list can be narrowed to: the commonest sources and the newest imports. */
export const filterChoices = async (projectId: string): Promise<ItemFilters> => {
  const [sources, imports] = await Promise.all([
    db().$queryRaw<{ name: string; items: number }[]>`
      select source as name, count(*)::int as items from item where project_id = ${projectId} and source is not null
      group by source order by count(*) desc, source limit 30`,
    db().import.findMany({
      where: { projectId, state: "done" },
      orderBy: { createdAt: "desc" },
      take: 30,
      select: { id: true, fileName: true },
    }),
  ]);
  return { sources, imports };
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
