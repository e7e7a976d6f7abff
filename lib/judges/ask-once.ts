import type { Actor } from "@/lib/auth/actor";
import { reserve, settle } from "@/lib/budgets/reserve";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { requireWanted } from "@/lib/judges/ask-store";
import { endAttempt, markAsking } from "@/lib/judges/call-store";
import type { RunKey } from "@/lib/judges/call-store";
import type { Asked, Provider } from "@/lib/judges/providers/contract";

export type AskScope = {
  projectId: string;
  campaignId: string;
  judge: string;
  /** the first version of the question whose answers count with the one that is asked */
  countsFrom: number;
  run: RunKey;
};

/** How long money is held for an attempt: each form of reply may be tried, and a little more. */
export const holdSeconds = ({ timeoutSeconds }: Pick<Provider, "timeoutSeconds">): number => 3 * timeoutSeconds + 120;

export type AttemptResult = {
  state: "done" | "failed" | "waiting";
  /** the reply was of use: it holds an answer */
  answered: boolean;
  /** why it was not */
  reason: string;
  retryAfterSeconds: number | null;
  endsAsk: string | null;
};

const unused = { promptTokens: null, completionTokens: null, reply: null, response: null, probabilities: null };

/**
 * Begins an attempt at a question: money is promised and the question marked as out in one transaction. Whatever dies after it
 * leaves a question that is out, with its promise.
 *
 * @returns the reservation; null where the question costs nothing
 * @throws AppError refused where a budget has no room, conflict where the round's answers are not wanted any more: nothing was changed
 */
export const beginAttempt = async (
  actor: Actor,
  { projectId, campaignId, judge, countsFrom, run }: AskScope,
  provider: Provider,
  asked: Asked,
): Promise<string | null> => {
  const amountMicros = provider.mostItCosts(asked);
  return db().$transaction(async (tx) => {
    await requireWanted(tx, run.askId, countsFrom);
    const promise = {
      projectId,
      campaignId,
      arm: `lm:${judge}`,
      amountMicros,
      idemKey: `judge call ${asked.callId} ${asked.attempt}`,
      holdSeconds: holdSeconds(provider),
      onExpiry: provider.unknownOutcome,
    };
    const reservationId = amountMicros === 0n ? null : (await reserve(actor, promise, tx)).id;
    await markAsking(tx, run, { id: asked.callId, attempt: asked.attempt, reservationId });
    return reservationId;
  });
};

/** Asks, and writes money and answer in one transaction. */
export const finishAttempt = async (
  actor: Actor,
  { projectId, run }: AskScope,
  provider: Provider,
  asked: Asked,
  reservationId: string | null,
  mayTryAgain: boolean,
): Promise<AttemptResult> => {
  const started = performance.now();
  const outcome = await provider.ask(asked);
  const seconds = (performance.now() - started) / 1000;
  const failed = outcome.kind === "failed";
  const state = !failed ? "done" : outcome.retry && mayTryAgain && !outcome.endsAsk ? "waiting" : "failed";
  const money = moneyOf(outcome, provider);
  await db().$transaction(async (tx) => {
    const closed = reservationId === null ? null : await settle(actor, { projectId, reservationId, outcome: money }, tx);
    await endAttempt(tx, run, {
      ...(failed
        ? { ...unused, reason: outcome.reason }
        : {
            promptTokens: outcome.usage?.promptTokens ?? null,
            completionTokens: outcome.usage?.completionTokens ?? null,
            reply: outcome.reply,
            response: outcome.response,
            probabilities: outcome.probabilities,
            reason: outcome.reason,
          }),
      id: asked.callId,
      state,
      seconds,
      costMicros: closed?.settledMicros ?? 0n,
      unknown: reservationId !== null && (failed ? outcome.mayBeBilled : outcome.billedMicros === null),
    });
  });
  const reason = outcome.reason ?? "";
  if (!failed) return { state, answered: outcome.response !== null, reason, retryAfterSeconds: null, endsAsk: null };
  return { state, answered: false, reason, retryAfterSeconds: outcome.retryAfterSeconds, endsAsk: outcome.endsAsk ? outcome.reason : null };
};

/** What an outcome means for the money that was promised for it. */
export const moneyOf = (
  outcome: { kind: "answered"; billedMicros: bigint | null } | { kind: "failed"; mayBeBilled: boolean },
  { unknownOutcome }: Pick<Provider, "unknownOutcome">,
): { kind: "settle"; billedMicros: bigint } | { kind: "release" } | { kind: "assume" } => {
  if (outcome.kind === "failed") return outcome.mayBeBilled ? { kind: unknownOutcome } : { kind: "release" };
  return outcome.billedMicros === null ? { kind: unknownOutcome } : { kind: "settle", billedMicros: outcome.billedMicros };
};

export const isNoRoom = (error: unknown): error is AppError => error instanceof AppError && error.code === "refused";
