import { Prisma } from "@/lib/generated/prisma/client";
import { isBeyondOverlap, isNeedless } from "@/lib/tasks/needless-sql";

/** Parts of a statement that answers a lease: only this room knows how its rows are locked. */

export type LeaseToAnswer = { projectId: string; campaignId: string; annotatorId: string; assignmentId: bigint; epoch: bigint };

/**
 * The one row of a lease that may be answered, its slot locked before itself as everywhere. The epoch is the fence: a lease
 * that lapsed or was handed back but that nobody claimed since may still be answered (a page that is left hands back what it
 * held ready, and the page after it may hold that already), also where nobody else would be asked any more; one that went to somebody else
 * may not.
 */
export const heldLease = (lease: LeaseToAnswer): Prisma.Sql => Prisma.sql`
  select a.id as assignment_id, a.slot_id, a.task_id, a.annotator_id, a.project_id, a.campaign_id, a.epoch, a.shown_order, a.repeat
  from slot s join assignment a on a.slot_id = s.id
  where a.id = ${lease.assignmentId} and a.annotator_id = ${lease.annotatorId} and a.project_id = ${lease.projectId} and a.campaign_id = ${lease.campaignId}
    and a.epoch = ${lease.epoch} and s.epoch = a.epoch and a.state in ('leased', 'expired', 'released')
    and s.state <> 'done'
  for update of s, a`;

/** Two steps that follow it in the same statement, by the name `held`. */
export const closeHeldLease = Prisma.sql`
  closed as (update slot s set state = 'done', lease_until = null from held h where s.id = h.slot_id),
  ended as (update assignment a set state = 'done', finished_at = clock_timestamp(), skip_reason = null from held h where a.id = h.assignment_id)`;

/**
 * What becomes of a slot, by its name in the statement, whose lease ends without an answer: it waits for the next person, unless it
 * was made for this one alone, the answer in whose place it asks counts again, its task was closed, or is kept for practice since, which is
 * asked of rows that nobody changes meanwhile.
 */
export const stateAfterLease = (slot: Prisma.Sql, isTraining: Prisma.Sql): Prisma.Sql => Prisma.sql`
  case when ${slot}.purpose = 'work' and not ${isTraining} and not ${isNeedless(slot)} and not ${isBeyondOverlap(slot)} then 'open' else 'withdrawn' end::slot_state`;
