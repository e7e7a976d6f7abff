import { z } from "zod";
import { undecided } from "@/lib/aggregation/schema";
import { db } from "@/lib/db";
import { overviewDays, overviewMetricsSchema } from "@/lib/overview/schema";
import type {
  ConsensusState,
  DatasetState,
  DayLabels,
  LineCounts,
  ModelVersion,
  PlanState,
  RecentEvent,
  RunningJob,
  Stuck,
} from "@/lib/overview/schema";

// An item that somebody answered again, to see whether they agree with themselves, is no further label.
const live = { withdrawnAt: null, supersededAt: null, repeat: false } as const;
/** Of what a plan predicted, all that the line tells. */
const predictedSchema = z.object({ rehearsal: z.boolean().catch(false) });
const detailSchema = z.record(z.string(), z.unknown()).catch({});

type LabelCounts = Pick<LineCounts, "labelsPeople" | "labelsModels" | "labelsToday">;

/**
 * Labels at all, today and on each of the last days without gaps, oldest first, from one pass over them: of a million each pass takes
 * a second or two. Days are days in UTC, by the clock of the database. Gold answers are nobody's work and are left out.
 */
export const readLabelCounts = async (projectId: string): Promise<LabelCounts & { days: DayLabels[] }> => {
  const rows = await db().$queryRaw<(LabelCounts & { days: DayLabels[] })[]>`
    with today as (select (now() at time zone 'UTC')::date as day),
    given as (
      select r.source, g.day, sum(g.labels)::int as labels
      from (
        select a.annotator_id, (a.created_at at time zone 'UTC')::date as day, count(*) as labels from annotation a
        where a.project_id = ${projectId} and a.withdrawn_at is null and a.superseded_at is null and not a.repeat group by 1, 2
      ) as g join annotator r on r.id = g.annotator_id
      where r.source <> 'gold' group by 1, 2
    ), shown as (
      select to_char(d.day, 'YYYY-MM-DD') as day,
        coalesce((select g.labels from given g where g.day = d.day and g.source = 'human'), 0) as people,
        coalesce((select g.labels from given g where g.day = d.day and g.source = 'lm'), 0) as models
      from (select today.day - back as day from today, generate_series(0, ${overviewDays - 1}::int) as back) as d
    )
    select coalesce(sum(g.labels) filter (where g.source = 'human'), 0)::int as "labelsPeople",
      coalesce(sum(g.labels) filter (where g.source = 'lm'), 0)::int as "labelsModels",
      coalesce(sum(g.labels) filter (where g.day >= today.day), 0)::int as "labelsToday",
      (select json_agg(shown order by shown.day) from shown) as days
    from today left join given g on true`;
  return only(rows);
};

export const readLineCounts = async (projectId: string): Promise<Omit<LineCounts, keyof LabelCounts>> => {
  const rows = await db().$queryRaw<Omit<LineCounts, keyof LabelCounts>[]>`
    with today as (select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as start)
    select count(*)::int as items, count(*) filter (where created_at >= (select start from today))::int as "itemsToday",
      (select count(*)::int from item i where i.project_id = ${projectId}
        and not exists (select 1 from task t where t.item_id = i.id and t.project_id = ${projectId})) as "itemsUnasked",
      (select count(*)::int from task where project_id = ${projectId}) as tasks,
      (select count(distinct task_id)::int from slot where project_id = ${projectId} and state in ('open', 'leased')) as "openTasks",
      (select count(*)::int from member m join project p on p.workspace_id = m.workspace_id
       where p.id = ${projectId} and m.role = 'annotator') as annotators
    from item where project_id = ${projectId}`;
  return only(rows);
};

const only = <Row>([row]: Row[]): Row => {
  if (row === undefined) throw new RangeError("an aggregate without a group gave no row");
  return row;
};

export const readConsensus = async (projectId: string): Promise<ConsensusState | null> => {
  const latest = await db().aggregation.findFirst({
    where: { projectId, state: "done" },
    orderBy: { createdAt: "desc" },
    select: { id: true, readAt: true, campaignId: true },
  });
  if (!latest) return null;
  const [[found], newerLabels] = await Promise.all([
    db().$queryRaw<{ decided: number; undecided: number }[]>`
      select count(*) filter (where choice <> ${undecided})::int as decided, count(*) filter (where choice = ${undecided})::int as undecided
      from consensus where aggregation_id = ${latest.id}`,
    db().annotation.count({ where: { projectId, campaignId: latest.campaignId, createdAt: { gt: latest.readAt }, ...live } }),
  ]);
  return { aggregationId: latest.id, decided: 0, undecided: 0, ...found, readAt: latest.readAt.toISOString(), newerLabels };
};

export const readModels = async (projectId: string, limit: number): Promise<ModelVersion[]> => {
  const rows = await db().rewardModelVersion.findMany({
    where: { projectId, state: "done" },
    orderBy: { number: "desc" },
    take: limit,
    select: { number: true, state: true, trainPairs: true, promotedAt: true, createdAt: true, metrics: true },
  });
  return rows
    .map((row) => {
      const metrics = overviewMetricsSchema.parse(row.metrics);
      return {
        number: row.number,
        state: row.state,
        trainPairs: row.trainPairs,
        promoted: row.promotedAt !== null,
        createdAt: row.createdAt.toISOString(),
        accuracy: metrics.accuracy ?? null,
        longerWins: metrics.longerWins ?? null,
      };
    })
    .toReversed();
};

export const readPlan = async (projectId: string): Promise<PlanState | null> => {
  const row = await db().routePlan.findFirst({
    where: { projectId, state: { in: ["drawn", "committed"] } },
    orderBy: { number: "desc" },
    select: { number: true, state: true, humanItems: true, items: true, costMicros: true, predicted: true },
  });
  if (!row) return null;
  const { predicted, costMicros, ...plan } = row;
  return { ...plan, costMicros: Number(costMicros), rehearsal: predictedSchema.parse(predicted).rehearsal };
};

export const readDataset = async (projectId: string): Promise<DatasetState | null> => {
  const row = await db().datasetVersion.findFirst({
    where: { projectId, state: "done" },
    orderBy: { number: "desc" },
    select: { number: true, rows: true, createdAt: true },
  });
  return row && { ...row, createdAt: row.createdAt.toISOString() };
};

type StuckRow = Omit<Stuck, "since"> & { since: Date };

/** Tasks of a campaign that wait for somebody, and since when. */
export type Waiting = { campaignId: string; tasks: number; since: Date };

export const readWaiting = async (projectId: string): Promise<Waiting[]> =>
  db().$queryRaw`
    select w.campaign_id as "campaignId", count(*)::int as tasks, min(coalesce(t.opened_at, t.created_at)) as since
    from (select task_id, campaign_id from slot where project_id = ${projectId} and state = 'open' group by 1, 2) w join task t on t.id = w.task_id
    group by w.campaign_id`;

/** What waits and will not move: failed imports and jobs that nothing followed, open tasks that nobody takes, paused campaigns, people whose work rests. */
export const readStuck = async (projectId: string, open: Waiting[]): Promise<Stuck[]> => {
  const rows = await db().$queryRaw<StuckRow[]>`
    with people as (
      select count(*)::int as n from member m join project p on p.workspace_id = m.workspace_id where p.id = ${projectId} and m.role = 'annotator'
    ), waiting as (
      select c.id, c.name, c.state, w.tasks, w.since
      from json_to_recordset(${JSON.stringify(open)}::json) as w("campaignId" text, tasks int, since timestamptz) join campaign c on c.id = w."campaignId"
      where c.project_id = ${projectId}
    ), last_taken as (
      select campaign_id, max(claimed_at) as at from assignment where project_id = ${projectId} group by campaign_id
    ), last_import as (
      select i.file_name, i.error, i.created_at from import i where i.project_id = ${projectId} and i.state in ('done', 'failed')
      order by i.created_at desc limit 1
    )
    select 'failed-import' as kind, 'items' as stage, 1 as count, i.file_name as name, i.error as reason, i.created_at as since
    from last_import i where i.error is not null
    union all
    select 'failed-job', case j.name when 'train-reward-model' then 'model' when 'build-dataset-version' then 'dataset' else 'consensus' end,
           1, j.name, nullif(j.message, ''), coalesce(j.finished_at, j.created_at)
    from job j
    where j.project_id = ${projectId} and j.state = 'failed' and j.name <> 'import-items'
      and not exists (select 1 from job later where later.project_id = j.project_id and later.name = j.name and later.created_at > j.created_at)
    union all
    select case when w.state = 'paused' then 'paused' when people.n = 0 then 'no-annotators' else 'nobody-answers' end,
           'labels', w.tasks, w.name, null, greatest(w.since, coalesce(taken.at, w.since))
    from waiting w cross join people left join last_taken taken on taken.campaign_id = w.id
    where w.state = 'paused'
       or (w.state = 'open' and people.n = 0 and taken.at is null)
       or (w.state = 'open' and people.n > 0 and greatest(w.since, coalesce(taken.at, w.since)) < now() - interval '24 hours')
    union all
    select 'resting', 'labels', count(*)::int, c.name, null, min(coalesce(e.standing_at, e.created_at))
    from enrolment e join campaign c on c.id = e.campaign_id
    where e.project_id = ${projectId} and e.standing = 'paused' and c.state = 'open' group by c.id, c.name
    union all
    select 'wrong-prediction', 'routing', p.checked_answers, 'Plan ' || p.number, null, p.alarmed_at
    from route_plan p where p.project_id = ${projectId} and p.state = 'committed' and p.alarmed_at is not null
    order by 6`;
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
};

export const readRunningJobs = async (projectId: string): Promise<RunningJob[]> =>
  db().job.findMany({
    where: { projectId, state: { in: ["queued", "running"] } },
    orderBy: { createdAt: "asc" },
    take: 5,
    select: { id: true, name: true },
  });

export const readEvents = async (projectId: string, limit: number): Promise<RecentEvent[]> => {
  const rows = await db().auditEvent.findMany({
    where: { projectId },
    orderBy: { id: "desc" },
    take: limit,
    select: { id: true, at: true, action: true, actorKind: true, actorId: true, subjectId: true, detail: true },
  });
  const people = await db().user.findMany({
    where: { id: { in: rows.filter((row) => row.actorKind === "person").map((row) => row.actorId) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    action: row.action,
    actor: row.actorKind === "person" ? (names.get(row.actorId) ?? "someone who has left") : row.actorId,
    subjectId: row.subjectId,
    detail: detailSchema.parse(row.detail),
  }));
};
