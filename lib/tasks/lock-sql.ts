import type { Tx } from "@/lib/db";

type Scope = { projectId: string; campaignId: string; taskIds: string[] };

/**
 * Locks tasks with their places for whoever changes both: places first, those in the order of their ids, then tasks in that of theirs. It is
 * the order of claims and answers, and of each other. Answered places are left to their people.
 */
export const lockTasks = async (tx: Tx, { projectId, campaignId, taskIds }: Scope): Promise<void> => {
  await tx.$queryRaw`
    select count(*)::int from (
      select from slot where task_id = any(${taskIds}::text[]) and campaign_id = ${campaignId} and project_id = ${projectId} and state <> 'done'
      order by id for update) held`;
  await tx.$queryRaw`
    select count(*)::int from (
      select from task where id = any(${taskIds}::text[]) and campaign_id = ${campaignId} and project_id = ${projectId} order by id for no key update) held`;
};
