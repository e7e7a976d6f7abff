import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ConsensusValue } from "@/lib/kinds/contract";
import { newId } from "@/lib/ids";
import { inChunks } from "@/lib/in-chunks";
import type { ItemStretch } from "@/lib/item-stretches";
import { aggregationViewSchema } from "@/lib/aggregation/schema";
import type { AggregationView, LabelSource } from "@/lib/aggregation/schema";
import type { LabelRow } from "@/lib/aggregation/label-table";
import { databaseNow } from "@/lib/database-now";
import { unfinishedImports } from "@/lib/imports/unfinished-sql";
import { excludedAt, excludedFrom } from "@/lib/quality/excluded-sql";
import { uncountedNow } from "@/lib/quality/uncounted-sql";

const sources: Record<LabelSource, string[]> = { human: ["human"], lm: ["lm"], all: ["human", "lm"] };

/**
 * Answers of a campaign that were live at `at` and counted then, oldest first: none under an older question than `countsFrom`,
 * no second answers of a person, nothing of people who were excluded, nothing of files that were still being read. Gold is what annotators are measured by, so it is never
 * among them; decisions are read by `readDecisionRows`.
 * @param to what the answers are to; null for everything
 */
export const readLabelRows = async (tx: Tx, scope: LabelScope, to: AnswersTo | null): Promise<LabelRow[]> =>
  liveRows(tx, scope, sources[scope.source], scope.only.fewestLabels, to);

/** The tasks of some items, or some tasks by their ids: of many thousands only through `bulkDb`. */
type AnswersTo = { items: ItemStretch } | { taskIds: string[] };

/** The deciding answers to contested tasks that were live at `at`, oldest first. */
export const readDecisionRows = async (tx: Tx, scope: LabelScope): Promise<LabelRow[]> => liveRows(tx, scope, ["adjudicator"], 1, null);

/** Days (UTC) are inclusive; answers of a file count by the day of their import. Lists of names that are empty say nothing. */
export type LabelFilter = {
  from: string | null;
  to: string | null;
  annotators: string[];
  exceptAnnotators: string[];
  /** the last item, by its place in the project, whose answers are read; null for every item */
  lastOrdinal: number | null;
  /** of the tasks, drawn by their ids: the same ones whenever it is asked; null for all */
  taskShare: number | null;
  /** tasks with fewer of these labels are left out */
  fewestLabels: 1 | 2;
};

export const everyLabel: LabelFilter = {
  ...{ from: null, to: null, annotators: [], exceptAnnotators: [] },
  ...{ lastOrdinal: null, taskShare: null, fewestLabels: 1 },
};

export type LabelScope = {
  projectId: string;
  campaignId: string;
  source: LabelSource;
  countsFrom: number;
  at: Date;
  only: LabelFilter;
};

/** Whether a task is among those drawn by its id. */
const isDrawn = (taskId: Prisma.Sql, share: number): Prisma.Sql =>
  Prisma.sql`(hashtextextended(${taskId}, 0) & 2147483647) < ${share}::float8 * 2147483648`;

/**
 * A campaign's tasks of which a share is drawn. Their answers are then read by their ids: drawn from the answers themselves, of whose hashes
 * the server knows nothing, all of them are looked at, and all items joined (4.5 s of 1.2 M answers).
 */
export const drawnTasks = async (
  tx: Tx,
  { projectId, campaignId }: Pick<LabelScope, "projectId" | "campaignId">,
  share: number,
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select t.id from task t where t.project_id = ${projectId} and t.campaign_id = ${campaignId} and ${isDrawn(Prisma.sql`t.id`, share)}`;
  return rows.map(({ id }) => id);
};

// Compared as what they are: of a source as text the server knows no shares, takes one annotator for all, and reads the answers of each
// from all over the table: a draw of 50,000 labels from 800,000 took 8.5 s in place of .5.
const liveRows = async (tx: Tx, scope: LabelScope, from: string[], fewest: 1 | 2, to: AnswersTo | null): Promise<LabelRow[]> => {
  // Counted among the rows of this very reading: what does not count for the one does not count for the other.
  const ofTask = fewest === 1 ? Prisma.sql`1` : Prisma.sql`count(*) over (partition by a.task_id)`;
  return tx.$queryRaw<LabelRow[]>`
    with live as (
      select a.id, a.task_id, a.annotator_id, r.name, r.source, a.response, a.created_at, ${ofTask} as labels
      from ${to !== null && "items" in to ? answersTo(scope, to.items) : Prisma.sql`annotation a`}
      join annotator r on r.id = a.annotator_id
      where a.project_id = ${scope.projectId} and a.campaign_id = ${scope.campaignId}
        and r.source = any(${from}::text[]::annotator_source[])
        and not a.repeat and a.question_version >= ${scope.countsFrom}
        and (a.campaign_id, a.annotator_id) not in (${excludedFrom(scope.projectId, excludedAt(scope.at))})
        and a.created_at <= ${scope.at}
        and coalesce(a.import_id, '') not in (${unfinishedImports(scope.projectId, scope.at)})
        and (a.withdrawn_at is null or a.withdrawn_at > ${scope.at})
        and (a.superseded_at is null or a.superseded_at > ${scope.at})
        and (${scope.only.from}::date is null or a.created_at >= (${scope.only.from}::date)::timestamp at time zone 'UTC')
        and (${scope.only.to}::date is null or a.created_at < (${scope.only.to}::date + 1)::timestamp at time zone 'UTC')
        and (cardinality(${scope.only.annotators}::text[]) = 0 or r.name = any(${scope.only.annotators}::text[]))
        and not r.name = any(${scope.only.exceptAnnotators}::text[])
        ${to !== null && "taskIds" in to ? Prisma.sql`and a.task_id = any(${to.taskIds}::text[])` : Prisma.empty}
    )
    select a.task_id as "taskId", t.unit_key as "unitKey", i.id as "itemId", i.external_id as "itemExternalId", i.prompt_hash as "promptHash",
           a.annotator_id as "annotatorId", a.name as "annotatorName", a.source::text as "annotatorSource", a.response
    from live a
    join task t on t.id = a.task_id
    join item i on i.id = t.item_id
    where a.labels >= ${fewest} and (${scope.only.lastOrdinal}::int is null or i.ordinal <= ${scope.only.lastOrdinal}::int)
    order by a.created_at, a.id collate "C"`;
};

/**
 * Answers `a` to the tasks of some items, found task by task: joined in any other way the server may well go through all answers of the
 * project for each stretch (of 360,000 to 120,000 items a stretch of 10,000 took .5 s where it knew its tables, else 2.5 s; so it takes .17 s).
 */
const answersTo = ({ projectId, campaignId }: LabelScope, { from, before }: ItemStretch): Prisma.Sql => Prisma.sql`
  item s join task o on o.item_id = s.id and o.campaign_id = ${campaignId}
    and s.project_id = ${projectId} and s.ordinal >= ${from}::int and s.ordinal < ${before}::int
  cross join lateral (select * from annotation of_task where of_task.task_id = o.id offset 0) a`;

type Counted = { projectId: string; campaignId: string; source: LabelSource; countsFrom: number };

const countable = (scope: Counted): Prisma.Sql => Prisma.sql`
  annotation a join annotator r on r.id = a.annotator_id
  where a.project_id = ${scope.projectId} and a.campaign_id = ${scope.campaignId} and r.source = any(${sources[scope.source]}::text[]::annotator_source[])
    and not a.repeat and a.question_version >= ${scope.countsFrom} and a.withdrawn_at is null and a.superseded_at is null`;

/**
 * How many answers `readLabelRows` would read now, those of excluded people and known answers among them: near enough to decide whether
 * to draw. And which share of them is to tasks with two or more, learned from some tasks in the same pass: each pass over a million
 * answers takes half a second.
 * @param learnedShare of the tasks, drawn by their ids
 */
export const countLabels = async (tx: Tx, scope: Counted, learnedShare: number): Promise<{ labels: number; sharePaired: number }> => {
  const [row] = await tx.$queryRaw<{ labels: number; sharePaired: number }[]>`
    select coalesce(sum(labels), 0)::int as labels,
      coalesce(sum(labels) filter (where task_id is not null and labels >= 2) / sum(labels) filter (where task_id is not null), 0)::float8 as "sharePaired"
    from (select case when ${isDrawn(Prisma.sql`a.task_id`, learnedShare)} then a.task_id end as task_id, count(*) as labels from ${countable(scope)} group by 1) as of_task`;
  return row ?? { labels: 0, sharePaired: 0 };
};

export type CandidateText = { itemId: string; ordinal: number; prompt: Prisma.JsonValue; text: string };

/** Texts of all candidates of some items. */
export const readCandidateTexts = async (tx: Tx, projectId: string, itemIds: string[]): Promise<CandidateText[]> =>
  tx.$queryRaw<CandidateText[]>`
    select c.item_id as "itemId", c.ordinal, ip.prompt, cp.text
    from candidate c
    join candidate_payload cp on cp.candidate_id = c.id
    join item_payload ip on ip.item_id = c.item_id
    where c.project_id = ${projectId} and c.item_id = any(${itemIds})
    order by c.item_id, c.ordinal`;

const viewSelect = {
  id: true,
  campaignId: true,
  model: true,
  source: true,
  question: true,
  state: true,
  converged: true,
  iterations: true,
  tasks: true,
  labels: true,
  annotators: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.AggregationSelect;

type ViewRow = Prisma.AggregationGetPayload<{ select: typeof viewSelect }>;

const toView = (row: ViewRow): AggregationView =>
  aggregationViewSchema.parse({ ...row, createdAt: row.createdAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null });

export const insertAggregation = async (
  tx: Tx,
  input: { projectId: string; campaignId: string; model: string; source: LabelSource; question: string; main: boolean; seed: number },
): Promise<AggregationView> => toView(await tx.aggregation.create({ data: { id: newId("aggregation"), ...input }, select: viewSelect }));

export const findAggregation = async (
  projectId: string,
  id: string,
): Promise<(AggregationView & { seed: number; readAt: Date; questionVersion: number; countsFrom: number; edition: number }) | null> => {
  const row = await db().aggregation.findFirst({
    where: { projectId, id },
    select: { ...viewSelect, seed: true, readAt: true, questionVersion: true, countsFrom: true, edition: true },
  });
  if (!row) return null;
  const { seed, readAt, questionVersion, countsFrom, edition } = row;
  return { ...toView(row), seed, readAt, questionVersion, countsFrom, edition };
};

export const latestDoneAggregation = async (
  projectId: string,
  filter: { campaignId?: string; question?: string; source?: LabelSource; main?: true },
): Promise<AggregationView | null> => {
  const row = await db().aggregation.findFirst({
    where: { projectId, state: "done", ...filter },
    orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
    select: viewSelect,
  });
  return row && toView(row);
};

export const newestAggregation = async (filter: {
  projectId: string;
  campaignId: string;
  source: LabelSource;
}): Promise<AggregationView | null> => {
  const row = await db().aggregation.findFirst({ where: filter, orderBy: [{ createdAt: "desc" }, { id: "desc" }], select: viewSelect });
  return row && toView(row);
};

export const setAggregationState = async (projectId: string, id: string, state: "failed" | "cancelled"): Promise<void> => {
  await db().aggregation.updateMany({ where: { projectId, id, state: "running" }, data: { state, finishedAt: await databaseNow(db()) } });
};

export const consensusKey = ({ taskId, part }: { taskId: string; part: string }): string => `${taskId} ${part}`;

export type ConsensusRow = Omit<ConsensusValue, "detail"> & { taskId: string; part: string; detail: Prisma.InputJsonValue | null };
export type EstimateRow = {
  annotatorId: string;
  reliability: number;
  ci: [number, number] | null;
  labels: number;
  confusion: Prisma.InputJsonValue | null;
};

/**
 * Writes a fit and marks the aggregation done, all in the caller's transaction; a repeated run replaces what an earlier try wrote. The
 * transaction is one of `bulkDb`: through the other client 50,000 posteriors held 600 MB, and took four times as long.
 */
export const saveFit = async (
  tx: Tx,
  aggregation: { id: string; question: string },
  fit: {
    consensus: ConsensusRow[];
    /** by task and part, as consensusKey names them; those that are not named have fewer than two answers */
    disagreement: ReadonlyMap<string, number>;
    estimates: EstimateRow[];
    summary: Prisma.AggregationUpdateManyMutationInput;
  },
): Promise<void> => {
  // First, and only one that is under way: whoever was taken for dead and wakes changes nothing of what is done.
  const { count } = await tx.aggregation.updateMany({
    where: { id: aggregation.id, state: "running" },
    data: { ...fit.summary, state: "done", finishedAt: await databaseNow(tx) },
  });
  if (count === 0)
    throw new AppError("conflict", { userMessage: "This aggregation was ended, or done by another worker, while this one was at it." });
  await tx.consensus.deleteMany({ where: { aggregationId: aggregation.id } });
  await tx.annotatorEstimate.deleteMany({ where: { aggregationId: aggregation.id } });
  for (const chunk of inChunks(fit.consensus, 4_000)) {
    const rows = JSON.stringify(chunk.map((row) => ({ ...row, disagreement: fit.disagreement.get(consensusKey(row)) ?? null })));
    await tx.$executeRaw`
      insert into consensus (aggregation_id, task_id, question, part, choice, posterior, p_choice, labels, strength, disagreement, detail)
      select ${aggregation.id}, r."taskId", ${aggregation.question}, r.part, r.choice, r.posterior, r."pChoice", r.labels, r.strength, r.disagreement, r.detail
      from json_to_recordset(${rows}::json) as r("taskId" text, part text, choice text, posterior jsonb, "pChoice" float8, labels int, strength float8,
        disagreement float8, detail jsonb)`;
  }
  for (const rows of inChunks(fit.estimates, 4_000)) {
    await tx.annotatorEstimate.createMany({
      data: rows.map(({ ci, confusion, ...row }) => ({
        aggregationId: aggregation.id,
        ...row,
        ciLow: ci?.[0] ?? null,
        ciHigh: ci?.[1] ?? null,
        ...(confusion === null ? {} : { confusion }),
      })),
    });
  }
};

/** Whether any answer of a campaign that counts now is of this source. */
export const hasAnswersFrom = async (
  { projectId, campaignId }: { projectId: string; campaignId: string },
  source: "human" | "lm",
): Promise<boolean> => {
  const [row] = await db().$queryRaw<{ found: boolean }[]>`
    select exists (
      select from annotation a join annotator r on r.id = a.annotator_id
      where a.project_id = ${projectId} and a.campaign_id = ${campaignId} and r.source = ${source}::annotator_source
        and a.withdrawn_at is null and a.superseded_at is null and not ${uncountedNow(projectId)}) as found`;
  return row?.found ?? false;
};

/** Whether nothing came, went, or stopped to count since an aggregation read the answers: files' answers and people's alike. */
export const readsEveryAnswer = async (projectId: string, aggregationId: string): Promise<boolean> => {
  const [row] = await db().$queryRaw<{ current: boolean }[]>`
    select not exists (select 1 from annotation a where a.campaign_id = g.campaign_id
                       and (a.created_at > g.read_at or a.withdrawn_at > g.read_at or a.superseded_at > g.read_at))
       and not exists (select 1 from exclusion x where x.campaign_id = g.campaign_id and (x.excluded_at > g.read_at or x.readmitted_at > g.read_at))
       and not exists (select 1 from import f where f.project_id = g.project_id and f.labels_added > 0 and f.finished_at > g.read_at)
       and g.counts_from = (select c.counts_from from campaign c where c.id = g.campaign_id) as current
    from aggregation g where g.project_id = ${projectId} and g.id = ${aggregationId}`;
  return row?.current ?? false;
};

export type StaleAggregation = {
  projectId: string;
  workspaceId: string;
  campaignId: string;
  model: string;
  source: string;
  question: string;
};

/**
 * The newest aggregations (of each question and source) of campaigns in which people have answered, or taken back, since these read the
 * labels; in each campaign the one that read longest ago first. None where one is under way. One that could not be renewed since is
 * tried again when something changes again, else after an hour.
 */
export const staleAggregations = async (): Promise<StaleAggregation[]> =>
  db().$queryRaw`
    select g.project_id as "projectId", p.workspace_id as "workspaceId", g.campaign_id as "campaignId", g.model, g.source, g.question
    from aggregation g join project p on p.id = g.project_id
    cross join lateral (
      select max(f.created_at) as at from aggregation f
      where f.campaign_id = g.campaign_id and f.question = g.question and f.source = g.source and f.state in ('failed', 'cancelled')
        and f.created_at > g.read_at and f.created_at > now() - interval '1 hour') tried
    cross join lateral (select coalesce(tried.at, g.read_at) as at) seen
    where g.state = 'done'
      and not exists (select 1 from aggregation newer where newer.campaign_id = g.campaign_id
        and (newer.state = 'running' or (newer.state = 'done' and newer.question = g.question and newer.source = g.source and newer.read_at > g.read_at)))
      and (exists (select 1 from annotation a where a.campaign_id = g.campaign_id and a.import_id is null
                   and (a.created_at > seen.at or a.withdrawn_at > seen.at or a.superseded_at > seen.at))
        or exists (select 1 from exclusion x where x.campaign_id = g.campaign_id and (x.excluded_at > seen.at or x.readmitted_at > seen.at))
        or (tried.at is null and g.counts_from <> (select c.counts_from from campaign c where c.id = g.campaign_id)))
    order by g.campaign_id, g.read_at`;
