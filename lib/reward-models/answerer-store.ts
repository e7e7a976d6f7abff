import { db } from "@/lib/db";
import { excludedFrom } from "@/lib/quality/excluded-sql";

export type GroupedAnswer = { taskId: string; annotatorId: string; demographics: unknown };

/** Who answered each task, as far as people told of themselves. Live answers that count, of people only. */
export const answerersOf = async (projectId: string, campaignId: string): Promise<GroupedAnswer[]> =>
  db().$queryRaw<GroupedAnswer[]>`
    select distinct a.task_id as "taskId", n.id as "annotatorId", n.demographics
    from annotation a join annotator n on n.id = a.annotator_id join campaign c on c.id = a.campaign_id
    where a.project_id = ${projectId} and a.campaign_id = ${campaignId} and n.source = 'human' and n.demographics <> '{}'::jsonb
      and a.withdrawn_at is null and a.superseded_at is null and a.question_version >= c.counts_from
      and (a.campaign_id, a.annotator_id) not in (${excludedFrom(projectId)})`;
