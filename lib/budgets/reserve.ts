import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { log } from "@/lib/log";
import { changeLines, refuseUncovered, refuseWithoutRoom } from "@/lib/budgets/cap-lines";
import { closeReservation } from "@/lib/budgets/rules";
import type { Outcome } from "@/lib/budgets/rules";
import type { Reservation } from "@/lib/budgets/schema";
import {
  closeRow,
  coveringLines,
  expiredReservations,
  findReservation,
  insertEntry,
  insertReservation,
  isStillExpired,
  lockLedger,
  monthNow,
  prolongReservation,
} from "@/lib/budgets/store";
import type { ReservationRow } from "@/lib/budgets/store";

export type ReserveInput = {
  projectId: string;
  campaignId: string;
  /** "human" or "lm:NAME" */
  arm: string;
  amountMicros: bigint;
  /** one key an intended spending: the same again answers the same reservation */
  idemKey: string;
  /** how long it is held before the sweep ends it, by the database's clock */
  holdSeconds: number;
  /** what the sweep makes of it: free again, or counted as spent because nobody knows */
  onExpiry: "release" | "assume";
  note?: string;
};

const stateOf = (row: { state: string }): Reservation["state"] =>
  row.state === "settled" || row.state === "released" || row.state === "assumed" ? row.state : "open";

const toReservation = (row: ReservationRow): Reservation => ({
  id: row.id,
  state: stateOf(row),
  amountMicros: row.amountMicros,
  settledMicros: row.settledMicros,
});

/**
 * Promises money before it is spent, against every budget that covers it. What costs nothing needs no budget.
 * @throws AppError refused where a budget has no room for it, or where money would be spent that no budget covers; conflict where the key was used for another amount.
 */
export const reserve = async (actor: Actor, input: ReserveInput, within?: Tx): Promise<Reservation> => {
  const { projectId, campaignId, arm, amountMicros, idemKey } = input;
  await guard(actor, "budgets:spend", { projectId }, within);
  const run = async (tx: Tx): Promise<Reservation> => {
    const { month } = await lockLedger(tx, projectId);
    const known = await findReservation(tx, projectId, { idemKey });
    if (known) {
      if (known.amountMicros !== amountMicros || known.arm !== arm || known.campaignId !== campaignId)
        throw new AppError("conflict", { userMessage: "This key was used for another reservation already. Nothing was reserved." });
      return toReservation(known);
    }
    const lines = await coveringLines(tx, projectId, { campaignId, arm, month });
    refuseWithoutRoom(lines, { arm, amountMicros });
    const scope = { campaignId, arm, month };
    const id = await insertReservation(tx, projectId, { ...scope, ...input });
    const by = { reservedChange: amountMicros, spentChange: 0n };
    await insertEntry(tx, projectId, { ...scope, ...by, reservationId: id, kind: "reserve", note: input.note ?? "" });
    await changeLines(tx, projectId, lines, by);
    return { id, state: "open", amountMicros, settledMicros: 0n };
  };
  return within ? run(within) : db().$transaction(run);
};

/** Before work is written down that will promise money piece by piece. @throws AppError refused where no budget covers it */
export const requireBudget = async (tx: Tx, projectId: string, scope: { campaignId: string; arm: string }): Promise<void> =>
  refuseUncovered(await coveringLines(tx, projectId, { ...scope, month: await monthNow(tx) }), scope.arm);

const closedStates = { settle: "settled", release: "released", assume: "assumed" } as const;

const close = async (tx: Tx, projectId: string, id: string, outcome: Outcome, note: string): Promise<Reservation> => {
  const row = await findReservation(tx, projectId, { id });
  if (!row) throw notFound("reservation");
  if (row.state !== "open") return toReservation(row);
  const scope = { campaignId: row.campaignId, arm: row.arm, month: row.month };
  const lines = await coveringLines(tx, projectId, scope);
  const { settledMicros, shortMicros, ...by } = closeReservation(lines, row.amountMicros, outcome);
  const state = closedStates[outcome.kind];
  await closeRow(tx, id, { state, settledMicros, shortMicros });
  await insertEntry(tx, projectId, { ...scope, ...by, reservationId: id, kind: outcome.kind, note });
  await changeLines(tx, projectId, lines, by);
  return { id, state, amountMicros: row.amountMicros, settledMicros };
};

/** Closes a reservation with what became of it. Closing twice changes nothing: the first outcome stands. */
export const settle = async (
  actor: Actor,
  input: { projectId: string; reservationId: string; outcome: Outcome; note?: string },
  within?: Tx,
): Promise<Reservation> => {
  const { projectId, reservationId, outcome, note = "" } = input;
  await guard(actor, "budgets:spend", { projectId }, within);
  const run = async (tx: Tx): Promise<Reservation> => {
    await lockLedger(tx, projectId);
    return close(tx, projectId, reservationId, outcome, note);
  };
  return within ? run(within) : db().$transaction(run);
};

/** Puts off the end of a reservation that is still needed; answers how it stands: it may have ended before. */
export const prolong = async (
  actor: Actor,
  input: { projectId: string; reservationId: string; holdSeconds: number },
): Promise<Reservation["state"]> => {
  const { projectId, reservationId, holdSeconds } = input;
  await guard(actor, "budgets:spend", { projectId });
  await prolongReservation(projectId, reservationId, holdSeconds);
  const row = await findReservation(db(), projectId, { id: reservationId });
  if (!row) throw notFound("reservation");
  return stateOf(row);
};

const endExpired = async (projectId: string, id: string): Promise<boolean> =>
  db().$transaction(async (tx) => {
    await lockLedger(tx, projectId);
    if (!(await isStillExpired(tx, id))) return false;
    const row = await findReservation(tx, projectId, { id });
    const kind = row?.onExpiry === "assume" ? "assume" : "release";
    await close(tx, projectId, id, { kind }, "its holder was gone");
    return true;
  });

/** Ends reservations whose holder is gone, each in its own transaction. Returns how many. For the worker's schedule. */
export const sweepReservations = async (): Promise<number> => {
  let ended = 0;
  for (const { id, projectId } of await expiredReservations(500)) {
    try {
      if (await endExpired(projectId, id)) ended += 1;
    } catch (error) {
      // One that cannot be ended holds up no other's money.
      log.warn({ projectId, reservationId: id, error: String(error) }, "a reservation could not be ended");
    }
  }
  return ended;
};
