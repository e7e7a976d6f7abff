import { z } from "zod";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { AppError } from "@/lib/errors";
import type { KindItem } from "@/lib/kinds/contract";
import { storableJson, storableText } from "@/lib/storable";

/** Single questions: one row each, from waiting to done or failed. Every write says which run of the ask it belongs to. */

export type RunKey = { askId: string; epoch: number };

export type NewCall = { taskId: string; orderIndex: number; sample: number; shownOrder: number[] };

/**
 * Writes the questions of an ask. One that this version was asked before is not asked again: an answered one stays as it is,
 * a failed one waits once more. With `unanswered` one whose reply held no answer does too, and so does any of a round ordered before
 * `countsSince`, when the question was another one; the reply is kept. Its attempts are counted on, so that none is promised or paid for
 * under the name of another; what it has cost so far is the earlier round's.
 */
export const insertCalls = async (
  tx: Tx,
  ask: { projectId: string; askId: string; versionId: string; unanswered: boolean; countsSince: Date | null },
  calls: readonly NewCall[],
): Promise<void> => {
  const rows = JSON.stringify(calls.map((call) => ({ id: newId("judgeCall"), ...call })));
  const anew = (call: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`${call}.state = 'done' and ((${ask.unanswered} and ${call}.response is null) or coalesce((select o.created_at from judge_ask o where o.id = ${call}.ask_id) <= ${ask.countsSince}::timestamptz, false))`;
  if (ask.unanswered || ask.countsSince !== null) {
    await tx.$executeRaw`
      insert into judge_reply (call_id, attempt, ask_id, reply, reason, answered_at)
      select c.id, c.attempt, c.ask_id, c.reply, c.reason, c.answered_at
      from json_to_recordset(${rows}::json) as r("taskId" text, "orderIndex" int, sample int)
      join judge_call c on c.version_id = ${ask.versionId} and c.task_id = r."taskId" and c.order_index = r."orderIndex" and c.sample = r.sample
      where ${anew(Prisma.sql`c`)}`;
  }
  const waits = Prisma.sql`judge_call.state = 'failed' or (${anew(Prisma.sql`judge_call`)})`;
  await tx.$executeRaw`
    insert into judge_call (id, project_id, ask_id, version_id, task_id, order_index, sample, shown_order)
    select r.id, ${ask.projectId}, ${ask.askId}, ${ask.versionId}, r."taskId", r."orderIndex", r.sample, r."shownOrder"
    from json_to_recordset(${rows}::json) as r(id text, "taskId" text, "orderIndex" int, sample int, "shownOrder" jsonb)
    on conflict (version_id, task_id, order_index, sample) do update set ask_id = excluded.ask_id, earlier_micros = judge_call.cost_micros,
      state = case when ${waits} then 'waiting' else judge_call.state end, reason = case when ${waits} then null else judge_call.reason end,
      response = case when ${waits} then null else judge_call.response end`;
};

export type WaitingCall = {
  id: string;
  taskId: string;
  itemId: string;
  unitKey: string;
  orderIndex: number;
  sample: number;
  shownOrder: number[];
  attempt: number;
  reservationId: string | null;
};

const orderSchema = z.array(z.number().int());

type CallRow = Omit<WaitingCall, "shownOrder"> & { shownOrder: unknown };

const toCall = (row: CallRow): WaitingCall => ({ ...row, shownOrder: orderSchema.parse(row.shownOrder) });

/** The next questions of an ask after the last one seen. */
export const waitingCalls = async (askId: string, page: { after: string; take: number }): Promise<WaitingCall[]> => {
  const rows = await db().$queryRaw<CallRow[]>`
    select c.id, c.task_id as "taskId", t.item_id as "itemId", t.unit_key as "unitKey", c.order_index as "orderIndex", c.sample, c.shown_order as "shownOrder",
      c.attempt, c.reservation_id as "reservationId"
    from judge_call c join task t on t.id = c.task_id
    where c.ask_id = ${askId} and c.state = 'waiting' and c.id > ${page.after} order by c.id limit ${page.take}`;
  return rows.map(toCall);
};

/** Questions that were out when their worker died. */
export const orphanedCalls = async (askId: string): Promise<{ id: string; reservationId: string | null }[]> =>
  db().judgeCall.findMany({ where: { askId, state: "asking" }, orderBy: { id: "asc" }, select: { id: true, reservationId: true } });

const textSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);

/** Items as kinds see them; models are not told who wrote a response. */
export const itemsFor = async (projectId: string, itemIds: readonly string[]): Promise<Map<string, KindItem>> => {
  const rows = await db().item.findMany({
    where: { projectId, id: { in: [...itemIds] } },
    select: {
      id: true,
      payload: { select: { prompt: true } },
      candidates: { orderBy: { ordinal: "asc" }, select: { payload: { select: { text: true } } } },
    },
  });
  return new Map(
    rows.map(({ id, payload, candidates }) => [
      id,
      {
        prompt: textSchema.parse(payload?.prompt ?? ""),
        candidates: candidates.map((candidate) => ({ text: candidate.payload?.text ?? "", model: null })),
      },
    ]),
  );
};

const fenced = async (changed: Promise<number>): Promise<void> => {
  if ((await changed) === 0)
    throw new AppError("conflict", { userMessage: "Another worker has taken this round over. This one stops and changes nothing more." });
};

const ofRun = ({ askId, epoch }: RunKey): Prisma.Sql =>
  Prisma.sql`exists (select from judge_ask a where a.id = ${askId} and a.epoch = ${epoch})`;

export const markAsking = async (tx: Tx, run: RunKey, call: { id: string; attempt: number; reservationId: string | null }): Promise<void> =>
  fenced(tx.$executeRaw`
    update judge_call set state = 'asking', attempt = ${call.attempt}, reservation_id = ${call.reservationId}
    where id = ${call.id} and ask_id = ${run.askId} and state = 'waiting' and ${ofRun(run)}`);

export type CallEnd = {
  id: string;
  /** back to waiting for another attempt, answered, or given up */
  state: "waiting" | "done" | "failed";
  costMicros: bigint;
  unknown: boolean;
  promptTokens: number | null;
  completionTokens: number | null;
  seconds: number | null;
  reply: string | null;
  response: unknown;
  probabilities: Record<string, number> | null;
  reason: string | null;
};

const orNull = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(storableJson(value)));
const textOrNull = (text: string | null): string | null => (text === null ? null : storableText(text));

export const endAttempt = async (tx: Tx, run: RunKey, end: CallEnd): Promise<void> =>
  fenced(tx.$executeRaw`
    update judge_call set state = ${end.state}, cost_micros = cost_micros + ${end.costMicros}, unknown_attempts = unknown_attempts + ${end.unknown ? 1 : 0}::int,
      reservation_id = null, prompt_tokens = ${end.promptTokens}::int, completion_tokens = ${end.completionTokens}::int, seconds = ${end.seconds}::float8,
      reply = ${textOrNull(end.reply)}, response = ${orNull(end.response)}::jsonb, probabilities = ${orNull(end.probabilities)}::jsonb, reason = ${textOrNull(end.reason)},
      answered_at = case when ${end.state} = 'waiting' then null else clock_timestamp() end
    where id = ${end.id} and ask_id = ${run.askId} and state = 'asking' and ${ofRun(run)}`);

/** An orphan goes back to waiting; what its attempt cost is kept with it. `reservationId` stays where the attempt is to be repeated. */
export const returnOrphan = async (
  tx: Tx,
  run: RunKey,
  orphan: { id: string; costMicros: bigint; unknown: boolean; reservationId: string | null; repeats: boolean },
): Promise<void> =>
  fenced(tx.$executeRaw`
    update judge_call set state = 'waiting', cost_micros = cost_micros + ${orphan.costMicros}, unknown_attempts = unknown_attempts + ${orphan.unknown ? 1 : 0}::int,
      reservation_id = ${orphan.reservationId}, attempt = attempt - ${orphan.repeats ? 1 : 0}::int
    where id = ${orphan.id} and state = 'asking' and ${ofRun(run)}`);

/** The key of a judge's label of a task: one for each version of the judge and each question whose answers count by themselves. */
const labelKey = ({ versionId, countsFrom }: { versionId: string; countsFrom: number }, taskId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${`judge ${versionId} `} || ${taskId} || ${countsFrom > 1 ? ` ${countsFrom}` : ""}`;

export type CallCounts = { total: number; finished: number };

export const countCalls = async (askId: string): Promise<CallCounts> => {
  const rows = await db().$queryRaw<CallCounts[]>`
    select count(*)::int as total, (count(*) filter (where state in ('done', 'failed')))::int as finished from judge_call where ask_id = ${askId}`;
  return rows[0] ?? { total: 0, finished: 0 };
};

/** Tasks of an ask whose questions are all through, and which have an answer but no label by this version yet. */
export const tasksToLabel = async (
  ask: { askId: string; versionId: string; annotatorId: string; countsFrom: number },
  taskId: string | null,
): Promise<string[]> => {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select c.task_id as id from judge_call c
    where c.ask_id = ${ask.askId} and (${taskId}::text is null or c.task_id = ${taskId})
    group by c.task_id
    having bool_and(c.state in ('done', 'failed')) and bool_or(c.response is not null)
      and not exists (select from annotation a where a.annotator_id = ${ask.annotatorId} and a.idem_key = ${labelKey(ask, Prisma.sql`c.task_id`)} and a.withdrawn_at is null)
    order by 1`;
  return rows.map(({ id }) => id);
};

export type AnsweredCall = { orderIndex: number; sample: number; shownOrder: number[]; unitKey: string; response: unknown };

export const answersToTask = async (versionId: string, taskId: string): Promise<AnsweredCall[]> => {
  const rows = await db().judgeCall.findMany({
    where: { versionId, taskId, state: "done", response: { not: Prisma.AnyNull } },
    orderBy: [{ orderIndex: "asc" }, { sample: "asc" }],
    select: { orderIndex: true, sample: true, shownOrder: true, response: true, task: { select: { unitKey: true } } },
  });
  return rows.map(({ task, shownOrder, ...row }) => ({ ...row, unitKey: task.unitKey, shownOrder: orderSchema.parse(shownOrder) }));
};

/** Writes a judge's label once, and takes an earlier one of it out of the count. */
export const insertLabel = async (
  tx: Tx,
  run: RunKey,
  label: {
    projectId: string;
    campaignId: string;
    taskId: string;
    annotatorId: string;
    versionId: string;
    /** the version that was asked, and the first whose answers count with it */
    questionVersion: number;
    countsFrom: number;
    response: unknown;
    payloadHash: string;
    shownOrder: number[];
    guideVersionId: string | null;
  },
): Promise<void> => {
  const { projectId, campaignId, taskId, annotatorId } = label;
  const written = await tx.$queryRaw<{ id: string }[]>`
    insert into annotation (id, project_id, campaign_id, task_id, annotator_id, idem_key, payload_hash, response, shown_order, question_version, guide_version_id)
    select ${newId("annotation")}, ${projectId}, ${campaignId}, ${taskId}, ${annotatorId}, ${labelKey(label, Prisma.sql`${taskId}::text`)}, ${label.payloadHash}, ${JSON.stringify(label.response)}::jsonb,
      ${JSON.stringify(label.shownOrder)}::jsonb, ${label.questionVersion}::int, ${label.guideVersionId}
    where ${ofRun(run)}
    on conflict (annotator_id, idem_key) do nothing returning id`;
  const [row] = written;
  if (!row) return;
  await tx.$executeRaw`
    update annotation set superseded_at = clock_timestamp()
    where task_id = ${taskId} and annotator_id = ${annotatorId} and id <> ${row.id} and withdrawn_at is null and superseded_at is null`;
};

export type AskedGuide = { id: string | null; markdown: string };

/** The guide as it was at a time. A round of asking keeps to the one of its order, so that a question asked anew is the same question. */
export const guideAt = async (campaignId: string, at: Date): Promise<AskedGuide> =>
  (await db().guideVersion.findFirst({
    where: { campaignId, createdAt: { lte: at } },
    orderBy: { version: "desc" },
    select: { id: true, markdown: true },
  })) ?? { id: null, markdown: "" };
