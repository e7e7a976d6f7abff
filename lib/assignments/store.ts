import { prepared } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { stateAfterLease } from "@/lib/assignments/held-lease-sql";
import { itemTextsSchema } from "@/lib/assignments/schema";
import type { ItemTexts } from "@/lib/assignments/schema";
import { claimSteps, draftsSince, leaseColumns, mayGoOn, texts, textsOfItem, toLease } from "@/lib/assignments/lease-sql";
import type { Claim, Lease, LeaseRow, OneMore } from "@/lib/assignments/lease-sql";
import { goesByRule } from "@/lib/tasks/needless-sql";
import { kinds } from "@/lib/kinds/registry";

/** Rows are locked in one order everywhere, slot before assignment: the other way round, claim and submit deadlock. */

/** The ids of a person's live leases of a campaign, answers that were sent back before all others, then the oldest first. */
export const liveLeaseIds = async (tx: Tx, campaignId: string, annotatorId: string): Promise<bigint[]> => {
  const rows = await prepared<{ id: bigint }>(
    tx,
    Prisma.sql`
    select id from assignment
    where annotator_id = ${annotatorId} and campaign_id = ${campaignId} and state = 'leased' and lease_until > clock_timestamp()
    order by finished_at is null, claimed_at, id`,
  );
  return rows.map(({ id }) => id);
};

/** A person's own live leases with their texts, oldest first: an open tab gets back what it had. */
export const readLeases = async (tx: Tx, annotatorId: string, ids: bigint[]): Promise<Lease[]> => {
  const rows = await prepared<LeaseRow>(
    tx,
    Prisma.sql`
    select a.id as "assignmentId", a.task_id as "taskId", t.unit_key as "unitKey", a.epoch,
           a.lease_until as "leaseUntil", a.shown_order as "shownOrder", a.draft, a.draft_version as "draftVersion", a.draft_saved_at as "draftSavedAt",
           ${draftsSince(Prisma.sql`a`)},
           case when a.finished_at is not null then (
             select jsonb_build_object('note', r.note, 'answer', jsonb_build_object(
               'response', o.response, 'comment', coalesce(o.comment, ''), 'flagged', o.flagged, 'extras', o.extras))
             from answer_return r join annotation o on o.id = r.annotation_id where r.assignment_id = a.id and r.resolved_at is null) end as returned, ${texts}
    from assignment a join task t on t.id = a.task_id
    where a.id = any(${ids}) and a.annotator_id = ${annotatorId} and a.state = 'leased'
    order by a.finished_at is null, a.claimed_at, a.id`,
  );
  return rows.map(toLease);
};

/** Takes one open slot of a lane, of a task that this annotator has not touched, in one statement. */
export const claimSlot = async (tx: Tx, claim: Claim): Promise<Lease | null> => {
  const rows = await prepared<LeaseRow>(
    tx,
    Prisma.sql`with ${claimSteps(claim)} select ${leaseColumns} from leased l join task t on t.id = l.task_id`,
  );
  return rows[0] ? toLease(rows[0]) : null;
};

/** The same for a desk that goes on, where it may. Null also where it may not. */
export const claimOneMore = async (tx: Tx, claim: OneMore): Promise<Lease | null> => {
  const rows = await prepared<LeaseRow>(
    tx,
    Prisma.sql`with ${claimSteps(claim, mayGoOn(claim, null))} select ${leaseColumns} from leased l join task t on t.id = l.task_id`,
  );
  return rows[0] ? toLease(rows[0]) : null;
};

export type AskedUnit = {
  taskId: string;
  itemId: string;
  unitKey: string;
  isGold: boolean;
  purpose: "work" | "gold" | "repeat";
  shownOrder: unknown;
  /** whether a plan says when it has answers enough */
  asking: boolean;
  /** whether its answer was sent back, and waits to be changed or kept */
  returned: boolean;
  /** of its item, where the campaign's kind checks answers against them */
  texts: ItemTexts | null;
};

export type AskedUnitRow = Omit<AskedUnit, "texts"> & { texts: unknown };

const kindsThatRead = Object.values(kinds).flatMap(({ id, checkAgainst }) => (checkAgainst ? [id] : []));

/** Of the assignment `a`, its task `t` and slot `s` in the campaign `c`, for a select. */
export const askedUnitColumns = Prisma.sql`
  t.id as "taskId", t.item_id as "itemId", t.unit_key as "unitKey", t.is_gold as "isGold", s.purpose::text as purpose, t.asking is not null as asking,
  (a.state = 'leased' and a.finished_at is not null) as returned, a.shown_order as "shownOrder", case when c.kind = any(${kindsThatRead}) then ${textsOfItem} end as texts`;

export const toAskedUnit = (row: AskedUnitRow): AskedUnit => ({ ...row, texts: itemTextsSchema.nullable().parse(row.texts) });

/** Texts of a task's item, for rules that read them. */
export const textsOfTask = async (tx: Tx, projectId: string, taskId: string): Promise<ItemTexts | null> => {
  const rows = await tx.$queryRaw<{ texts: unknown }[]>`select ${texts} from task t where t.id = ${taskId} and t.project_id = ${projectId}`;
  return rows[0] ? itemTextsSchema.parse(rows[0].texts) : null;
};

export const setShownOrder = async (tx: Tx, assignmentId: bigint, shownOrder: number[]): Promise<void> => {
  await tx.assignment.update({ where: { id: assignmentId }, data: { shownOrder }, select: { id: true } });
};

/** A task with a place that was left without an answer. */
export type LeftTask = { projectId: string; campaignId: string; taskId: string; unitKey: string };

/**
 * Returns lapsed leases to the queue; drafts stay with their assignments. At most `limit` at a time, so that the sweep never holds many
 * locks; what is being changed at this moment is left to the next. The task is locked, too: one that is kept for practice since this
 * statement began would open again. Told with the tasks among theirs that have answers enough by a rule, and may have them.
 */
export const expireLapsed = async (tx: Tx, limit: number): Promise<{ expired: number; byRule: LeftTask[] }> => {
  const [row] = await tx.$queryRaw<{ expired: number; byRule: LeftTask[] }[]>`
    with lapsed as (
      select w.id, t.is_training from slot w join task t on t.id = w.task_id
      where w.state = 'leased' and w.lease_until < clock_timestamp() order by w.id limit ${limit}
      for update of w skip locked for share of t skip locked
    ), opened as (
      update slot s set state = ${stateAfterLease(Prisma.sql`s`, Prisma.sql`lapsed.is_training`)}, lease_until = null
      from lapsed where s.id = lapsed.id returning s.id, s.epoch, s.state, s.task_id
    ), ended as (
      update assignment a set state = 'expired', finished_at = clock_timestamp() from opened
      where a.slot_id = opened.id and a.epoch = opened.epoch and a.state = 'leased' returning a.id
    )
    select (select count(*)::int from ended) as expired, (
      select coalesce(jsonb_agg(jsonb_build_object('projectId', t.project_id, 'campaignId', t.campaign_id, 'taskId', t.id, 'unitKey', t.unit_key)), '[]')
      from task t where t.id in (select task_id from opened where state = 'open') and ${goesByRule}) as "byRule"`;
  return row ?? { expired: 0, byRule: [] };
};

/**
 * Extends leases that still stand, slots locked in the order of their ids, and takes up again those that were handed back and that
 * nobody claimed since: what a page hands back as it goes may arrive when the page after it has the item. An answer that was sent
 * back waits for its person however long it takes: its lease stands as it is. Returns the assignments whose leases stand.
 */
export const renewHeld = async (
  tx: Tx,
  input: { annotatorId: string; leases: { assignmentId: bigint; epoch: bigint }[]; leaseSeconds: number },
): Promise<bigint[]> => {
  const rows = await prepared<{ id: bigint }>(
    tx,
    Prisma.sql`
    with held as (
      select s.id as slot_id, a.id from slot s
      join assignment a on a.slot_id = s.id
      join unnest(${input.leases.map(({ assignmentId }) => assignmentId)}::bigint[], ${input.leases.map(({ epoch }) => epoch)}::bigint[]) as w(id, epoch)
        on w.id = a.id and w.epoch = a.epoch
      where a.annotator_id = ${input.annotatorId} and s.epoch = a.epoch
        and ((a.state = 'leased' and (s.state = 'leased' or s.state = 'done')) or (a.state = 'released' and s.state in ('open', 'withdrawn') and s.purpose = 'work'))
      order by s.id
      for update of s
    ), renewed as (
      update slot s set state = case when s.state = 'done' then s.state else 'leased' end,
        lease_until = case when s.state = 'done' then null else clock_timestamp() + make_interval(secs => ${input.leaseSeconds}) end
      from held where s.id = held.slot_id
      returning s.lease_until, s.state, held.id
    )
    update assignment a set state = 'leased', finished_at = case when renewed.state = 'done' then a.finished_at end,
      lease_until = coalesce(renewed.lease_until, a.lease_until)
    from renewed where a.id = renewed.id returning a.id`,
  );
  return rows.map(({ id }) => id);
};

export type LockedAssignment = {
  assignmentId: bigint;
  projectId: string;
  campaignId: string;
  slotId: bigint;
  taskId: string;
  itemId: string;
  unitKey: string;
  slotState: "open" | "leased" | "done" | "withdrawn";
  purpose: "work" | "gold" | "repeat";
  lane: string;
  slotEpoch: bigint;
  state: "leased" | "done" | "skipped" | "expired" | "released";
  epoch: bigint;
  shownOrder: unknown;
};

type Held = Pick<LockedAssignment, "assignmentId" | "slotId">;

/** Whether its answer was sent back and waits to be changed or kept. */
export const isReturned = ({ state, slotState, epoch, slotEpoch }: LockedAssignment): boolean =>
  state === "leased" && slotState === "done" && epoch === slotEpoch;

/** An annotator's own assignment, its slot locked first and then itself. Null for somebody else's. */
export const lockAssignment = async (tx: Tx, annotatorId: string, assignmentId: bigint): Promise<LockedAssignment | null> => {
  await tx.$queryRaw`
    select s.id from slot s join assignment a on a.slot_id = s.id where a.id = ${assignmentId} and a.annotator_id = ${annotatorId} for update of s`;
  const rows = await tx.$queryRaw<LockedAssignment[]>`
    select a.id as "assignmentId", a.project_id as "projectId", a.campaign_id as "campaignId", a.slot_id as "slotId", a.task_id as "taskId",
           t.item_id as "itemId", t.unit_key as "unitKey", s.state as "slotState", s.purpose, s.lane, s.epoch as "slotEpoch", a.state, a.epoch, a.shown_order as "shownOrder"
    from assignment a join slot s on s.id = a.slot_id join task t on t.id = a.task_id
    where a.id = ${assignmentId} and a.annotator_id = ${annotatorId}
    for update of a`;
  return rows[0] ?? null;
};

/**
 * Ends an assignment and moves its slot with it. The caller holds both locks. Tells whether the next person is asked, about a task that
 * has answers enough by a rule, and may have them.
 */
export const endAssignment = async (
  tx: Tx,
  assignment: Held,
  to: { assignment: "skipped" | "released"; skipReason?: string; lane?: string },
): Promise<boolean> => {
  const [left] = await tx.$queryRaw<{ byRule: boolean }[]>`
    with left_open as (update slot s set state = ${stateAfterLease(Prisma.sql`s`, Prisma.sql`(select t.is_training from task t where t.id = s.task_id)`)},
      lane = coalesce(${to.lane ?? null}::text, s.lane), lease_until = null where s.id = ${assignment.slotId} returning s.task_id, s.state)
    select l.state = 'open' and ${goesByRule} as "byRule" from left_open l join task t on t.id = l.task_id`;
  await tx.$executeRaw`
    update assignment set state = ${to.assignment}::assignment_state, finished_at = clock_timestamp(), skip_reason = ${to.skipReason ?? null}
    where id = ${assignment.assignmentId}`;
  return left?.byRule ?? false;
};

/**
 * Hands a slot back to whoever had it, under a new epoch. The draft that stands keeps its version where no other takes its place: to a
 * browser, a newer one would be somebody's work. The caller holds both locks and knows that the slot is free to take.
 */
export const leaseAgain = async (tx: Tx, assignment: Held, input: { leaseSeconds: number; draft: unknown }): Promise<void> => {
  const draft = input.draft === null || input.draft === undefined ? null : JSON.stringify(input.draft);
  await tx.$executeRaw`
    update slot set state = 'leased', epoch = epoch + 1, lease_until = clock_timestamp() + make_interval(secs => ${input.leaseSeconds}) where id = ${assignment.slotId}`;
  await tx.$executeRaw`
    update assignment a set state = 'leased', epoch = s.epoch, lease_until = s.lease_until, finished_at = null, skip_reason = null,
           draft = coalesce(${draft}::jsonb, a.draft),
           draft_version = a.draft_version + case when ${draft}::jsonb is null then 0 else 1 end
    from slot s where s.id = a.slot_id and a.id = ${assignment.assignmentId}`;
};

/**
 * Leases an answered assignment once more to whoever answered it, under a new epoch. The slot stays done, since the answer counts
 * until another takes its place: nobody else is ever given it, and no sweep takes the lease away. The caller holds both locks.
 */
export const leaseAnswered = async (tx: Tx, { assignmentId, slotId }: Held, draft: unknown): Promise<void> => {
  await tx.$executeRaw`update slot set epoch = epoch + 1 where id = ${slotId}`;
  await tx.$executeRaw`
    update assignment a set state = 'leased', epoch = s.epoch, lease_until = clock_timestamp() + interval '100 years',
      draft = ${JSON.stringify(draft)}::jsonb, draft_version = a.draft_version + 1, draft_saved_at = null
    from slot s where s.id = a.slot_id and a.id = ${assignmentId}`;
};

/**
 * Ends such a lease: the assignment is answered as it was before. One that its person dealt with is what an undo of theirs takes back
 * first; one that was called back keeps its place among what they did.
 */
export const endAnswered = async (tx: Tx, assignmentId: bigint, came: "dealt with" | "called back"): Promise<void> => {
  await tx.$executeRaw`
    update assignment set state = 'done', finished_at = case when ${came === "dealt with"} then clock_timestamp() else finished_at end
    where id = ${assignmentId}`;
};

/** The newest submitted or skipped assignment of an annotator in a campaign. */
export const lastFinished = async (tx: Tx, campaignId: string, annotatorId: string): Promise<{ assignmentId: bigint } | null> => {
  const rows = await tx.$queryRaw<{ assignmentId: bigint }[]>`
    select id as "assignmentId" from assignment
    where annotator_id = ${annotatorId} and campaign_id = ${campaignId} and (state = 'done' or state = 'skipped')
    order by finished_at desc nulls last, id desc limit 1`;
  return rows[0] ?? null;
};

export type DraftResult = { draftVersion: number; savedAt: Date };

/** Last writer wins and every version is counted, so that a second tab can tell that it writes over newer work. */
export const writeDraft = async (
  tx: Tx,
  input: { annotatorId: string; assignmentId: bigint; draft: unknown },
): Promise<DraftResult | null> => {
  const rows = await tx.$queryRaw<DraftResult[]>`
    update assignment set draft = ${JSON.stringify(input.draft)}::jsonb, draft_version = draft_version + 1, draft_saved_at = clock_timestamp()
    where id = ${input.assignmentId} and annotator_id = ${input.annotatorId} and state in ('leased', 'expired', 'released')
    returning draft_version as "draftVersion", draft_saved_at as "savedAt"`;
  return rows[0] ?? null;
};
