import { db } from "@/lib/db";

export type GroupedAnswer = { taskId: string; annotatorId: string; demographics: unknown };

/** Who answered each task, as far as people told of themselves. Live answers of people only. */
export const answerersOf = async (projectId: string, campaignId: string): Promise<GroupedAnswer[]> =>
  db().$queryRaw<GroupedAnswer[]>`
    select distinct a.task_id as "taskId", n.id as "annotatorId", n.demographics
    from annotation a join annotator n on n.id = a.annotator_id
    where a.project_id = ${projectId} and a.campaign_id = ${campaignId} and n.source = 'human' and n.demographics <> '{}'::jsonb
      and a.withdrawn_at is null and not exists (select 1 from annotation later where later.supersedes_id = a.id)`;
