import { db } from "@/lib/db";

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

/** What a person has done in a campaign, and how many open tasks of their lanes are left for them. */
export const ownCounts = async (campaignId: string, annotatorId: string, lanes: string[]): Promise<RawCounts> => {
  const rows = await db().$queryRaw<RawCounts[]>`
    with mine as (
      select a.state, s.purpose from assignment a join slot s on s.id = a.slot_id
      where a.annotator_id = ${annotatorId} and a.campaign_id = ${campaignId} and a.state in ('done', 'skipped')
    )
    select
      (select count(*)::int from mine where state = 'done' and purpose = 'work') as "workDone",
      (select count(*)::int from mine where state = 'done' and purpose <> 'work') as "plantedDone",
      (select count(*)::int from mine where state = 'skipped' and purpose <> 'work') as "plantedSkipped",
      (select count(*)::int from mine where state = 'skipped') as skipped,
      (select count(*)::int from (select 1 from task t where t.campaign_id = ${campaignId} and t.is_gold and not t.is_training limit 1000) k) as known,
      (select count(distinct s.task_id)::int from slot s
       where s.campaign_id = ${campaignId} and s.purpose = 'work' and (s.state = 'open' or s.state = 'leased')
         and ((s.state = 'open' and s.lane = any(${lanes}::text[]))
              or exists (select 1 from assignment m where m.slot_id = s.id and m.annotator_id = ${annotatorId} and m.state = 'leased'))
         and (select true from assignment a where a.task_id = s.task_id and a.annotator_id = ${annotatorId}
                and (a.state = 'done' or a.state = 'skipped') limit 1) is null) as "workLeft",
      (select coalesce(sum(active_seconds), 0)::float8 from annotation
       where annotator_id = ${annotatorId} and campaign_id = ${campaignId} and withdrawn_at is null) as "activeSeconds"`;
  return rows[0] ?? { workDone: 0, workLeft: 0, plantedDone: 0, plantedSkipped: 0, skipped: 0, known: 0, activeSeconds: 0 };
};
