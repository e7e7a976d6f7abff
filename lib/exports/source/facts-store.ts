import type { Tx } from "@/lib/db";
import type { Recipe } from "@/lib/exports/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import { unfinishedImports } from "@/lib/imports/unfinished-sql";
import { excludedAt, excludedFrom } from "@/lib/quality/excluded-sql";
import { assetAddress } from "@/lib/media/schema";

/** What a version says of its project beside the rows themselves. */

/** Whether some prompt of the project is a conversation. */
export const hasConversations = async (tx: Tx, projectId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    select exists (select from item_payload p join item i on i.id = p.item_id
      where i.project_id = ${projectId} and jsonb_typeof(p.prompt) = 'array') as found`;
  return rows[0]?.found ?? false;
};

/** The most responses of an item that some of the campaigns ask about. */
export const mostResponses = async (tx: Tx, projectId: string, campaigns: readonly { campaignId: string }[]): Promise<number> => {
  const ids = campaigns.map(({ campaignId }) => campaignId);
  const rows = await tx.$queryRaw<{ most: number | null }[]>`
    select max(c.ordinal) + 1 as most from candidate c
    where c.project_id = ${projectId} and exists (select from task t where t.item_id = c.item_id and t.campaign_id = any(${ids}))`;
  return rows[0]?.most ?? 0;
};

export type AnnotatorRow = { id: string; name: string; source: "human" | "lm" | "gold" | "adjudicator"; demographics: unknown };

type AnswerScope = { projectId: string; campaignId: string; readAt: Date };
/** The rows that a recipe keeps: of which answers, of which items. */
export type KeptAnswers = Pick<Recipe, "answers" | "itemSources">;

/** Days (UTC) and items of the answers `a` that a recipe keeps; nothing where it keeps all. */
const keptAnswers = ({ answers: { from, to }, itemSources }: KeptAnswers): Prisma.Sql => Prisma.sql`
  ${from === undefined ? Prisma.empty : Prisma.sql`and a.created_at >= (${from}::date)::timestamp at time zone 'UTC'`}
  ${to === undefined ? Prisma.empty : Prisma.sql`and a.created_at < (${to}::date + 1)::timestamp at time zone 'UTC'`}
  ${
    itemSources.length === 0
      ? Prisma.empty
      : Prisma.sql`and exists (select from task t join item i on i.id = t.item_id where t.id = a.task_id and i.source = any(${itemSources}::text[]))`
  }`;

/** The annotators `r` whose answers a recipe keeps. */
const keptAnnotators = ({ answers: { annotators, exceptAnnotators } }: KeptAnswers): Prisma.Sql => Prisma.sql`
  ${annotators.length === 0 ? Prisma.empty : Prisma.sql`and r.name = any(${annotators}::text[])`}
  ${exceptAnnotators.length === 0 ? Prisma.empty : Prisma.sql`and not r.name = any(${exceptAnnotators}::text[])`}`;

/** Answers `a` of a campaign that stood by then. */
const stoodThen = ({ projectId, campaignId, readAt }: AnswerScope): Prisma.Sql => Prisma.sql`
  a.project_id = ${projectId} and a.campaign_id = ${campaignId} and a.created_at <= ${readAt}
  and coalesce(a.import_id, '') not in (${unfinishedImports(projectId, readAt)})
  and (a.withdrawn_at is null or a.withdrawn_at > ${readAt}) and (a.superseded_at is null or a.superseded_at > ${readAt})`;

/** Whoever answered in a campaign by then. */
export const annotatorsOf = async (tx: Tx, scope: AnswerScope): Promise<AnnotatorRow[]> =>
  tx.$queryRaw<AnnotatorRow[]>`
    select r.id, r.name, r.source::text as source, r.demographics
    from annotator r
    where r.project_id = ${scope.projectId} and exists (select from annotation a where a.annotator_id = r.id and ${stoodThen(scope)})
    order by r.source::text collate "C", r.name collate "C"`;

export type AnswererRow = AnnotatorRow & { counted: number; uncounted: number };

/** Whoever gave some of the answers that a recipe keeps, with how many of them counted by then in a consensus, and how many did not. */
export const answerersOf = async (tx: Tx, scope: AnswerScope & { countsFrom: number }, only: KeptAnswers): Promise<AnswererRow[]> => {
  const counts = Prisma.sql`not a.repeat and a.question_version >= ${scope.countsFrom}
    and (a.campaign_id, a.annotator_id) not in (${excludedFrom(scope.projectId, excludedAt(scope.readAt))})`;
  // By annotator first, of whom there are few: joined one by one a million answers take twice as long.
  return tx.$queryRaw<AnswererRow[]>`
    select r.id, r.name, r.source::text as source, r.demographics, g.counted, g.uncounted
    from (
      select a.annotator_id, count(*) filter (where ${counts})::int as counted, count(*) filter (where not (${counts}))::int as uncounted
      from annotation a where ${stoodThen(scope)} ${keptAnswers(only)} group by 1
    ) as g join annotator r on r.id = g.annotator_id ${keptAnnotators(only)}
    order by r.source::text collate "C", r.name collate "C"`;
};

/** Live answers of a campaign that a recipe keeps, by whose they are. */
export const countAnswers = async (tx: Tx, scope: AnswerScope, only: KeptAnswers): Promise<Map<string, number>> => {
  // By annotator first, of whom there are few: joined one by one a million answers take twice as long.
  const rows = await tx.$queryRaw<{ source: string; answers: number }[]>`
    select r.source::text as source, sum(g.answers)::int as answers
    from (
      select a.annotator_id, count(*) as answers from annotation a
      where ${stoodThen(scope)} ${keptAnswers(only)}
      group by 1
    ) as g join annotator r on r.id = g.annotator_id ${keptAnnotators(only)}
    group by r.source`;
  return new Map(rows.map(({ source, answers }) => [source, answers]));
};

export type CostRow = { arm: string; micros: number };

/** What the ledger says the answers of a campaign have cost by then, by whose they are: "human", or "lm:NAME". */
export const costsOf = async (tx: Tx, scope: AnswerScope): Promise<CostRow[]> => {
  const rows = await tx.$queryRaw<{ arm: string; micros: bigint }[]>`
    select arm collate "C" as arm, sum(spent_change)::bigint as micros from budget_entry
    where project_id = ${scope.projectId} and campaign_id = ${scope.campaignId} and created_at <= ${scope.readAt}
    group by 1 having sum(spent_change) <> 0 order by 1`;
  return rows.map(({ arm, micros }) => ({ arm, micros: Number(micros) }));
};

/** The items `i` of the sources that a recipe keeps; all where it names none. */
const keptItems = (sources: string[]): Prisma.Sql =>
  sources.length === 0 ? Prisma.empty : Prisma.sql`and i.source = any(${sources}::text[])`;

/** Licences of the items from these sources; "" where some of them have one and some none. */
export const licencesOf = async (tx: Tx, projectId: string, sources: string[]): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ license: string }[]>`
    select distinct coalesce(i.license, '') collate "C" as license from item i where i.project_id = ${projectId} ${keptItems(sources)}
    order by 1`;
  const licences = rows.map(({ license }) => license);
  return licences.some((license) => license !== "") ? licences : [];
};

/** Codes of languages that the items from these sources name in their metadata. */
export const languagesOf = async (tx: Tx, projectId: string, sources: string[]): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ code: string }[]>`
    select distinct split_part(lower(coalesce(i.meta->>'language', i.meta->>'lang')), '-', 1) collate "C" as code
    from item i where i.project_id = ${projectId} and (i.meta ? 'language' or i.meta ? 'lang') ${keptItems(sources)} order by 1`;
  return rows.map(({ code }) => code).filter((code) => /^[a-z]{2,3}$/.test(code));
};

/** Models that wrote responses to the items from these sources, by name. */
export const candidateModels = async (tx: Tx, projectId: string, sources: string[]): Promise<string[]> => {
  const ofKept =
    sources.length === 0 ? Prisma.empty : Prisma.sql`and exists (select from item i where i.id = c.item_id ${keptItems(sources)})`;
  const rows = await tx.$queryRaw<{ model: string }[]>`
    select distinct c.model collate "C" as model from candidate c
    where c.project_id = ${projectId} and c.model is not null ${ofKept} order by 1`;
  return rows.map(({ model }) => model);
};

export const countItems = async (tx: Tx, projectId: string, sources: string[]): Promise<number> =>
  tx.item.count({ where: { projectId, ...(sources.length === 0 ? {} : { source: { in: sources } }) } });

/** Where in the project the item stands that is number `place` of those from these sources; null where there are fewer. */
export const ordinalAt = async (tx: Tx, projectId: string, sources: string[], place: number): Promise<number | null> => {
  const where = { projectId, ...(sources.length === 0 ? {} : { source: { in: sources } }) };
  const found = await tx.item.findFirst({ where, orderBy: { ordinal: "asc" }, skip: place - 1, select: { ordinal: true } });
  return found?.ordinal ?? null;
};

/** File names of uploaded media by their addresses here, which mean nothing elsewhere. */
export const mediaNames = async (tx: Tx, projectId: string): Promise<Map<string, string>> =>
  new Map(
    (await tx.mediaAsset.findMany({ where: { projectId }, select: { id: true, fileName: true } })).map(({ id, fileName }) => [
      assetAddress(id),
      fileName,
    ]),
  );
