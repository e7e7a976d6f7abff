import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Of an assignment `g`: leased again because its answer was sent back, which counts meanwhile. */
const sentBack = Prisma.sql`(g.state = 'leased' and g.finished_at is not null
  and exists (select from answer_return r where r.assignment_id = g.id and r.resolved_at is null))`;

/** One statement an invariant, over all projects of a workspace: `checked` rows looked at, `broken` ids of those at fault. */
export type Finding = { checked: number; broken: string[]; note?: string };

type Row = { checked: number; broken: string[] | null };

const finding = (rows: Row[]): Finding => ({ checked: rows[0]?.checked ?? 0, broken: rows[0]?.broken ?? [] });

/**
 * A submit writes its audit line in the transaction of the answer, and answers 2xx after it: so an audit line without an
 * answer is an acknowledged loss, an answer of a person without one was never accepted, and two lines are two acceptances.
 */
export const submitsWithoutOneAnswer = async (workspaceId: string): Promise<Finding> =>
  finding(
    await db().$queryRaw<Row[]>`
      with submits as (
        select e.subject_id as id, count(*) as times from audit_event e
        where e.workspace_id = ${workspaceId} and e.action = 'annotations:own' and e.detail->>'did' = 'submit'
        group by e.subject_id),
      answers as (
        select a.id from annotation a join project p on p.id = a.project_id
        where p.workspace_id = ${workspaceId} and a.slot_id is not null and a.supersedes_id is null)
      select count(*)::int as checked, array_agg(coalesce(s.id, a.id)) filter (where s.id is null or a.id is null or s.times > 1) as broken
      from submits s full join answers a on a.id = s.id`,
  );

export const doubledAnswers = async (workspaceId: string): Promise<Finding> =>
  finding(
    await db().$queryRaw<Row[]>`
      with live as (
        select a.slot_id, a.task_id, a.annotator_id, a.repeat from annotation a join project p on p.id = a.project_id
        where p.workspace_id = ${workspaceId} and a.slot_id is not null and a.withdrawn_at is null and a.superseded_at is null),
      doubled as (
        select 'slot ' || slot_id as at from live group by slot_id having count(*) > 1
        union all
        select 'task ' || task_id || ' by ' || annotator_id from live group by task_id, annotator_id, repeat having count(*) > 1)
      select (select count(*)::int from live) as checked, (select array_agg(at) from doubled) as broken`,
  );

export const slotsAtOddsWithAnswers = async (workspaceId: string): Promise<Finding> =>
  finding(
    await db().$queryRaw<Row[]>`
      with counted as (
        select s.id, s.state,
          (select count(*) from annotation a where a.slot_id = s.id and a.withdrawn_at is null and a.superseded_at is null) as answers,
          (select count(*) from assignment g where g.slot_id = s.id and (g.state = 'done' or ${sentBack})) as done
        from slot s join project p on p.id = s.project_id where p.workspace_id = ${workspaceId})
      select count(*)::int as checked,
        array_agg('slot ' || id) filter (where (state = 'done') <> (answers = 1) or (state = 'done') <> (done = 1) or answers > 1) as broken
      from counted`,
  );

export const slotsAtOddsWithLeases = async (workspaceId: string): Promise<Finding> =>
  finding(
    await db().$queryRaw<Row[]>`
      with counted as (
        select s.id, s.state, s.epoch,
          (select count(*) from assignment g where g.slot_id = s.id and g.state = 'leased' and not ${sentBack}) as leases,
          (select max(g.epoch) from assignment g where g.slot_id = s.id and g.state = 'leased') as held
        from slot s join project p on p.id = s.project_id where p.workspace_id = ${workspaceId})
      select count(*)::int as checked,
        array_agg('slot ' || id) filter (where leases > 1 or (state = 'leased') <> (leases = 1) or held <> epoch) as broken
      from counted`,
  );

/** Finished aggregations of the workspace, each with its project. */
export const finishedAggregations = async (workspaceId: string): Promise<{ id: string; projectId: string }[]> =>
  db().aggregation.findMany({
    where: { state: "done", project: { workspaceId } },
    orderBy: { createdAt: "asc" },
    select: { id: true, projectId: true },
  });

/** Whether an aggregation is still there: it goes with an import whose labels it rests on. */
export const isFinished = async (id: string): Promise<boolean> => (await db().aggregation.count({ where: { id, state: "done" } })) > 0;

/** Null where the database does not know it. */
export type KeptFile = { path: string; byteSize: bigint | null; sha256: string | null; storageKey: string };

/** Every file that the database counts on, by the id of the row that it belongs to. */
export const keptFiles = async (workspaceId: string): Promise<{ id: string; files: KeptFile[] }[]> => {
  const mine = { project: { workspaceId } };
  const versions = await db().datasetVersion.findMany({
    where: { state: "done", ...mine },
    orderBy: { createdAt: "asc" },
    select: { id: true, files: { select: { path: true, byteSize: true, sha256: true, storageKey: true } } },
  });
  const models = await db().rewardModelVersion.findMany({
    where: { state: "done", ...mine },
    orderBy: { createdAt: "asc" },
    select: { id: true, artifactKey: true, artifactSha256: true, encoderKey: true, encoderSha256: true, cardKey: true },
  });
  const media = await db().mediaAsset.findMany({
    where: mine,
    orderBy: { createdAt: "asc" },
    select: { id: true, fileName: true, byteSize: true, sha256: true, storageKey: true },
  });
  const modelFile = (path: string, storageKey: string | null, sha256: string | null = null): KeptFile[] =>
    storageKey === null ? [] : [{ path, storageKey, byteSize: null, sha256 }];
  return [
    ...versions,
    ...models.map((model) => ({
      id: model.id,
      files: [
        ...modelFile("model", model.artifactKey, model.artifactSha256),
        ...modelFile("encoder", model.encoderKey, model.encoderSha256),
        ...modelFile("card", model.cardKey),
      ],
    })),
    ...media.map(({ id, fileName, ...file }) => ({ id, files: [{ path: fileName, ...file }] })),
  ];
};

/**
 * A slot that was made for one person never waits for anybody; a task kept for practice never does either; and a second
 * answer has a first one by the same person, whatever became of it.
 */
export const plantedOnTheLoose = async (workspaceId: string): Promise<Finding> =>
  finding(
    await db().$queryRaw<Row[]>`
      with loose as (
        select 'slot ' || s.id as at from slot s join project p on p.id = s.project_id join task t on t.id = s.task_id
        where p.workspace_id = ${workspaceId} and s.state = 'open' and (s.purpose <> 'work' or t.is_training)
        union all
        select 'answer ' || a.id from annotation a join project p on p.id = a.project_id
        where p.workspace_id = ${workspaceId} and a.repeat
          and not exists (select from annotation f where f.task_id = a.task_id and f.annotator_id = a.annotator_id and not f.repeat))
      select (select count(*)::int from slot s join project p on p.id = s.project_id where p.workspace_id = ${workspaceId}) as checked,
        (select array_agg(at) from loose) as broken`,
  );

/**
 * A budget's totals are the sums of the ledger lines that it covers and never pass its cap (a month gone by may have had a higher
 * one); a reservation's lines come to
 * nothing promised once it is closed, and to what it was settled at; what a person earned is the sum of their counted answers,
 * and what was taken back of a payment or an adjustment is all of it, once.
 */
export const moneyThatDoesNotAddUp = async (workspaceId: string): Promise<Finding> =>
  finding(
    await db().$queryRaw<Row[]>`
      with mine as (select id from project where workspace_id = ${workspaceId}),
      summed as (
        select b.id, case b.period when 'month' then e.month else '' end as month, sum(e.reserved_change) as reserved, sum(e.spent_change) as spent
        from budget b join mine on mine.id = b.project_id
        join budget_entry e on e.project_id = b.project_id and b.campaign_id in ('', e.campaign_id) and b.arm in ('', e.arm)
        group by 1, 2),
      kept as (select t.* from budget_total t join budget b on b.id = t.budget_id join mine on mine.id = b.project_id),
      held as (
        select r.id, r.state, r.amount_micros, r.settled_micros, sum(e.reserved_change) as reserved, sum(e.spent_change) as spent
        from budget_reservation r join mine on mine.id = r.project_id left join budget_entry e on e.reservation_id = r.id group by r.id),
      people as (select e.* from budget_entry e join mine on mine.id = e.project_id where e.annotator_id is not null),
      earned as (select annotator_id, sum(spent_change) as spent, sum(items) as items from people where kind in ('earn', 'take-back') group by 1),
      items as (select annotator_id, sum(amount_micros) as amount, count(*) filter (where live) as live from pay_item p join mine on mine.id = p.project_id group by 1),
      faults as (
        select 'budget ' || coalesce(k.budget_id, s.id) || ' ' || coalesce(k.month, s.month) as at
        from kept k full join summed s on s.id = k.budget_id and s.month = k.month
        where coalesce(k.reserved_micros, 0) <> coalesce(s.reserved, 0) or coalesce(k.spent_micros, 0) <> coalesce(s.spent, 0)
        union all
        select 'budget ' || b.id || ' is over its cap' from budget b join kept k on k.budget_id = b.id
        where k.reserved_micros < 0 or k.spent_micros < 0
          or (k.reserved_micros + k.spent_micros > b.cap_micros and k.month in ('', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM')))
        union all
        select 'pay of ' || coalesce(l.annotator_id, i.annotator_id) from earned l full join items i on i.annotator_id = l.annotator_id
        where coalesce(l.spent, 0) <> coalesce(i.amount, 0) or coalesce(l.items, 0) <> coalesce(i.live, 0)
        union all
        select 'line ' || r.id from people r join budget_entry o on o.id = r.reverses_id
        where r.kind <> 'reverse' or o.kind not in ('pay', 'adjust') or o.annotator_id <> r.annotator_id or o.project_id <> r.project_id
          or o.spent_change + r.spent_change <> 0 or o.paid_change + r.paid_change <> 0
        union all
        select 'line ' || id from people where (kind = 'pay' and paid_change <= 0) or (kind <> 'pay' and kind <> 'reverse' and paid_change <> 0)
        union all
        select 'reservation ' || id from held
        where reserved is distinct from (case state when 'open' then amount_micros else 0 end) or spent is distinct from settled_micros)
      select ((select count(*) from kept) + (select count(*) from held) + (select count(*) from items))::int as checked,
        (select array_agg(at) from faults) as broken`,
  );
