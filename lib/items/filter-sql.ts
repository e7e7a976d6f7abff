import { newestFit } from "@/lib/aggregation/newest-sql";
import { Prisma } from "@/lib/generated/prisma/client";
import { parseSearch } from "@/lib/items/parse-search";
import { closeMargin, decidedFrom, splitFrom } from "@/lib/items/schema";
import type { ItemFilter, ViewQuery } from "@/lib/items/schema";
import { itemsWith } from "@/lib/items/words-store";
import { uncountedNow } from "@/lib/quality/uncounted-sql";

/** What narrows and orders a list of items, as conditions on the item `i`. */

/** The aggregation of each campaign that stands for it: what "the consensus" means in a list of items. */
export const newestFits = (projectId: string, campaign?: string): Prisma.Sql => Prisma.sql`
  select g.id, g.model from campaign k join aggregation g on g.id = ${newestFit(Prisma.sql`k.id`)}
  where k.project_id = ${projectId} ${campaign === undefined ? Prisma.empty : Prisma.sql`and k.slug = ${campaign}`}`;

/** The version whose scores count: the promoted one, else the newest that is done. */
export const scoringVersion = (projectId: string): Prisma.Sql => Prisma.sql`
  (select v.id from reward_model_version v where v.project_id = ${projectId} and v.state = 'done'
     and exists (select 1 from candidate_score s where s.version_id = v.id)
   order by v.promoted_at desc nulls last, v.number desc limit 1)`;

const stands = Prisma.sql`a.withdrawn_at is null and a.superseded_at is null`;

/** Answers `a` that count now: what a list of items counts and goes by, but for whoever asks for one person's. */
export const countsNow = (projectId: string): Prisma.Sql => Prisma.sql`${stands} and not ${uncountedNow(projectId)}`;

type Scope = { projectId: string; campaign: string | undefined };

const inCampaign = ({ campaign }: Scope): Prisma.Sql =>
  campaign === undefined
    ? Prisma.empty
    : Prisma.sql`and t.campaign_id = (select k.id from campaign k where k.project_id = t.project_id and k.slug = ${campaign})`;

const hasOpenSlot = (scope: Scope): Prisma.Sql => Prisma.sql`
  exists (select 1 from task t join slot s on s.task_id = t.id
          where t.item_id = i.id and s.state in ('open', 'leased') ${inCampaign(scope)})`;

// Never as "not in": a list of a million ids that does not fit the server's working memory is then walked for each item.
const answered = (scope: Scope, of: Prisma.Sql): Prisma.Sql => Prisma.sql`
  exists (select from annotation a join task t on t.id = a.task_id join annotator n on n.id = a.annotator_id
          where t.item_id = i.id and a.project_id = ${scope.projectId} and ${of} ${inCampaign(scope)})`;

const isNotCounted = (projectId: string): Prisma.Sql =>
  Prisma.sql`(a.withdrawn_at is not null or a.superseded_at is not null or ${uncountedNow(projectId)})`;

/** The few tasks none of whose answers counts any more. */
const takenBack = (projectId: string): Prisma.Sql => Prisma.sql`
  taken_back as materialized (
    select l.task_id from (select distinct a.task_id from annotation a where a.project_id = ${projectId} and ${isNotCounted(projectId)}) l
    where not exists (select from annotation a where a.task_id = l.task_id and ${countsNow(projectId)}))`;

// By the index of tasks alone, less the few that have nothing but answers that do not count: to look at each of a million answers
// takes three times as long.
const answeredAtAll = (scope: Scope): Prisma.Sql => Prisma.sql`
  exists (select from task t join annotation a on a.task_id = t.id
          where t.item_id = i.id ${inCampaign(scope)} and not exists (select from taken_back b where b.task_id = t.id))`;

const answeredBy = (source: "human" | "lm", scope: Scope): Prisma.Sql =>
  answered(scope, Prisma.sql`${countsNow(scope.projectId)} and n.source = ${source}::annotator_source`);

/** The states of `stateOf` in list-items.ts, which tells them of a row. */
const stateCondition = (state: NonNullable<ItemFilter["state"]>, scope: Scope): Prisma.Sql => {
  switch (state) {
    case "open":
      return hasOpenSlot(scope);
    case "decided":
      return Prisma.sql`not ${hasOpenSlot(scope)} and (g.p >= ${decidedFrom} or (g.p is null and g.told))`;
    case "contested":
      return Prisma.sql`not ${hasOpenSlot(scope)} and g.p < ${decidedFrom}`;
    case "answered":
      return Prisma.sql`${answeredAtAll(scope)} and not ${hasOpenSlot(scope)} and g.told is not true`;
    case "unlabelled":
      return Prisma.sql`not (${answeredAtAll(scope)}) and not ${hasOpenSlot(scope)} and g.told is not true`;
  }
};

const answersCondition = (answers: NonNullable<ItemFilter["answers"]>, scope: Scope): Prisma.Sql => {
  switch (answers) {
    case "people":
      return answeredBy("human", scope);
    case "models":
      return answeredBy("lm", scope);
    case "both":
      return Prisma.sql`${answeredBy("human", scope)} and ${answeredBy("lm", scope)}`;
    case "none":
      return Prisma.sql`not (${answeredAtAll(scope)})`;
  }
};

const agreementCondition = (agreement: NonNullable<ItemFilter["agreement"]>): Prisma.Sql => {
  switch (agreement) {
    case "alike":
      return Prisma.sql`g.disagreement = 0`;
    case "mixed":
      return Prisma.sql`g.disagreement > 0 and g.disagreement < ${splitFrom}`;
    case "split":
      return Prisma.sql`g.disagreement >= ${splitFrom}`;
  }
};

const consensusIs = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (select 1 from task t join consensus c on c.task_id = t.id and c.aggregation_id in (select id from fits)
   where t.item_id = i.id and ${condition})`;

const ofPair = Prisma.sql`t.unit_key ~ '^[0-9]+-[0-9]+$'`;
/** As an order of responses is written in lib/kinds/ranking/notation.ts: "2 > 0 = 1". */
const ofOrder = Prisma.sql`c.choice ~ '^[0-9]+( [>=] [0-9]+)+$'`;
const atTheTop = Prisma.sql`string_to_array(split_part(c.choice, ' > ', 1), ' = ')`;

/** Scores of a pair's two responses, the consensus's first: which of all responses scores highest says nothing of two others. */
const scoresOfPair = (version: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select max(s.score) filter (where d.ordinal::text = c.choice) as chosen, max(s.score) filter (where d.ordinal::text <> c.choice) as other
  from candidate d join candidate_score s on s.candidate_id = d.id and s.version_id = ${version}
  where d.item_id = i.id and d.ordinal::text in (split_part(t.unit_key, '-', 1), split_part(t.unit_key, '-', 2))`;

/** Whether the scores go with the consensus on a pair or an order of responses, or against it. Points of a scale name no response. */
const modelSays = (projectId: string, which: "for" | "against"): Prisma.Sql => {
  const version = scoringVersion(projectId);
  const [pair, top] =
    which === "for"
      ? [Prisma.sql`v.chosen > v.other`, Prisma.sql`m.best::text = any(${atTheTop})`]
      : [Prisma.sql`v.chosen < v.other`, Prisma.sql`not m.best::text = any(${atTheTop})`];
  return Prisma.sql`exists ${consensusIs(Prisma.sql`
    ((${ofPair} and exists (select 1 from (${scoresOfPair(version)}) v where ${pair})) or (${ofOrder} and ${top}))`)}`;
};

const modelCondition = (model: NonNullable<ItemFilter["model"]>, projectId: string): Prisma.Sql => {
  switch (model) {
    case "for":
      return Prisma.sql`${modelSays(projectId, "for")} and not ${modelSays(projectId, "against")}`;
    case "against":
      return modelSays(projectId, "against");
    case "close":
      return Prisma.sql`m.margin < ${closeMargin}`;
    case "unscored":
      return Prisma.sql`m.item_id is null`;
  }
};

const order: Record<ViewQuery["sort"], Prisma.Sql> = {
  order: Prisma.sql`i.ordinal`,
  title: Prisma.sql`lower(i.title)`,
  answers: Prisma.sql`coalesce(n.answers, 0)`,
  certainty: Prisma.sql`g.p`,
  disagreement: Prisma.sql`g.disagreement`,
  margin: Prisma.sql`m.margin`,
};

export type ListSql = { with: Prisma.Sql; from: Prisma.Sql; where: Prisma.Sql; key: Prisma.Sql; down: boolean };

/** The parts of a list's statement. Sums over the whole project are made only where a filter or the order asks for them. */
export const listSql = (projectId: string, query: ItemFilter & Partial<Pick<ViewQuery, "sort" | "down">>): ListSql => {
  const { sort = "order" } = query;
  const scope = { projectId, campaign: query.campaign };
  const parts = [Prisma.sql`fits as (${newestFits(projectId, query.campaign)})`];
  const joins = [Prisma.sql`item i`];
  const where = [Prisma.sql`i.project_id = ${projectId}`];

  const { state } = query;
  if (state === "answered" || state === "unlabelled" || query.answers === "none") parts.push(takenBack(projectId));
  const asksAgreed = (state !== undefined && state !== "open") || query.agreement !== undefined;
  if (asksAgreed || sort === "certainty" || sort === "disagreement") {
    parts.push(Prisma.sql`agreed as materialized (
      select t.item_id, min(c.p_choice) as p, max(c.disagreement) as disagreement, bool_or(c.choice <> '') as told
      from fits f join consensus c on c.aggregation_id = f.id join task t on t.id = c.task_id group by t.item_id)`);
    joins.push(Prisma.sql`left join agreed g on g.item_id = i.id`);
  }
  if (query.model !== undefined || sort === "margin") {
    parts.push(Prisma.sql`margins as materialized (
      select s.item_id, s.ordinals[1] as best, s.scores[1] - s.scores[2] as margin from (
        select c.item_id, array_agg(c.ordinal order by s.score desc, c.ordinal) as ordinals, array_agg(s.score order by s.score desc, c.ordinal) as scores
        from candidate_score s join candidate c on c.id = s.candidate_id
        where s.version_id = ${scoringVersion(projectId)} group by c.item_id having count(*) > 1) s)`);
    joins.push(Prisma.sql`left join margins m on m.item_id = i.id`);
  }
  if (sort === "answers") {
    parts.push(Prisma.sql`answered as materialized (
      with less as (
        select t.item_id, count(*) as answers from annotation a join task t on t.id = a.task_id
        where a.project_id = ${projectId} and ${isNotCounted(projectId)} ${inCampaign(scope)} group by t.item_id)
      select t.item_id, (count(*) - coalesce(max(l.answers), 0))::int as answers
      from task t join annotation a on a.task_id = t.id left join less l on l.item_id = t.item_id
      where t.project_id = ${projectId} ${inCampaign(scope)} group by t.item_id)`);
    joins.push(Prisma.sql`left join answered n on n.item_id = i.id`);
  }

  if (query.source !== undefined) where.push(Prisma.sql`i.source = ${query.source}`);
  if (query.import !== undefined) where.push(Prisma.sql`i.import_id = ${query.import}`);
  if (query.q !== undefined) where.push(Prisma.sql`i.id in (${itemsWith(projectId, query.q, parseSearch(query.q))})`);
  if (query.campaign !== undefined)
    where.push(Prisma.sql`i.id in (select t.item_id from task t where t.project_id = ${projectId} ${inCampaign(scope)})`);
  if (state !== undefined) where.push(stateCondition(state, scope));
  if (query.answers !== undefined) where.push(answersCondition(query.answers, scope));
  // Whose work somebody looks at is shown, whether it counts or not.
  if (query.annotator !== undefined) where.push(answered(scope, Prisma.sql`${stands} and a.annotator_id = ${query.annotator}`));
  if (query.label !== undefined) where.push(Prisma.sql`exists ${consensusIs(Prisma.sql`c.choice = ${query.label}`)}`);
  if (query.agreement !== undefined) where.push(agreementCondition(query.agreement));
  if (query.model !== undefined) where.push(modelCondition(query.model, projectId));
  if (query.tag !== undefined)
    where.push(
      Prisma.sql`i.id in (select it.item_id from item_tag it where it.project_id = ${projectId} and it.tagged_at is not null and it.tags @> array[${query.tag}]::text[])`,
    );
  if (query.flagged !== undefined)
    where.push(Prisma.sql`i.id in (select f.item_id from flag f where f.project_id = ${projectId} and f.resolved_at is null)`);
  if (query.discussed !== undefined)
    where.push(Prisma.sql`i.id in (select d.item_id from discussion_post d where d.project_id = ${projectId} and d.removed_at is null)`);
  return {
    with: Prisma.join(parts, ", "),
    from: Prisma.join(joins, " "),
    where: Prisma.join(where, " and "),
    key: order[sort],
    down: query.down !== undefined,
  };
};
