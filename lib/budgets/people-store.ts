import type { Tx } from "@/lib/db";
import type { Change } from "@/lib/budgets/rules";
import type { Scope } from "@/lib/budgets/store";

/** Ledger lines about people: what they earned, and what was handed to them. */

export type PersonEntry = Scope &
  Change & {
    kind: string;
    annotatorId: string;
    paidChange: bigint;
    rateId: string | null;
    items: number;
    activeMs: bigint;
    idemKey: string | null;
    reversesId: bigint | null;
    note: string;
  };

export const insertPersonEntry = async (tx: Tx, projectId: string, entry: PersonEntry): Promise<bigint> => {
  const { reservedChange, spentChange, paidChange, campaignId, arm, month, annotatorId, rateId, items, activeMs } = entry;
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    insert into budget_entry (project_id, kind, reserved_change, spent_change, paid_change, campaign_id, arm, month, annotator_id, rate_id, items,
      active_ms, idem_key, reverses_id, note, created_at)
    values (${projectId}, ${entry.kind}, ${reservedChange}, ${spentChange}, ${paidChange}, ${campaignId}, ${arm}, ${month}, ${annotatorId}, ${rateId}, ${items}::int,
      ${activeMs}, ${entry.idemKey}, ${entry.reversesId}, ${entry.note}, clock_timestamp())
    returning id`;
  const [row] = rows;
  if (!row) throw new Error("the ledger took no line");
  return row.id;
};

export type StoredPersonEntry = {
  id: bigint;
  kind: string;
  annotatorId: string;
  campaignId: string;
  month: string;
  spentChange: bigint;
  paidChange: bigint;
};

/** A line about a person by its number, or by the key under which it was written. */
export const findPersonEntry = async (
  tx: Tx,
  projectId: string,
  by: { id: bigint } | { idemKey: string } | { reversesId: bigint },
): Promise<StoredPersonEntry | null> => {
  const row = await tx.budgetEntry.findFirst({
    where: { projectId, ...by, annotatorId: { not: null } },
    select: { id: true, kind: true, annotatorId: true, campaignId: true, month: true, spentChange: true, paidChange: true },
  });
  return row && { ...row, annotatorId: row.annotatorId ?? "" };
};

/** What a person has earned and not been handed yet. Below nothing where more was handed than stands now. */
export const owedTo = async (tx: Tx, projectId: string, annotatorId: string): Promise<bigint> => {
  const rows = await tx.$queryRaw<{ owed: bigint }[]>`
    select coalesce(sum(spent_change - paid_change), 0)::bigint as owed from budget_entry
    where project_id = ${projectId} and annotator_id = ${annotatorId}`;
  return rows[0]?.owed ?? 0n;
};
