import { db } from "@/lib/db";
import type { EntryKind } from "@/lib/budgets/schema";

/** Reads of the ledger, for pages, the command line and files. */

export type BudgetRow = {
  id: string;
  campaignId: string;
  campaign: string | null;
  arm: string;
  period: "total" | "month";
  month: string;
  capMicros: bigint;
  reservedMicros: bigint;
  spentMicros: bigint;
  alertShares: number[];
};

export const budgetRows = async (projectId: string): Promise<BudgetRow[]> =>
  db().$queryRaw<BudgetRow[]>`
    select b.id, b.campaign_id as "campaignId", c.name as campaign, b.arm, b.period, w.month, b.cap_micros as "capMicros",
      coalesce(t.reserved_micros, 0) as "reservedMicros", coalesce(t.spent_micros, 0) as "spentMicros", b.alert_shares as "alertShares"
    from budget b
    cross join lateral (select case b.period when 'month' then to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM') else '' end as month) w
    left join budget_total t on t.budget_id = b.id and t.month = w.month
    left join campaign c on c.id = b.campaign_id
    where b.project_id = ${projectId}
    order by b.campaign_id, b.arm, b.period desc`;

export const alertRows = async (projectId: string): Promise<{ budgetId: string; month: string; share: number; raisedAt: Date }[]> =>
  db().budgetAlert.findMany({
    where: { budget: { projectId } },
    orderBy: { raisedAt: "desc" },
    select: { budgetId: true, month: true, share: true, raisedAt: true },
  });

export type EntryRow = {
  id: bigint;
  kind: EntryKind;
  reservedChange: bigint;
  spentChange: bigint;
  paidChange: bigint;
  campaign: string | null;
  arm: string;
  annotator: string | null;
  month: string;
  note: string;
  createdAt: Date;
};

/** Ledger lines, newest first; `before` is the id of the last one seen. */
export const entryRows = async (projectId: string, page: { before: bigint | null; take: number }): Promise<EntryRow[]> =>
  db().$queryRaw<EntryRow[]>`
    select e.id, e.kind, e.reserved_change as "reservedChange", e.spent_change as "spentChange", e.paid_change as "paidChange",
      c.name as campaign, e.arm, n.name as annotator, e.month, e.note, e.created_at as "createdAt"
    from budget_entry e left join campaign c on c.id = e.campaign_id left join annotator n on n.id = e.annotator_id
    where e.project_id = ${projectId} and (${page.before}::bigint is null or e.id < ${page.before}::bigint)
    order by e.id desc limit ${page.take}`;

export type SpentByArm = { arm: string; reservedMicros: bigint; spentMicros: bigint; shortMicros: bigint; calls: number; assumed: number };

/** What each arm has promised and spent, budgets or not. */
export const spentByArm = async (projectId: string): Promise<SpentByArm[]> =>
  db().$queryRaw<SpentByArm[]>`
    with lines as (
      select arm, sum(reserved_change)::bigint as reserved, sum(spent_change)::bigint as spent, sum(items)::int as items
      from budget_entry where project_id = ${projectId} group by arm),
    held as (
      select arm, sum(short_micros)::bigint as short, (count(*) filter (where state in ('settled', 'assumed')))::int as calls,
        (count(*) filter (where state = 'assumed'))::int as assumed
      from budget_reservation where project_id = ${projectId} group by arm)
    select l.arm, l.reserved as "reservedMicros", l.spent as "spentMicros", coalesce(h.short, 0)::bigint as "shortMicros",
      coalesce(h.calls, 0) + l.items as calls, coalesce(h.assumed, 0) as assumed
    from lines l left join held h on h.arm = l.arm order by l.spent desc, l.arm`;

/** Spending on each of the last `days` days in UTC, today last, from the first day with a ledger line. */
export const spentByDay = async (projectId: string, days: number): Promise<{ day: string; spentMicros: bigint; now: Date }[]> =>
  db().$queryRaw`
    with today as (select (clock_timestamp() at time zone 'UTC')::date as day),
    first as (select min((created_at at time zone 'UTC')::date) as day from budget_entry where project_id = ${projectId}),
    wanted as (
      select generate_series(greatest(first.day, today.day - ${days}::int), today.day, interval '1 day')::date as day from today, first where first.day is not null)
    select w.day::text as day, clock_timestamp() as now,
      coalesce((select sum(e.spent_change) from budget_entry e
        where e.project_id = ${projectId} and e.created_at >= w.day::timestamp at time zone 'UTC' and e.created_at < (w.day + 1)::timestamp at time zone 'UTC'), 0)::bigint as "spentMicros"
    from wanted w order by w.day`;

export const spentThisMonth = async (projectId: string): Promise<bigint> => {
  const rows = await db().$queryRaw<{ spent: bigint | null }[]>`
    select sum(spent_change)::bigint as spent from budget_entry
    where project_id = ${projectId} and month = to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM')`;
  return rows[0]?.spent ?? 0n;
};
