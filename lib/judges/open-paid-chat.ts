import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { reserve, settle } from "@/lib/budgets/reserve";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { holdSeconds, isNoRoom, moneyOf } from "@/lib/judges/ask-once";
import { backoffSeconds, createPace, rest } from "@/lib/judges/pace";
import { runPool } from "@/lib/judges/pool";
import { mostItCosts } from "@/lib/judges/price";
import { openChat } from "@/lib/judges/providers/chat";
import type { ChatQuestion, ChatReply } from "@/lib/judges/providers/chat";
import { findJudge, rememberMode } from "@/lib/judges/store";
import { openSecret } from "@/lib/secrets/open-secret";

type Answered = Extract<ChatReply, { kind: "answered" }>;

export type PaidQuestion = Omit<ChatQuestion, "idemKey"> & {
  /** what the money was for, in the ledger */
  note: string;
  /** Writes what was answered, in the transaction that pays for it. False: the reply is no answer, and another is asked for. */
  keep: (tx: Tx, reply: Answered) => Promise<boolean>;
};

export type PaidChat = {
  /** Asks all of them, as many at once as the judge's settings say; says of how many there is no answer, and why most of all. */
  askAll: (questions: readonly PaidQuestion[], signal: AbortSignal) => Promise<{ unanswered: number; reason: string | null }>;
};

/**
 * The server of one of the project's judges, for questions of another form than its campaign's: with the judge's model, key, prices,
 * pace and attempts. Money is promised before each question and settled with its answer, in one transaction; what dies between the
 * two leaves a promise that the sweep ends, and a question without an answer.
 *
 * @throws AppError not_found where there is no such judge, refused where it is no server; where money runs out, or the server takes nobody's
 *   questions, everything that was answered is kept
 */
export const openPaidChat = async (actor: Actor, input: { projectId: string; judge: string }): Promise<PaidChat> => {
  const { projectId } = input;
  await guard(actor, "judges:ask", { projectId });
  const judge = await findJudge(db(), projectId, { name: input.judge });
  if (!judge || judge.archived)
    throw new AppError("not_found", { userMessage: `There is no judge “${input.judge}” in this project. Add one on the page Judges.` });
  const { settings } = judge;
  if (settings.provider !== "openai")
    throw new AppError("refused", {
      userMessage: `“${judge.name}” is no model on a server, so it cannot be asked anything but its campaign’s question.`,
    });
  const key = judge.secretId === null ? null : await openSecret(actor, { projectId, secretId: judge.secretId, purpose: "judge" });
  const chat = openChat(settings, key, { mode: judge.replyMode, remember: (mode) => rememberMode(judge.id, mode) });
  const pace = createPace(settings.requestsPerMinute);

  /** @returns the reservation; null where the question costs nothing */
  const promise = async (question: PaidQuestion, idemKey: string): Promise<string | null> => {
    const amountMicros = mostItCosts(settings, question.messages("json_schema"), settings.maxTokens);
    if (amountMicros === 0n) return null;
    const held = await reserve(actor, {
      projectId,
      campaignId: "",
      arm: `lm:${judge.name}`,
      amountMicros,
      idemKey,
      holdSeconds: holdSeconds(settings),
      onExpiry: settings.unknownOutcome,
      note: question.note,
    });
    return held.id;
  };

  const askOnce = async (question: PaidQuestion, idemKey: string, reservationId: string | null): Promise<ChatReply & { kept: boolean }> => {
    const reply = await chat.send({ idemKey, messages: question.messages, form: question.form });
    return db().$transaction(async (tx) => {
      if (reservationId !== null) {
        await settle(actor, { projectId, reservationId, outcome: moneyOf(reply, settings), note: question.note }, tx);
      }
      return { ...reply, kept: reply.kind === "answered" && (await question.keep(tx, reply)) };
    });
  };

  const askAll: PaidChat["askAll"] = async (questions, signal) => {
    const reasons = new Map<string, number>();
    await runPool(eachOf(questions), settings.concurrency, signal, async (question, pool) => {
      const callId = `chat ${randomUUID()}`;
      for (let attempt = 1; ;) {
        await pace.turn(signal);
        try {
          const key = `${callId} ${attempt}`;
          const reply = await pool.busy(askOnce(question, key, await promise(question, key)));
          if (reply.kept) return;
          if (reply.kind === "failed" && reply.endsAsk)
            throw new AppError("conflict", { userMessage: `The model cannot be asked: ${reply.reason}.` });
          if (!mayTryAgain(reply, attempt)) {
            const reason = reasonOf(reply);
            reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
            return;
          }
          const wait = reply.kind === "failed" ? reply.retryAfterSeconds : null;
          if (wait !== null) pace.pause(wait);
          await rest(wait ?? backoffSeconds(settings.retrySeconds, attempt), signal);
          attempt += 1;
        } catch (error) {
          // Other questions hold money that may come free: only when none is out is there truly no room.
          if (!isNoRoom(error) || !(await pool.othersEnd())) throw error;
        }
      }
    });
    const [most] = [...reasons].sort((a, b) => b[1] - a[1]);
    return { unanswered: [...reasons.values()].reduce((sum, count) => sum + count, 0), reason: most?.[0] ?? null };
  };
  // A reply of another form than the one asked for is paid: once more may be worth it, six times are not.
  const mayTryAgain = (reply: ChatReply, attempt: number): boolean =>
    reply.kind === "failed" ? reply.retry && attempt < settings.attempts : attempt < Math.min(2, settings.attempts);
  const reasonOf = (reply: ChatReply): string => {
    if (reply.kind === "failed") return reply.reason;
    return reply.refusal ?? (reply.cutOff ? `cut off at ${settings.maxTokens} tokens` : "the reply is not of the form asked for");
  };
  return { askAll };
};

async function* eachOf<T>(pieces: readonly T[]): AsyncGenerator<T> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}
