import { z } from "zod";
import { itemTextsSchema, returnedSchema } from "@/lib/assignments/schema";
import type { ItemTexts, Returned } from "@/lib/assignments/schema";
import { Prisma } from "@/lib/generated/prisma/client";

/** Parts of a statement that leases: only this room knows how its rows are locked. */

export const textsOfItem = Prisma.sql`
  jsonb_build_object(
    'contentWarning', (select i.content_warning from item i where i.id = t.item_id),
    'prompt', coalesce((select p.prompt from item_payload p where p.item_id = t.item_id), '""'::jsonb),
    'media', (select p.media from item_payload p where p.item_id = t.item_id),
    'candidates', coalesce((select jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'text', coalesce(p.text, ''), 'media', p.media) order by c.ordinal)
                            from candidate c left join candidate_payload p on p.candidate_id = c.id where c.item_id = t.item_id), '[]'::jsonb))`;

/** Texts of the item of the task `t`, for a select. */
export const texts = Prisma.sql`${textsOfItem} as texts`;

export type Lease = {
  assignmentId: bigint;
  taskId: string;
  unitKey: string;
  epoch: bigint;
  leaseUntil: Date;
  shownOrder: number[];
  texts: ItemTexts;
  draft: unknown;
  draftVersion: number;
  draftSavedAt: Date | null;
  /** the first of the leases whose drafts go on in this one */
  draftsSince: bigint;
  /** what a reviewer says of the answer, where it was sent back */
  returned: Returned | null;
};
export type LeaseRow = Omit<Lease, "shownOrder" | "texts" | "returned"> & { shownOrder: unknown; texts: unknown; returned: unknown };

const shownOrderSchema = z.array(z.number().int());

export const toLease = (row: LeaseRow): Lease => ({
  ...row,
  shownOrder: shownOrderSchema.parse(row.shownOrder),
  texts: itemTextsSchema.parse(row.texts),
  returned: returnedSchema.parse(row.returned),
});

/**
 * The first lease of this person and task whose drafts go on in the lease `a`, for a select: those that ended without an answer. A task
 * that is asked once more begins with nothing, whatever another browser of theirs kept of its first time.
 */
export const draftsSince = (a: Prisma.Sql): Prisma.Sql => Prisma.sql`
  case when ${a}.repeat then ${a}.id else least(${a}.id, (
    select min(e.id) from assignment e
    where e.task_id = ${a}.task_id and e.annotator_id = ${a}.annotator_id and e.state in ('expired', 'released') and not e.repeat)) end as "draftsSince"`;

export type Claim = {
  projectId: string;
  campaignId: string;
  annotatorId: string;
  leaseSeconds: number;
  lane: string;
  /** assignments whose items the person's tabs hold, live or not: a page may hold what the page before it handed back meanwhile */
  holding: bigint[];
};
export type OneMore = Claim & { mostHeld: number };

/**
 * Three steps that take one open slot of a lane, of a task that this annotator has not touched and does not hold; the last is called `leased`. The
 * open slots are read through their partial index in order of priority and then of their keys; the same-annotator test is a
 * scalar sub-select on purpose: as an anti-join the planner hashes the whole assignment table, which takes hundreds of
 * milliseconds once half a million slots are done. The order to show is drawn here, over all candidates of the item. A draft of
 * a lease that lapsed or was handed back comes along with its version: who gets the same task again goes on where they were, and a
 * browser that kept another draft of it can tell which of them is the newer.
 */
export const claimSteps = (claim: Claim, onlyIf: Prisma.Sql = Prisma.sql`true`): Prisma.Sql => Prisma.sql`
  picked as (
    select s.id from slot s
    where s.campaign_id = ${claim.campaignId} and s.lane = ${claim.lane} and s.state = 'open'
      and (select true from assignment a
           where a.task_id = s.task_id and a.annotator_id = ${claim.annotatorId}
             and (a.state = 'leased' or a.state = 'done' or a.state = 'skipped') limit 1) is null
      and (select true from assignment a where a.id = any(${claim.holding}::bigint[]) and a.task_id = s.task_id limit 1) is null
      and ${onlyIf}
    order by s.priority desc, s.key, s.id
    limit 1
    for update of s skip locked
  ), claimed as (
    update slot s set state = 'leased', epoch = s.epoch + 1, lease_until = clock_timestamp() + make_interval(secs => ${claim.leaseSeconds})
    from picked where s.id = picked.id
    returning s.id, s.task_id, s.epoch, s.lease_until
  ), leased as (
    insert into assignment (project_id, campaign_id, slot_id, task_id, annotator_id, epoch, lease_until, shown_order, draft, draft_version)
    select ${claim.projectId}, ${claim.campaignId}, c.id, c.task_id, ${claim.annotatorId}, c.epoch, c.lease_until,
           coalesce((select jsonb_agg(d.ordinal order by random()) from candidate d join task t on t.item_id = d.item_id where t.id = c.task_id), '[]'::jsonb),
           earlier.draft, coalesce(earlier.draft_version, 0)
    from claimed c left join lateral (
      select e.draft, e.draft_version from assignment e
      where e.task_id = c.task_id and e.annotator_id = ${claim.annotatorId} and e.state in ('expired', 'released') and e.draft is not null
      order by e.id desc limit 1
    ) earlier on true
    returning id, task_id, annotator_id, epoch, lease_until, shown_order, draft, draft_version, repeat
  )`;

/** What was leased, as `toLease` reads it, of the step `leased l` and its task `t`, for a select. */
export const leaseColumns = Prisma.sql`
  l.id as "assignmentId", l.task_id as "taskId", t.unit_key as "unitKey", l.epoch, l.lease_until as "leaseUntil",
  l.shown_order as "shownOrder", l.draft, l.draft_version as "draftVersion", null::timestamptz as "draftSavedAt", ${draftsSince(Prisma.sql`l`)},
  null::jsonb as returned, ${texts}`;

/**
 * Whether a desk may have one item more at once: where the person has no live lease that their tabs do not hold already, and
 * fewer than they may have, besides the one that the same statement answers.
 */
export const mayGoOn = (claim: OneMore, answered: bigint | null): Prisma.Sql => Prisma.sql`
  (select count(*) < ${claim.mostHeld} and count(*) = count(*) filter (where l.id = any(${claim.holding}::bigint[])) from assignment l
   where l.annotator_id = ${claim.annotatorId} and l.campaign_id = ${claim.campaignId} and l.state = 'leased' and l.lease_until > clock_timestamp()
     and l.id is distinct from ${answered}::bigint)`;
