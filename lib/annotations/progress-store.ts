import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

export type OwnCounts = { done: number; skipped: number; left: number; activeSeconds: number };

/** Counts of a person in a campaign, with what was planted among their work kept apart. */
export type RawCounts = {
  workDone: number;
  workLeft: number;
  plantedDone: number;
  plantedSkipped: number;
  skipped: number;
  known: number;
  activeSeconds: number;
};

/** What a person has done in a campaign, and how many open tasks of their lanes are left for them, with their answers that were sent back. */
export const ownCounts = async (campaignId: string, annotatorId: string, lanes: string[]): Promise<RawCounts> => {
  // What anybody of these lanes could take is counted in one pass; what this person holds or is through with, which is little, beside it.
  const takeable = Prisma.sql`s.campaign_id = ${campaignId} and s.purpose = 'work' and s.state = 'open' and s.lane = any(${lanes}::text[])`;
  const rows = await db().$queryRaw<RawCounts[]>`
    with mine as (
      select a.state, s.purpose from assignment a join slot s on s.id = a.slot_id
      where a.annotator_id = ${annotatorId} and a.campaign_id = ${campaignId} and a.state in ('done', 'skipped')
    ), mine_held as (
      select m.task_id, exists (select from assignment a where a.task_id = m.task_id and a.annotator_id = m.annotator_id
          and (a.state = 'done' or a.state = 'skipped')) as through
      from assignment m join slot s on s.id = m.slot_id
      where m.annotator_id = ${annotatorId} and m.campaign_id = ${campaignId} and m.state = 'leased' and s.purpose = 'work' and s.state = 'leased'
    )
    select
      (select count(*)::int from mine where state = 'done' and purpose = 'work') as "workDone",
      (select count(*)::int from mine where state = 'done' and purpose <> 'work') as "plantedDone",
      (select count(*)::int from mine where state = 'skipped' and purpose <> 'work') as "plantedSkipped",
      (select count(*)::int from mine where state = 'skipped') as skipped,
      (select count(*)::int from (select 1 from task t where t.campaign_id = ${campaignId} and t.is_gold and not t.is_training limit 1000) k) as known,
      (select count(*)::int from (select s.task_id from slot s where ${takeable} group by s.task_id) as left_open)
        + (select count(distinct held.task_id)::int from mine_held held
           where not held.through and not exists (select from slot s where s.task_id = held.task_id and ${takeable}))
        - (select count(distinct a.task_id)::int from assignment a
           where a.annotator_id = ${annotatorId} and a.campaign_id = ${campaignId} and (a.state = 'done' or a.state = 'skipped')
             and exists (select from slot s where s.task_id = a.task_id and ${takeable}))
        + (select count(*)::int from assignment a where a.annotator_id = ${annotatorId} and a.campaign_id = ${campaignId} and a.state = 'leased' and a.finished_at is not null)
        as "workLeft",
      (select coalesce(sum(active_seconds), 0)::float8 from annotation
       where annotator_id = ${annotatorId} and campaign_id = ${campaignId} and withdrawn_at is null and superseded_at is null) as "activeSeconds"`;
  return rows[0] ?? { workDone: 0, workLeft: 0, plantedDone: 0, plantedSkipped: 0, skipped: 0, known: 0, activeSeconds: 0 };
};
