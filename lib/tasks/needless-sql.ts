import { Prisma } from "@/lib/generated/prisma/client";

/** Whether a task `t` has answers enough by a rule rather than by their number: the campaign's, or that of the plan that opened it. */
export const goesByRule = Prisma.sql`(t.asking is not null or exists (select from campaign c where c.id = t.campaign_id and jsonb_typeof(c.handout->'adaptive') = 'object'))`;

/** Whether a slot, by its name in the statement, asks in the place of an answer that counts again, or was taken back: nobody need be asked for it. */
export const isNeedless = (slot: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (${slot}.replaces_id is not null and not exists (
    select from annotation replaced join campaign asking on asking.id = replaced.campaign_id
    where replaced.slot_id = ${slot}.replaces_id and replaced.withdrawn_at is null and replaced.superseded_at is null
      and (replaced.question_version < asking.counts_from or exists (
        select from exclusion x where x.campaign_id = replaced.campaign_id and x.annotator_id = replaced.annotator_id and x.readmitted_at is null))))`;

/**
 * Whether a slot that its person leaves unanswered is one more than its task wants, as after closing it: as many of the other places
 * are answered, open, or held by somebody and come before it.
 */
export const isBeyondOverlap = (slot: Prisma.Sql): Prisma.Sql => Prisma.sql`
  ((select count(*) from slot other where other.task_id = ${slot}.task_id and other.purpose = 'work' and other.id <> ${slot}.id
      and (other.state in ('done', 'open') or (other.state = 'leased' and other.id < ${slot}.id and not ${isNeedless(Prisma.sql`other`)})))
    >= (select wanting.overlap from task wanting where wanting.id = ${slot}.task_id))`;
