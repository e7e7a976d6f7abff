import { z } from "zod";
import type { Tx } from "@/lib/db";
import { db, prepared } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";
import { closeHeldLease, heldLease } from "@/lib/assignments/held-lease-sql";
import type { LeaseToAnswer } from "@/lib/assignments/held-lease-sql";
import { claimSteps, leaseColumns, mayGoOn, toLease } from "@/lib/assignments/lease-sql";
import type { Lease, LeaseRow, OneMore } from "@/lib/assignments/lease-sql";
import type { AnnotationReceipt } from "@/lib/annotations/schema";
import { extraAnswersSchema } from "@/lib/extras/schema";
import type { ExtraAnswer } from "@/lib/extras/schema";

const receiptSelect = {
  id: true,
  taskId: true,
  assignmentId: true,
  response: true,
  comment: true,
  flagged: true,
  extras: true,
  createdAt: true,
} as const;

type ReceiptRow = {
  id: string;
  taskId: string;
  assignmentId: bigint | null;
  response: unknown;
  comment: string | null;
  flagged: boolean;
  extras: unknown;
  createdAt: Date;
};

const toReceipt = (row: ReceiptRow): AnnotationReceipt => ({
  ...row,
  assignmentId: row.assignmentId === null ? null : String(row.assignmentId),
  extras: extraAnswersSchema.parse(row.extras),
  createdAt: row.createdAt.toISOString(),
});

const json = (value: unknown): Prisma.InputJsonValue => z.json().parse(value) ?? {};

export const receiptOf = async (tx: Tx, id: string): Promise<AnnotationReceipt> =>
  toReceipt(await tx.annotation.findUniqueOrThrow({ where: { id }, select: receiptSelect }));

export const findByKey = async (
  tx: Tx,
  annotatorId: string,
  idemKey: string,
): Promise<(AnnotationReceipt & { payloadHash: string }) | null> => {
  const row = await tx.annotation.findUnique({
    where: { annotatorId_idemKey: { annotatorId, idemKey } },
    select: { ...receiptSelect, payloadHash: true },
  });
  return row && { ...toReceipt(row), payloadHash: row.payloadHash };
};

export type NewAnnotation = {
  projectId: string;
  campaignId: string;
  taskId: string;
  annotatorId: string;
  slotId: bigint | null;
  assignmentId: bigint | null;
  epoch: bigint | null;
  idemKey: string;
  payloadHash: string;
  response: unknown;
  shownOrder: unknown;
  comment: string;
  flagged: boolean;
  extras: ExtraAnswer[];
  questionVersion: number;
  repeat: boolean;
  activeSeconds: number | null;
  supersedesId: string | null;
};

/** Inserts an answer under the guide that is in force. */
export const insertAnnotation = async (tx: Tx, input: NewAnnotation): Promise<AnnotationReceipt> => {
  const guide = await tx.guideVersion.findFirst({
    where: { campaignId: input.campaignId },
    orderBy: { version: "desc" },
    select: { id: true },
  });
  const { response, shownOrder, comment, ...rest } = input;
  const row = await tx.annotation.create({
    data: {
      id: newId("annotation"),
      ...rest,
      guideVersionId: guide?.id ?? null,
      response: json(response),
      ...(shownOrder === null ? {} : { shownOrder: json(shownOrder) }),
      comment: comment === "" ? null : comment,
    },
    select: receiptSelect,
  });
  return toReceipt(row);
};

type StoredRow = Omit<ReceiptRow, "taskId" | "assignmentId"> & { answeredTaskId: string; answeredId: bigint | null };

export type Stored = { receipt: AnnotationReceipt; next: Lease | null };

/**
 * Stores the answer to a leased assignment, under the guide that is in force, closes slot and assignment and writes the audit
 * line: one statement, so that all of it happens or nothing does. Null where the lease is not this person's any more, or is
 * answered already. Fails with a unique violation where the key was used for another answer. With `claim` the same statement
 * leases the next item once the answer is in, where there is one.
 */
export const storeAnswer = async (
  tx: Tx,
  lease: LeaseToAnswer,
  answer: Pick<
    NewAnnotation,
    "idemKey" | "payloadHash" | "response" | "comment" | "flagged" | "extras" | "questionVersion" | "activeSeconds"
  >,
  actor: { workspaceId: string; kind: string; id: string },
  claim: OneMore | null = null,
): Promise<Stored | null> => {
  // Steps of one statement see the rows as they were before it: the task that it answers may look as if it were free to take.
  const onlyIf =
    claim &&
    Prisma.sql`s.task_id is distinct from (select h.task_id from held h) and exists (select 1 from stored) and ${mayGoOn(claim, lease.assignmentId)}`;
  const goOn = claim && onlyIf && Prisma.sql`, ${claimSteps(claim, onlyIf)}`;
  const rows = await prepared<StoredRow & (LeaseRow | { assignmentId?: null })>(
    tx,
    Prisma.sql`
    with held as (${heldLease(lease)}),
    stored as (
      insert into annotation (id, project_id, campaign_id, task_id, annotator_id, slot_id, assignment_id, epoch, idem_key, payload_hash,
                              response, shown_order, comment, flagged, extras, question_version, repeat, active_seconds, guide_version_id, created_at)
      select ${newId("annotation")}, h.project_id, h.campaign_id, h.task_id, h.annotator_id, h.slot_id, h.assignment_id, h.epoch, ${answer.idemKey}, ${answer.payloadHash},
             ${JSON.stringify(answer.response ?? null)}::jsonb, h.shown_order, nullif(${answer.comment}, ''), ${answer.flagged},
             ${JSON.stringify(answer.extras)}::jsonb, ${answer.questionVersion}::int, h.repeat, ${answer.activeSeconds}::float8,
             (select g.id from guide_version g where g.campaign_id = h.campaign_id order by g.version desc limit 1),
             date_trunc('milliseconds', clock_timestamp())
      from held h
      returning id, task_id, assignment_id, response, comment, flagged, extras, created_at, project_id
    ), ${closeHeldLease},
    audited as (
      insert into audit_event (workspace_id, project_id, actor_kind, actor_id, action, subject_id, detail)
      select ${actor.workspaceId}, a.project_id, ${actor.kind}, ${actor.id}, 'annotations:own', a.id, '{"did":"submit"}'::jsonb from stored a
    )${goOn ?? Prisma.empty}
    select a.id, a.task_id as "answeredTaskId", a.assignment_id as "answeredId", a.response, a.comment, a.flagged, a.extras, a.created_at as "createdAt"
           ${goOn ? Prisma.sql`, ${leaseColumns}` : Prisma.empty}
    from stored a ${goOn ? Prisma.sql`left join leased l on true left join task t on t.id = l.task_id` : Prisma.empty}`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { id, answeredTaskId, answeredId, response, comment, flagged, extras, createdAt } = row;
  const receipt = toReceipt({ id, taskId: answeredTaskId, assignmentId: answeredId, response, comment, flagged, extras, createdAt });
  return { receipt, next: row.assignmentId ? toLease(row) : null };
};

export type LiveAnnotation = {
  id: string;
  taskId: string;
  unitKey: string;
  itemId: string;
  isGold: boolean;
  slotId: bigint | null;
  assignmentId: bigint | null;
  epoch: bigint | null;
  response: unknown;
  shownOrder: unknown;
  comment: string | null;
  flagged: boolean;
  extras: ExtraAnswer[];
  repeat: boolean;
  questionVersion: number;
  activeSeconds: number | null;
};

/** An annotator's own live answer, by its id or by the assignment that it closed. */
export const findLive = async (
  tx: Tx,
  annotatorId: string,
  by: { id: string } | { assignmentId: bigint },
): Promise<LiveAnnotation | null> => {
  const row = await tx.annotation.findFirst({
    where: { annotatorId, ...by, withdrawnAt: null, supersededAt: null },
    select: {
      id: true,
      taskId: true,
      slotId: true,
      assignmentId: true,
      epoch: true,
      response: true,
      shownOrder: true,
      comment: true,
      flagged: true,
      extras: true,
      repeat: true,
      questionVersion: true,
      activeSeconds: true,
      task: { select: { unitKey: true, itemId: true, isGold: true } },
    },
  });
  if (!row) return null;
  const { task, ...rest } = row;
  return { ...rest, ...task, extras: extraAnswersSchema.parse(rest.extras) };
};

/** The task that one of an annotator's answers is about. */
export const answeredTaskId = async (projectId: string, annotatorId: string, annotationId: string): Promise<string | null> => {
  const row = await db().annotation.findFirst({ where: { id: annotationId, annotatorId, projectId }, select: { taskId: true } });
  return row?.taskId ?? null;
};

/** Both marks use the database's clock: aggregations tell by them what was live when they read. */
export const markWithdrawn = async (tx: Tx, id: string): Promise<void> => {
  await tx.$executeRaw`update annotation set withdrawn_at = clock_timestamp() where id = ${id} and withdrawn_at is null`;
};

export const markSuperseded = async (tx: Tx, id: string): Promise<void> => {
  await tx.$executeRaw`update annotation set superseded_at = clock_timestamp() where id = ${id} and superseded_at is null`;
};

export type HistoryRow = {
  id: string;
  taskId: string;
  unitKey: string;
  title: string;
  response: unknown;
  shownOrder: unknown;
  comment: string | null;
  flagged: boolean;
  extras: ExtraAnswer[];
  questionVersion: number;
  createdAt: Date;
};

export const ownHistory = async (campaignId: string, annotatorId: string, page: { take: number; skip: number }): Promise<HistoryRow[]> =>
  db().$queryRaw<HistoryRow[]>`
    select a.id, a.task_id as "taskId", t.unit_key as "unitKey", i.title, a.response, a.shown_order as "shownOrder", a.comment, a.flagged,
      a.extras, a.question_version as "questionVersion", a.created_at as "createdAt"
    from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id
    where a.annotator_id = ${annotatorId} and a.campaign_id = ${campaignId} and a.slot_id is not null and a.withdrawn_at is null and a.superseded_at is null
    order by a.created_at desc, a.id desc limit ${page.take} offset ${page.skip}`;
