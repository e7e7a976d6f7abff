import { prepared } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { leaseColumns, toLease } from "@/lib/assignments/lease-sql";
import type { Lease, LeaseRow } from "@/lib/assignments/lease-sql";

/**
 * Slots that are made at their claim, for one person: a task whose answer is known, and a task that they answered before.
 * They live and end as any lease does, so that nothing that reaches the desk tells them apart; nobody else ever gets them.
 */

type Planted = { projectId: string; campaignId: string; annotatorId: string; leaseSeconds: number };

/** Whether an open slot of a lane waits for this annotator: known answers are planted among work, never instead of it. */
export const workWaits = async (tx: Tx, input: { campaignId: string; annotatorId: string; lane: string }): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from slot s
    where s.campaign_id = ${input.campaignId} and s.lane = ${input.lane} and s.state = 'open'
      and (select true from assignment a
           where a.task_id = s.task_id and a.annotator_id = ${input.annotatorId}
             and (a.state = 'leased' or a.state = 'done' or a.state = 'skipped') limit 1) is null
    order by s.priority desc, s.key, s.id
    limit 1`;
  return rows.length > 0;
};

// How many candidates a draw looks at: enough that two people rarely meet, few enough that a file full of gold costs no more.
const drawFrom = 200;

// Known answers among which those are drawn: going through as many takes a few milliseconds, and nobody is asked more.
const drawAmong = 10_000;

/** Whether a known answer `t` may be asked of this person: they have neither seen nor practised it, and it is still known. */
const mayBeAsked = ({ annotatorId }: Planted): Prisma.Sql => Prisma.sql`
  (select true from assignment a
   where a.task_id = t.id and a.annotator_id = ${annotatorId}
     and (a.state = 'leased' or a.state = 'done' or a.state = 'skipped') limit 1) is null
  and (select true from qualification_answer q join qualification_attempt g on g.id = q.attempt_id
       where q.task_id = t.id and g.annotator_id = ${annotatorId} limit 1) is null
  and (select true from annotation k join annotator r on r.id = k.annotator_id
       where k.task_id = t.id and r.source = 'gold' and k.withdrawn_at is null and k.superseded_at is null limit 1)`;

/** A task with a known answer that this person has neither seen nor practised, drawn at random. */
const drawKnown = async (tx: Tx, input: Planted): Promise<string | null> => {
  const known = Prisma.sql`t.campaign_id = ${input.campaignId} and t.project_id = ${input.projectId} and t.is_gold and not t.is_training`;
  // Of a few drawn from all, so that no two people go through the same ones in the same order.
  const drawn = await tx.$queryRaw<{ id: string }[]>`
    select t.id from (
      select id from (select t.id from task t where ${known} limit ${drawAmong}) each_known order by random() limit ${drawFrom}
    ) t where ${mayBeAsked(input)} order by random() limit 1`;
  if (drawn[0]) return drawn[0].id;
  // Whoever has seen nearly all of them gets what is left.
  const left = await tx.$queryRaw<{ id: string }[]>`
    select id from (
      select t.id from task t where ${known} and ${mayBeAsked(input)} order by t.id limit ${drawFrom}
    ) unseen order by random() limit 1`;
  return left[0]?.id ?? null;
};

/** A task that this person answered at least `after` answers ago and was not asked again. */
const drawAnswered = async (tx: Tx, input: Planted & { after: number }): Promise<string | null> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from (
      select a.task_id as id, a.id as order_id from (
        select a.id, a.task_id, a.finished_at from assignment a
        where a.annotator_id = ${input.annotatorId} and a.campaign_id = ${input.campaignId} and a.state = 'done' and not a.repeat
        order by a.finished_at desc, a.id desc offset ${input.after} limit ${drawFrom * 5}
      ) a
      where (select true from assignment r
             where r.task_id = a.task_id and r.annotator_id = ${input.annotatorId} and r.repeat
               and (r.state = 'leased' or r.state = 'done' or r.state = 'skipped') limit 1) is null
      limit ${drawFrom}
    ) answered order by random() limit 1`;
  return rows[0]?.id ?? null;
};

/** A slot for one person beside the task's own, leased to them at once. Its ordinal lies beyond any overlap. */
const plantSlot = async (tx: Tx, input: Planted & { taskId: string; purpose: "gold" | "repeat" }): Promise<Lease | null> => {
  const rows = await prepared<LeaseRow>(
    tx,
    Prisma.sql`
    with planted as (
      insert into slot (project_id, campaign_id, task_id, ordinal, state, purpose, epoch, lease_until)
      values (${input.projectId}, ${input.campaignId}, ${input.taskId}, 1000 + floor(random() * 2000000000)::int, 'leased', ${input.purpose}::slot_purpose,
        1, clock_timestamp() + make_interval(secs => ${input.leaseSeconds}))
      on conflict (task_id, ordinal) do nothing
      returning id, task_id, epoch, lease_until
    ), leased as (
      insert into assignment (project_id, campaign_id, slot_id, task_id, annotator_id, epoch, lease_until, shown_order, repeat)
      select ${input.projectId}, ${input.campaignId}, p.id, p.task_id, ${input.annotatorId}, p.epoch, p.lease_until,
             coalesce((select jsonb_agg(d.ordinal order by random()) from candidate d join task t on t.item_id = d.item_id where t.id = p.task_id), '[]'::jsonb),
             ${input.purpose === "repeat"}
      from planted p
      returning id, task_id, annotator_id, epoch, lease_until, shown_order, draft, draft_version, repeat
    )
    select ${leaseColumns} from leased l join task t on t.id = l.task_id`,
  );
  return rows[0] ? toLease(rows[0]) : null;
};

export const plantKnown = async (tx: Tx, input: Planted): Promise<Lease | null> => {
  const taskId = await drawKnown(tx, input);
  return taskId === null ? null : plantSlot(tx, { ...input, taskId, purpose: "gold" });
};

export const plantRepeat = async (tx: Tx, input: Planted & { after: number }): Promise<Lease | null> => {
  const taskId = await drawAnswered(tx, input);
  return taskId === null ? null : plantSlot(tx, { ...input, taskId, purpose: "repeat" });
};
