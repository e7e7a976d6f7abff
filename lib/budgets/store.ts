import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { notFound } from "@/lib/errors";
import type { Line } from "@/lib/budgets/rules";

/**
 * Whatever changes money of a project takes this lock first, so that what is read under it still holds when it is written,
 * however many processes ask at once. It ends with the transaction, also with one whose process was killed.
 */
export const lockLedger = async (tx: Tx, projectId: string): Promise<{ month: string }> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('budget ledger ' || ${projectId}, 0))`;
  return { month: await monthNow(tx) };
};

/** The calendar month in UTC by the database's clock. */
export const monthNow = async (tx: Tx): Promise<string> => {
  const rows = await tx.$queryRaw<{ month: string }[]>`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM') as month`;
  const month = rows[0]?.month;
  if (month === undefined) throw new Error("the database gave no month");
  return month;
};

export type Scope = { campaignId: string; arm: string; month: string };
export type CapLine = Line & { campaignId: string; arm: string; period: string; month: string; alertShares: number[] };

/** Every cap that covers a spending, with its totals of that month. Read under the lock. */
export const coveringLines = async (tx: Tx, projectId: string, { campaignId, arm, month }: Scope): Promise<CapLine[]> =>
  tx.$queryRaw<CapLine[]>`
    select b.id, b.campaign_id as "campaignId", b.arm, b.period, w.month, b.alert_shares as "alertShares", b.cap_micros as "capMicros",
      coalesce(t.reserved_micros, 0) as "reservedMicros", coalesce(t.spent_micros, 0) as "spentMicros"
    from budget b
    cross join lateral (select case b.period when 'month' then ${month} else '' end as month) w
    left join budget_total t on t.budget_id = b.id and t.month = w.month
    where b.project_id = ${projectId} and b.campaign_id in ('', ${campaignId}) and b.arm in ('', ${arm})
    order by b.id`;

export const writeTotals = async (tx: Tx, lines: readonly CapLine[]): Promise<void> => {
  for (const { id, month, reservedMicros, spentMicros } of lines)
    await tx.$executeRaw`
      insert into budget_total (budget_id, month, reserved_micros, spent_micros) values (${id}, ${month}, ${reservedMicros}, ${spentMicros})
      on conflict (budget_id, month) do update set reserved_micros = excluded.reserved_micros, spent_micros = excluded.spent_micros`;
};

/** Writes down which alerts were set off; answers those that had not been before. */
export const raiseAlerts = async (tx: Tx, reached: readonly Alert[]): Promise<Alert[]> => {
  if (reached.length === 0) return [];
  return tx.budgetAlert.createManyAndReturn({
    data: [...reached],
    skipDuplicates: true,
    select: { budgetId: true, month: true, share: true },
  });
};

export type Alert = { budgetId: string; month: string; share: number };

export const workspaceOf = async (tx: Tx, projectId: string): Promise<string> =>
  (await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { workspaceId: true } })).workspaceId;

const reservationSelect = {
  id: true,
  state: true,
  amountMicros: true,
  settledMicros: true,
  campaignId: true,
  arm: true,
  month: true,
  onExpiry: true,
} as const;

export type ReservationRow = {
  id: string;
  state: string;
  amountMicros: bigint;
  settledMicros: bigint;
  campaignId: string;
  arm: string;
  month: string;
  onExpiry: string;
};

export const findReservation = async (
  tx: Tx,
  projectId: string,
  by: { idemKey: string } | { id: string },
): Promise<ReservationRow | null> => tx.budgetReservation.findFirst({ where: { projectId, ...by }, select: reservationSelect });

export const insertReservation = async (
  tx: Tx,
  projectId: string,
  row: Scope & { amountMicros: bigint; onExpiry: string; idemKey: string; holdSeconds: number },
): Promise<string> => {
  const id = newId("reservation");
  await tx.$executeRaw`
    insert into budget_reservation (id, project_id, campaign_id, arm, month, amount_micros, on_expiry, idem_key, expires_at)
    values (${id}, ${projectId}, ${row.campaignId}, ${row.arm}, ${row.month}, ${row.amountMicros}, ${row.onExpiry}, ${row.idemKey},
            clock_timestamp() + make_interval(secs => ${row.holdSeconds}))`;
  return id;
};

/** Puts off the end of a reservation that is still held. */
export const prolongReservation = async (projectId: string, id: string, holdSeconds: number): Promise<void> => {
  await db().$executeRaw`
    update budget_reservation set expires_at = clock_timestamp() + make_interval(secs => ${holdSeconds})
    where project_id = ${projectId} and id = ${id} and state = 'open'`;
};

export const closeRow = async (
  tx: Tx,
  id: string,
  closed: { state: string; settledMicros: bigint; shortMicros: bigint },
): Promise<void> => {
  await tx.$executeRaw`
    update budget_reservation set state = ${closed.state}, settled_micros = ${closed.settledMicros}, short_micros = ${closed.shortMicros}, closed_at = clock_timestamp()
    where id = ${id} and state = 'open'`;
};

export const insertEntry = async (
  tx: Tx,
  projectId: string,
  entry: Scope & { reservationId: string; kind: string; reservedChange: bigint; spentChange: bigint; note: string },
): Promise<void> => {
  await tx.budgetEntry.create({ data: { projectId, ...entry }, select: { id: true } });
};

/** Open reservations whose holders let their time run out. */
export const expiredReservations = async (take: number): Promise<{ id: string; projectId: string; workspaceId: string }[]> =>
  db().$queryRaw`
    select r.id, r.project_id as "projectId", p.workspace_id as "workspaceId"
    from budget_reservation r join project p on p.id = r.project_id
    where r.state = 'open' and r.expires_at < clock_timestamp() order by r.expires_at limit ${take}`;

export const isStillExpired = async (tx: Tx, id: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from budget_reservation where id = ${id} and state = 'open' and expires_at < clock_timestamp()`;
  return rows.length > 0;
};

export type BudgetKey = { campaignId: string; arm: string; period: string };

export const findBudget = async (
  tx: Tx,
  projectId: string,
  key: BudgetKey,
): Promise<{ id: string; capMicros: bigint; alertShares: number[] } | null> =>
  tx.budget.findUnique({
    where: { projectId_campaignId_arm_period: { projectId, ...key } },
    select: { id: true, capMicros: true, alertShares: true },
  });

/** What is spent on by a project's judges, by the name that the ledger has for each. */
export const judgeArms = async (tx: Tx, projectId: string): Promise<string[]> => {
  const rows = await tx.judge.findMany({ where: { projectId }, orderBy: { name: "asc" }, select: { name: true } });
  return rows.map(({ name }) => `lm:${name}`);
};

export const upsertBudget = async (
  tx: Tx,
  projectId: string,
  key: BudgetKey,
  data: { capMicros: bigint; alertShares: number[] },
  createdById: string | null,
): Promise<string> => {
  const row = await tx.budget.upsert({
    where: { projectId_campaignId_arm_period: { projectId, ...key } },
    create: { id: newId("budget"), projectId, ...key, ...data, createdById },
    update: data,
    select: { id: true },
  });
  return row.id;
};

/** A new cap counts what was spent and promised before it: totals are summed from the entries. */
export const sumTotals = async (tx: Tx, projectId: string, budgetId: string): Promise<void> => {
  await tx.$executeRaw`
    insert into budget_total (budget_id, month, reserved_micros, spent_micros)
    select b.id, case b.period when 'month' then e.month else '' end, sum(e.reserved_change), sum(e.spent_change)
    from budget b join budget_entry e on e.project_id = b.project_id and b.campaign_id in ('', e.campaign_id) and b.arm in ('', e.arm)
    where b.id = ${budgetId} and b.project_id = ${projectId}
    group by 1, 2
    on conflict (budget_id, month) do update set reserved_micros = excluded.reserved_micros, spent_micros = excluded.spent_micros`;
};

export const deleteBudget = async (tx: Tx, projectId: string, id: string): Promise<number> =>
  (await tx.budget.deleteMany({ where: { id, projectId } })).count;

/** A person who answers in a project. */
export const findPerson = async (tx: Tx, projectId: string, annotatorId: string): Promise<{ id: string; name: string }> => {
  const row = await tx.annotator.findFirst({ where: { id: annotatorId, projectId, source: "human" }, select: { id: true, name: true } });
  if (!row) throw notFound("person");
  return row;
};

/** Alerts of a cap whose share is not reached any more are forgotten, so that they are raised anew when it is. */
export const dropAlertsBelow = async (tx: Tx, budgetId: string): Promise<void> => {
  await tx.$executeRaw`
    delete from budget_alert x using budget b left join budget_total t on t.budget_id = b.id
    where b.id = ${budgetId} and x.budget_id = b.id and coalesce(t.month, x.month) = x.month
      and coalesce(t.spent_micros + t.reserved_micros, 0) < x.share * b.cap_micros`;
};
