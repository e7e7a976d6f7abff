import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { changeLines } from "@/lib/budgets/cap-lines";
import { insertPersonEntry } from "@/lib/budgets/people-store";
import { applyChange, lineWithoutRoom } from "@/lib/budgets/rules";
import { coveringLines, lockLedger } from "@/lib/budgets/store";
import type { CapLine } from "@/lib/budgets/store";
import type { Tx } from "@/lib/db";

/** What one answered item adds to what a person earned, or takes from it. */
export type Earning = {
  key: bigint;
  annotatorId: string;
  campaignId: string;
  rateId: string;
  /** month in which its money lies already; null where it has none yet */
  month: string | null;
  items: -1 | 0 | 1;
  activeMs: bigint;
  amountMicros: bigint;
};

export type Posted = {
  month: string;
  /** keys of those that the ledger took */
  taken: Set<bigint>;
};

type Group = Omit<Earning, "key" | "month" | "items"> & { month: string; items: number };

/**
 * Enters what people earned into the ledger, one line for each person, campaign, rate and month. An item that a budget has no
 * room for, or that no budget covers, is left out, with everything after it in its campaign and month: it waits, and no cap is passed.
 * What is taken back comes first, since it makes room. Whoever calls this keeps the keys in the same transaction, so that none
 * is entered twice.
 *
 * @param earnings in the order in which they were given
 */
export const postEarnings = async (actor: Actor, projectId: string, earnings: readonly Earning[], tx: Tx): Promise<Posted> => {
  await guard(actor, "budgets:spend", { projectId }, tx);
  const { month: thisMonth } = await lockLedger(tx, projectId);
  const lines = new Map<string, CapLine[]>();
  const state = new Map<string, CapLine>();
  const linesFor = async (campaignId: string, month: string): Promise<CapLine[]> => {
    const at = `${campaignId} ${month}`;
    const known = lines.get(at) ?? (await coveringLines(tx, projectId, { campaignId, arm: "human", month }));
    lines.set(at, known);
    return known.map((line) => state.get(`${line.id} ${line.month}`) ?? line);
  };
  const taken = new Set<bigint>();
  const groups = new Map<string, Group>();
  const full = new Set<string>();
  const ordered = [
    ...earnings.filter(({ amountMicros }) => amountMicros < 0n),
    ...earnings.filter(({ amountMicros }) => amountMicros >= 0n),
  ];
  for (const { key, month: ownMonth, ...earning } of ordered) {
    const month = ownMonth ?? thisMonth;
    const { campaignId, annotatorId, rateId, amountMicros, items, activeMs } = earning;
    const covering = await linesFor(campaignId, month);
    if (amountMicros > 0n) {
      const place = `${campaignId} ${month}`;
      if (full.has(place) || covering.length === 0 || lineWithoutRoom(covering, amountMicros) !== null) {
        full.add(place);
        continue;
      }
    }
    for (const line of covering)
      state.set(`${line.id} ${line.month}`, { ...line, ...applyChange(line, { reservedChange: 0n, spentChange: amountMicros }) });
    taken.add(key);
    const at = `${annotatorId} ${campaignId} ${rateId} ${month} ${amountMicros < 0n}`;
    const group = groups.get(at) ?? { ...earning, month, items: 0, activeMs: 0n, amountMicros: 0n };
    groups.set(at, {
      ...group,
      items: group.items + items,
      activeMs: group.activeMs + activeMs,
      amountMicros: group.amountMicros + amountMicros,
    });
  }
  for (const { amountMicros, campaignId, month, ...group } of groups.values()) {
    const scope = { campaignId, arm: "human", month };
    const by = { reservedChange: 0n, spentChange: amountMicros };
    const kind = amountMicros < 0n ? "take-back" : "earn";
    await insertPersonEntry(tx, projectId, { ...scope, ...by, ...group, kind, paidChange: 0n, idemKey: null, reversesId: null, note: "" });
    await changeLines(tx, projectId, await coveringLines(tx, projectId, scope), by);
  }
  return { month: thisMonth, taken };
};
