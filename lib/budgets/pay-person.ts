import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { changeLines, refuseWithoutRoom } from "@/lib/budgets/cap-lines";
import { findPersonEntry, insertPersonEntry, owedTo } from "@/lib/budgets/people-store";
import type { StoredPersonEntry } from "@/lib/budgets/people-store";
import { adjustPaySchema, inDollars, markPaidSchema, reverseLineSchema } from "@/lib/budgets/schema";
import type { AdjustPay, MarkPaid, ReverseLine } from "@/lib/budgets/schema";
import { coveringLines, findPerson, lockLedger } from "@/lib/budgets/store";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { getProject } from "@/lib/projects/get-project";

export type PersonLine = { lineId: string; amountMicros: number; owedMicros: number };

const plain = { rateId: null, items: 0, activeMs: 0n, reservedChange: 0n, arm: "human" } as const;

const answer = async (tx: Tx, projectId: string, annotatorId: string, id: bigint, amount: bigint): Promise<PersonLine> => ({
  lineId: String(id),
  amountMicros: Number(amount),
  owedMicros: Number(await owedTo(tx, projectId, annotatorId)),
});

/** The line that a key wrote before; the same key for something else is refused. */
const alreadyWritten = async (
  tx: Tx,
  projectId: string,
  wanted: { idemKey: string; kind: string; annotatorId: string; amount: bigint | null },
): Promise<StoredPersonEntry | null> => {
  const known = await findPersonEntry(tx, projectId, { idemKey: wanted.idemKey });
  if (!known) return null;
  const amount = known.kind === "pay" ? known.paidChange : known.spentChange;
  if (known.kind !== wanted.kind || known.annotatorId !== wanted.annotatorId || (wanted.amount !== null && wanted.amount !== amount))
    throw new AppError("conflict", { userMessage: "This key was used for another payment or adjustment already. Nothing was entered." });
  return known;
};

/**
 * Enters that a person was handed money: what is owed to them unless an amount is given. The same key again is the same payment.
 * @throws AppError refused where nothing is owed, or less than the amount; conflict where the key was used for something else
 */
export const markPaid = async (actor: Actor, input: MarkPaid): Promise<PersonLine> => {
  await guard(actor, "pay:edit", { projectId: input.projectId });
  const { projectId, annotatorId, amountMicros, idemKey, note } = markPaidSchema.parse(input);
  return db().$transaction(async (tx) => {
    const { month } = await lockLedger(tx, projectId);
    const person = await findPerson(tx, projectId, annotatorId);
    const wanted = amountMicros === null ? null : BigInt(amountMicros);
    const known = await alreadyWritten(tx, projectId, { idemKey, kind: "pay", annotatorId, amount: wanted });
    if (known) return answer(tx, projectId, annotatorId, known.id, known.paidChange);
    const owed = await owedTo(tx, projectId, annotatorId);
    const amount = wanted ?? owed;
    if (amount <= 0n || amount > owed)
      throw new AppError("refused", {
        userMessage: `${inDollars(Number(owed))} are owed to ${person.name}. Nothing was entered.`,
      });
    const entry = { ...plain, campaignId: "", month, annotatorId, idemKey, note, reversesId: null };
    const id = await insertPersonEntry(tx, projectId, { ...entry, kind: "pay", spentChange: 0n, paidChange: amount });
    const detail = { did: "pay", annotatorId, amountMicros: Number(amount) };
    await appendAudit(tx, actor, { action: "pay:edit", projectId, subjectId: String(id), detail });
    return answer(tx, projectId, annotatorId, id, amount);
  });
};

/**
 * Adds to what a person earned (a bonus, an hour of training), or takes from it. The same key again is the same adjustment.
 * @throws AppError refused where a budget has no room for it, or where more would be taken than is owed or was spent
 */
export const adjustPay = async (actor: Actor, input: AdjustPay): Promise<PersonLine> => {
  await guard(actor, "pay:edit", { projectId: input.projectId });
  const { projectId, annotatorId, amountMicros, campaignId, idemKey, note } = adjustPaySchema.parse(input);
  const amount = BigInt(amountMicros);
  const { campaigns } = await getProject(actor, { projectId });
  if (campaignId !== "" && !campaigns.some(({ id }) => id === campaignId)) throw notFound("campaign");
  return db().$transaction(async (tx) => {
    const { month } = await lockLedger(tx, projectId);
    const person = await findPerson(tx, projectId, annotatorId);
    const known = await alreadyWritten(tx, projectId, { idemKey, kind: "adjust", annotatorId, amount });
    if (known) return answer(tx, projectId, annotatorId, known.id, known.spentChange);
    const owed = await owedTo(tx, projectId, annotatorId);
    if (owed + amount < 0n)
      throw new AppError("refused", { userMessage: `Only ${inDollars(Number(owed))} are owed to ${person.name}. Nothing was entered.` });
    const entry = { kind: "adjust", campaignId, month, annotatorId, idemKey, note, reversesId: null };
    const id = await enterSpending(tx, projectId, { ...entry, amount });
    const detail = { did: "adjust", annotatorId, amountMicros };
    await appendAudit(tx, actor, { action: "pay:edit", projectId, subjectId: String(id), detail });
    return answer(tx, projectId, annotatorId, id, amount);
  });
};

type Spending = Pick<
  Parameters<typeof insertPersonEntry>[2],
  "kind" | "campaignId" | "month" | "annotatorId" | "idemKey" | "note" | "reversesId"
> & {
  amount: bigint;
};

const enterSpending = async (tx: Tx, projectId: string, { amount, ...entry }: Spending): Promise<bigint> => {
  const lines = await coveringLines(tx, projectId, { campaignId: entry.campaignId, arm: "human", month: entry.month });
  if (amount > 0n) refuseWithoutRoom(lines, { arm: "people", amountMicros: amount });
  else if (lines.some(({ spentMicros }) => spentMicros + amount < 0n))
    throw new AppError("refused", { userMessage: "A budget that covers this has spent less than that. Nothing was entered." });
  const by = { reservedChange: 0n, spentChange: amount };
  const id = await insertPersonEntry(tx, projectId, { ...plain, ...entry, ...by, paidChange: 0n });
  await changeLines(tx, projectId, lines, by);
  return id;
};

const lineIdPattern = /^\d{1,18}$/;

/**
 * Takes back a payment or an adjustment by a line of its own. Taking it back again changes nothing.
 * @throws AppError not_found where no such line is, refused where it is neither
 */
export const reverseLine = async (actor: Actor, input: ReverseLine): Promise<PersonLine> => {
  await guard(actor, "pay:edit", { projectId: input.projectId });
  const { projectId, lineId, note } = reverseLineSchema.parse(input);
  return db().$transaction(async (tx) => {
    const { month } = await lockLedger(tx, projectId);
    const line = lineIdPattern.test(lineId) ? await findPersonEntry(tx, projectId, { id: BigInt(lineId) }) : null;
    if (!line) throw notFound("ledger line of a person");
    if (line.kind !== "pay" && line.kind !== "adjust")
      throw new AppError("refused", { userMessage: "Only payments and adjustments can be taken back. Nothing was entered." });
    const { annotatorId } = line;
    const known = await findPersonEntry(tx, projectId, { reversesId: line.id });
    if (known) return answer(tx, projectId, annotatorId, known.id, known.paidChange + known.spentChange);
    const entry = { kind: "reverse", annotatorId, idemKey: null, reversesId: line.id, note };
    const paid = line.kind === "pay";
    // An adjustment is taken back in its own month, where its money lies.
    const id = paid
      ? await insertPersonEntry(tx, projectId, { ...plain, ...entry, campaignId: "", month, spentChange: 0n, paidChange: -line.paidChange })
      : await enterSpending(tx, projectId, { ...entry, campaignId: line.campaignId, month: line.month, amount: -line.spentChange });
    const detail = { did: "reverse", of: lineId, annotatorId };
    await appendAudit(tx, actor, { action: "pay:edit", projectId, subjectId: String(id), detail });
    return answer(tx, projectId, annotatorId, id, paid ? -line.paidChange : -line.spentChange);
  });
};
