import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * What answers earn, as they stand. Counted is each assignment that a person answered here and whose answer stands: work, known
 * answers and repeats alike, since nobody can tell them apart. A correction is the same answer; one that was taken back earns
 * nothing, and the same assignment answered anew is the same item. Practice before the work and answers that came with a file
 * are no assignments.
 */

/** Times of all submissions of an assignment; a correction's time holds that of what it corrects. Never more than the clock on the wall. */
const activeMs = Prisma.sql`
  (select round(1000 * case when count(b.active_seconds) > 0 then least(sum(b.active_seconds), greatest(0, extract(epoch from (max(b.created_at) - g.claimed_at)))) end)::bigint
    from annotation b where b.task_id = g.task_id and b.assignment_id = g.id and b.superseded_at is null)`;

const amountOf = (ms: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (case r.basis when 'item' then r.amount_micros when 'hour' then round(coalesce(${ms}, 0)::numeric * r.amount_micros / 3600000)::bigint else 0 end)`;

/** Answers that the ledger does not hold yet, each with the rate in force when it was given. `r.basis` may be none. */
const uncounted = (projectId: string): Prisma.Sql => Prisma.sql`
  select g.id, a.campaign_id, a.annotator_id, r.id as rate_id, r.basis, t.ms, ${amountOf(Prisma.sql`t.ms`)} as amount, g.finished_at
  from annotation a join assignment g on g.id = a.assignment_id
  cross join lateral (select ${activeMs} as ms) t
  cross join lateral (
    select p.id, p.basis, p.amount_micros from pay_rate p
    where p.project_id = a.project_id and p.campaign_id in ('', a.campaign_id) and p.annotator_id in ('', a.annotator_id)
      and p.from_at <= coalesce(g.finished_at, a.created_at)
    order by (p.annotator_id <> '') desc, (p.campaign_id <> '') desc, p.from_at desc, p.created_at desc, p.id desc limit 1) r
  where a.project_id = ${projectId} and a.slot_id is not null and a.withdrawn_at is null and a.superseded_at is null
    and not exists (select from pay_item i where i.assignment_id = g.id)`;

export type EarnedRow = {
  assignmentId: bigint;
  campaignId: string;
  annotatorId: string;
  rateId: string;
  month: string | null;
  live: boolean;
  activeMs: bigint | null;
  amountMicros: bigint;
  /** what the ledger holds of it; zeros where it holds nothing */
  wasLive: boolean;
  wasMs: bigint;
  wasMicros: bigint;
};

/** New answers in the order in which they were given, those of blocked campaigns left out. */
export const newEarnings = async (tx: Tx, projectId: string, page: { blocked: readonly string[]; take: number }): Promise<EarnedRow[]> =>
  tx.$queryRaw<EarnedRow[]>`
    select u.id as "assignmentId", u.campaign_id as "campaignId", u.annotator_id as "annotatorId", u.rate_id as "rateId", null as month, true as live,
      u.ms as "activeMs", u.amount as "amountMicros", false as "wasLive", 0::bigint as "wasMs", 0::bigint as "wasMicros"
    from (${uncounted(projectId)}) u where u.basis <> 'none' and not u.campaign_id = any(${[...page.blocked]})
    order by u.finished_at, u.id limit ${page.take}`;

/** Counted answers that stand otherwise than they were counted: taken back, given again, or corrected in more time. */
export const changedEarnings = async (tx: Tx, projectId: string): Promise<EarnedRow[]> =>
  tx.$queryRaw<EarnedRow[]>`
    with said as (
      select b.assignment_id as id, bool_or(b.withdrawn_at is null) as stands, sum(b.active_seconds) as seconds, max(b.created_at) as last
      from annotation b where b.project_id = ${projectId} and b.slot_id is not null and b.superseded_at is null group by 1),
    now as (
      select i.*, coalesce(s.stands, false) as stands,
        round(1000 * case when s.seconds is not null then least(s.seconds, greatest(0, extract(epoch from (s.last - g.claimed_at)))) end)::bigint as ms
      from pay_item i left join said s on s.id = i.assignment_id left join assignment g on g.id = i.assignment_id
      where i.project_id = ${projectId})
    select n.assignment_id as "assignmentId", n.campaign_id as "campaignId", n.annotator_id as "annotatorId", n.rate_id as "rateId", n.month, n.stands as live,
      case when n.stands then n.ms else n.active_ms end as "activeMs", case when n.stands then ${amountOf(Prisma.sql`n.ms`)} else 0 end as "amountMicros",
      n.live as "wasLive", case when n.live then coalesce(n.active_ms, 0) else 0 end as "wasMs", n.amount_micros as "wasMicros"
    from now n join pay_rate r on r.id = n.rate_id
    where n.stands <> n.live or (n.stands and n.ms is distinct from n.active_ms) order by n.assignment_id`;

export const keepItems = async (tx: Tx, projectId: string, rows: readonly (EarnedRow & { month: string })[]): Promise<void> => {
  const json = JSON.stringify(
    rows.map(({ assignmentId, campaignId, annotatorId, rateId, month, live, activeMs: ms, amountMicros }) => ({
      assignment_id: String(assignmentId),
      campaign_id: campaignId,
      annotator_id: annotatorId,
      rate_id: rateId,
      month,
      live,
      active_ms: ms === null ? null : String(ms),
      amount_micros: String(amountMicros),
    })),
  );
  await tx.$executeRaw`
    insert into pay_item (assignment_id, project_id, campaign_id, annotator_id, rate_id, month, live, active_ms, amount_micros)
    select x.assignment_id, ${projectId}, x.campaign_id, x.annotator_id, x.rate_id, x.month, x.live, x.active_ms, x.amount_micros
    from jsonb_to_recordset(${json}::jsonb) as x(assignment_id bigint, campaign_id text, annotator_id text, rate_id text, month text, live boolean,
      active_ms bigint, amount_micros bigint)
    on conflict (assignment_id) do update set live = excluded.live, active_ms = excluded.active_ms, amount_micros = excluded.amount_micros`;
};

export type Waiting = { campaignId: string; annotatorId: string; items: number; amountMicros: bigint };

/** Answers with a rate that the ledger does not hold, by campaign and person. */
export const waitingEarnings = async (projectId: string): Promise<Waiting[]> =>
  db().$queryRaw<Waiting[]>`
    select u.campaign_id as "campaignId", u.annotator_id as "annotatorId", count(*)::int as items, sum(u.amount)::bigint as "amountMicros"
    from (${uncounted(projectId)}) u where u.basis <> 'none' group by 1, 2`;

/** Sums by which what an hour of active time brings is estimated: over answers with measured time, counted or waiting. */
export type PaySums = {
  annotatorId: string;
  n: number;
  pay: number;
  seconds: number;
  payPay: number;
  secondsSeconds: number;
  paySeconds: number;
};

export const paySums = async (projectId: string, annotatorId?: string): Promise<PaySums[]> =>
  db().$queryRaw<PaySums[]>`
    with answers as (
      select annotator_id, amount_micros as amount, active_ms as ms from pay_item where project_id = ${projectId} and live
      union all
      select u.annotator_id, u.amount, u.ms from (${uncounted(projectId)}) u where u.basis <> 'none')
    select annotator_id as "annotatorId", count(*)::int as n, sum(amount)::float8 as pay, (sum(ms) / 1000)::float8 as seconds,
      sum(amount::float8 ^ 2) as "payPay", sum((ms / 1000.0)::float8 ^ 2) as "secondsSeconds", sum(amount::float8 * (ms / 1000.0)::float8) as "paySeconds"
    from answers where ms > 0 and (${annotatorId ?? null}::text is null or annotator_id = ${annotatorId ?? null}) group by annotator_id`;

/** Projects in which answers are paid. */
export const paidProjects = async (): Promise<{ projectId: string; workspaceId: string }[]> =>
  db().$queryRaw`
    select p.id as "projectId", p.workspace_id as "workspaceId" from project p
    where exists (select from pay_rate r where r.project_id = p.id) order by p.id`;

export type CampaignAtWork = { campaignId: string; name: string; state: string; leases: number; typicalMicros: bigint };

/** Campaigns with what an answer in them brings at the most, by their newest rates, and how many are being worked at. */
export const campaignsAtWork = async (projectId: string): Promise<CampaignAtWork[]> =>
  db().$queryRaw<CampaignAtWork[]>`
    select c.id as "campaignId", c.name, c.state::text as state,
      (select count(*)::int from assignment g where g.campaign_id = c.id and g.state = 'leased' and g.finished_at is null) as leases,
      greatest(
        coalesce((select max(r.amount_micros) from (
          select distinct on (p.annotator_id, p.campaign_id) p.basis, p.amount_micros from pay_rate p
          where p.project_id = c.project_id and p.campaign_id in ('', c.id) and p.from_at <= clock_timestamp()
          order by p.annotator_id, p.campaign_id, p.from_at desc, p.created_at desc) r where r.basis = 'item'), 0),
        coalesce((select ceil(avg(i.amount_micros)) from pay_item i join pay_rate r on r.id = i.rate_id
          where i.campaign_id = c.id and i.live and r.basis = 'hour'), 0))::bigint as "typicalMicros"
    from campaign c where c.project_id = ${projectId} order by c.id`;
