import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { PayBasis, RateView } from "@/lib/payments/schema";
import { payBases } from "@/lib/payments/schema";

const basisOf = (text: string): PayBasis => payBases.find((known) => known === text) ?? "none";

export const insertRate = async (
  tx: Tx,
  projectId: string,
  rate: { campaignId: string; annotatorId: string; basis: PayBasis; amountMicros: bigint; from: string; createdById: string | null },
): Promise<string> => {
  const id = newId("payRate");
  const from = rate.from === "start" ? "-infinity" : rate.from === "now" ? null : rate.from;
  await tx.$executeRaw`
    insert into pay_rate (id, project_id, campaign_id, annotator_id, basis, amount_micros, from_at, created_by_id, created_at)
    values (${id}, ${projectId}, ${rate.campaignId}, ${rate.annotatorId}, ${rate.basis}, ${rate.amountMicros}, coalesce(${from}::timestamptz, clock_timestamp()),
      ${rate.createdById}, clock_timestamp())`;
  return id;
};

type RateRow = Omit<RateView, "basis" | "amountMicros" | "from"> & { basis: string; amountMicros: bigint; from: Date | null };

/** Rates, the newest of each scope first. */
export const ratesOf = async (projectId: string): Promise<RateView[]> => {
  const rows = await db().$queryRaw<RateRow[]>`
    select r.id, c.name as campaign, n.name as annotator, r.basis, r.amount_micros as "amountMicros", nullif(r.from_at, '-infinity') as "from",
      r.from_at > clock_timestamp() as "toCome",
      exists (select from pay_rate l where l.project_id = r.project_id and l.campaign_id is not distinct from r.campaign_id
        and l.annotator_id is not distinct from r.annotator_id and l.from_at <= clock_timestamp()
        and (l.from_at, l.created_at, l.id) > (r.from_at, r.created_at, r.id)) as replaced
    from pay_rate r left join campaign c on c.id = r.campaign_id left join annotator n on n.id = r.annotator_id
    where r.project_id = ${projectId} order by r.annotator_id, r.campaign_id, r.from_at desc, r.created_at desc`;
  return rows.map(({ basis, amountMicros, from, ...row }) => ({
    ...row,
    basis: basisOf(basis),
    amountMicros: Number(amountMicros),
    from: from?.toISOString() ?? null,
  }));
};

export const minimumOf = async (projectId: string): Promise<number | null> => {
  const row = await db().payMinimum.findUnique({ where: { projectId }, select: { hourlyMicros: true } });
  return row && Number(row.hourlyMicros);
};

export const setMinimumRow = async (tx: Tx, projectId: string, hourlyMicros: number | null): Promise<void> => {
  if (hourlyMicros === null) await tx.payMinimum.deleteMany({ where: { projectId } });
  else
    await tx.payMinimum.upsert({
      where: { projectId },
      create: { projectId, hourlyMicros: BigInt(hourlyMicros) },
      update: { hourlyMicros: BigInt(hourlyMicros) },
      select: { projectId: true },
    });
};

/** Everybody who answers in a project, by name. */
export const peopleOf = async (projectId: string): Promise<{ id: string; name: string }[]> =>
  db().annotator.findMany({
    where: { projectId, source: "human", OR: [{ userId: { not: null } }, { assignments: { some: {} } }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });

/** The row under which somebody answers in a project; null before their first item. */
export const ownPerson = async (projectId: string, userId: string): Promise<{ id: string; name: string } | null> =>
  db().annotator.findFirst({ where: { projectId, userId, source: "human" }, select: { id: true, name: true } });

export type PersonTotals = {
  annotatorId: string;
  items: number;
  activeMs: bigint;
  earnedMicros: bigint;
  adjustedMicros: bigint;
  paidMicros: bigint;
};

export const personTotals = async (projectId: string): Promise<PersonTotals[]> =>
  db().$queryRaw<PersonTotals[]>`
    select annotator_id as "annotatorId", sum(items)::int as items, sum(active_ms)::bigint as "activeMs",
      coalesce(sum(spent_change) filter (where kind in ('earn', 'take-back')), 0)::bigint as "earnedMicros",
      coalesce(sum(spent_change) filter (where kind not in ('earn', 'take-back')), 0)::bigint as "adjustedMicros", sum(paid_change)::bigint as "paidMicros"
    from budget_entry where project_id = ${projectId} and annotator_id is not null group by annotator_id`;

/** From the first moment of a month in UTC to the first of the next, or all of time. */
export type Period = { month: string | null };

type LineRow = { campaign: string; basis: string; rateMicros: bigint; items: number; activeMs: bigint; amountMicros: bigint };
export type StatementRows = {
  openingMicros: bigint;
  lines: (Omit<LineRow, "basis"> & { basis: PayBasis })[];
  notes: { lineId: bigint; at: Date; kind: string; of: string; amountMicros: bigint; note: string; reversed: boolean }[];
};

const startOf = (month: string | null): string => (month === null ? "-infinity" : `${month}-01T00:00:00Z`);

/** What the ledger says of a person in a period, and what was owed when it began. */
export const statementRows = async (projectId: string, annotatorId: string, { month }: Period): Promise<StatementRows> => {
  const from = startOf(month);
  const all = month === null;
  const [opening, lines, notes] = await Promise.all([
    db().$queryRaw<{ owed: bigint }[]>`
      select coalesce(sum(spent_change - paid_change), 0)::bigint as owed from budget_entry
      where project_id = ${projectId} and annotator_id = ${annotatorId} and created_at < ${from}::timestamptz`,
    db().$queryRaw<LineRow[]>`
      select coalesce(c.name, 'a removed campaign') as campaign, coalesce(r.basis, 'none') as basis, coalesce(r.amount_micros, 0)::bigint as "rateMicros",
        sum(e.items)::int as items, sum(e.active_ms)::bigint as "activeMs", sum(e.spent_change)::bigint as "amountMicros"
      from budget_entry e left join campaign c on c.id = e.campaign_id left join pay_rate r on r.id = e.rate_id
      where e.project_id = ${projectId} and e.annotator_id = ${annotatorId} and e.kind in ('earn', 'take-back')
        and e.created_at >= ${from}::timestamptz and (${all} or e.created_at < ${from}::timestamptz + interval '1 month')
      group by 1, 2, 3 order by 1, 2, 3`,
    db().$queryRaw<StatementRows["notes"]>`
      select e.id as "lineId", e.created_at as at, e.kind, coalesce(o.kind, e.kind) as of, (e.spent_change + e.paid_change)::bigint as "amountMicros", e.note,
        exists (select from budget_entry x where x.reverses_id = e.id) as reversed
      from budget_entry e left join budget_entry o on o.id = e.reverses_id
      where e.project_id = ${projectId} and e.annotator_id = ${annotatorId} and e.kind in ('adjust', 'pay', 'reverse')
        and e.created_at >= ${from}::timestamptz and (${all} or e.created_at < ${from}::timestamptz + interval '1 month')
      order by e.id`,
  ]);
  return {
    openingMicros: month === null ? 0n : (opening[0]?.owed ?? 0n),
    lines: lines.map((line) => ({ ...line, basis: basisOf(line.basis) })),
    notes,
  };
};

/** Months in which a person has ledger lines, newest first. */
export const monthsOf = async (projectId: string, annotatorId: string): Promise<string[]> => {
  const rows = await db().$queryRaw<{ month: string }[]>`
    select distinct to_char(created_at at time zone 'UTC', 'YYYY-MM') as month from budget_entry
    where project_id = ${projectId} and annotator_id = ${annotatorId} order by 1 desc`;
  return rows.map(({ month }) => month);
};
