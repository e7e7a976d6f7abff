import type { Tx } from "@/lib/db";
import type { QualityRules, Standing } from "@/lib/quality/schema";

/** Between a draft and its answer lie seconds of the network. */
const slackSeconds = 30;

type Where = { projectId: string; campaignId: string; annotatorId: string };

/** The known answer of a task, with what explains it; null where there is none any more. */
export const knownAnswerOf = async (
  tx: Tx,
  where: { projectId: string; taskId: string },
): Promise<{ response: unknown; explanation: string } | null> => {
  const rows = await tx.$queryRaw<{ response: unknown; explanation: string }[]>`
    select a.response, coalesce(a.comment, '') as explanation from annotation a join annotator r on r.id = a.annotator_id
    where a.task_id = ${where.taskId} and a.project_id = ${where.projectId} and r.source = 'gold' and a.withdrawn_at is null and a.superseded_at is null
    order by a.created_at desc, a.id desc limit 1`;
  return rows[0] ?? null;
};

export const insertCheck = async (
  tx: Tx,
  check: Where & { annotationId: string; taskId: string; score: number; correct: boolean },
): Promise<void> => {
  await tx.goldCheck.create({ data: check, select: { annotationId: true } });
};

/**
 * How long an answer took by what is stored: the active time that the desk counted, with that of answers to the same task that
 * the person took back before (who takes one back has read it); where no desk counted, the time since the task was handed out.
 * An answer whose draft was saved before its active time began comes from an earlier visit, of which no time is known.
 */
export const insertPace = async (tx: Tx, pace: Where & { annotationId: string; leastSeconds: number }): Promise<void> => {
  await tx.$executeRaw`
    insert into pace_check (annotation_id, project_id, campaign_id, annotator_id, seconds, least_seconds, too_fast)
    select t.id, ${pace.projectId}, ${pace.campaignId}, ${pace.annotatorId}, t.seconds, ${pace.leastSeconds}::float8, t.seconds < ${pace.leastSeconds}::float8
    from (
      select a.id, s.draft_saved_at < a.created_at - make_interval(secs => a.active_seconds + ${slackSeconds}) as begun_before,
        case when a.active_seconds is null then extract(epoch from a.created_at - s.claimed_at)::float8
          else a.active_seconds + coalesce((select sum(b.active_seconds) from annotation b
            where b.task_id = a.task_id and b.annotator_id = a.annotator_id and b.id <> a.id and b.withdrawn_at is not null), 0) end as seconds
      from annotation a left join assignment s on s.id = a.assignment_id where a.id = ${pace.annotationId}) t
    where t.seconds is not null and t.begun_before is not true`;
};

/** Whether the newest answers came too fast, the newest first; answers that were taken back or replaced do not weigh. */
export const newestPaces = async (tx: Tx, where: Where & { since: Date; limit: number }): Promise<boolean[]> => {
  const rows = await tx.$queryRaw<{ tooFast: boolean }[]>`
    select c.too_fast as "tooFast" from pace_check c join annotation a on a.id = c.annotation_id
    where c.campaign_id = ${where.campaignId} and c.annotator_id = ${where.annotatorId} and c.created_at > ${where.since}
      and a.withdrawn_at is null and a.superseded_at is null
    order by c.created_at desc limit ${where.limit}`;
  return rows.map((row) => row.tooFast);
};

export type Held = { standing: Standing; measuredFrom: Date };

/** A person's row in a campaign, made where it is missing and locked until the transaction ends. */
export const lockEnrolment = async (tx: Tx, where: Where): Promise<Held> => {
  await tx.$executeRaw`
    insert into enrolment (campaign_id, annotator_id, project_id, measured_from) values (${where.campaignId}, ${where.annotatorId}, ${where.projectId}, '-infinity')
    on conflict (campaign_id, annotator_id) do nothing`;
  const rows = await tx.$queryRaw<Held[]>`
    select standing::text as standing, case when measured_from = '-infinity' then 'epoch'::timestamptz else measured_from end as "measuredFrom"
    from enrolment where campaign_id = ${where.campaignId} and annotator_id = ${where.annotatorId} for update`;
  const row = rows[0];
  if (!row) throw new RangeError("an enrolment that was just made is gone");
  return row;
};

/** Whether the newest known answers were right, the newest first; answers that were taken back or replaced do not weigh. */
export const newestChecks = async (tx: Tx, where: Where & { since: Date; limit: number }): Promise<boolean[]> => {
  const rows = await tx.$queryRaw<{ correct: boolean }[]>`
    select c.correct from gold_check c join annotation a on a.id = c.annotation_id
    where c.campaign_id = ${where.campaignId} and c.annotator_id = ${where.annotatorId} and c.created_at > ${where.since}
      and a.withdrawn_at is null and a.superseded_at is null
    order by c.created_at desc limit ${where.limit}`;
  return rows.map((row) => row.correct);
};

/** Sets where a person stands. A fresh start leaves what was answered before out of the next looks. */
export const setStanding = async (tx: Tx, where: Where, to: { standing: Standing; reason: string; fresh: boolean }): Promise<void> => {
  await tx.$executeRaw`
    update enrolment set standing = ${to.standing}::standing, standing_reason = ${to.reason}, standing_at = clock_timestamp(),
      measured_from = case when ${to.fresh} then clock_timestamp() else measured_from end
    where campaign_id = ${where.campaignId} and annotator_id = ${where.annotatorId} and project_id = ${where.projectId}`;
};

export const updateRules = async (tx: Tx, where: { projectId: string; campaignId: string }, rules: QualityRules): Promise<void> => {
  await tx.campaign.update({
    where: { id: where.campaignId, projectId: where.projectId },
    data: { qualityRules: rules },
    select: { id: true },
  });
};
