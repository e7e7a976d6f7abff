import type { Tx } from "@/lib/db";

/**
 * Opens again as many withdrawn slots of some tasks as are wanting to their overlap. Closing tasks lowers their overlap with their
 * slots, so only those come back that left it standing: of tasks kept for practice, and of tasks whose overlap was raised since.
 * By their number, not by their places: an answer in a later place is an answer, too.
 */
export const reopenWithdrawn = async (tx: Tx, scope: { projectId: string; campaignId?: string; taskIds: string[] }): Promise<number> =>
  tx.$executeRaw`
    update slot set state = 'open', priority = back.priority from (
      select withdrawn.id, task.priority from task cross join lateral (
        select w.id from slot w where w.task_id = task.id and w.state = 'withdrawn' and w.purpose = 'work' order by w.ordinal
        limit greatest(0, task.overlap - (select count(*) from slot l where l.task_id = task.id and l.purpose = 'work' and l.state <> 'withdrawn'))
      ) withdrawn
      where task.id = any(${scope.taskIds}::text[]) and task.project_id = ${scope.projectId} and not task.is_training
        and (${scope.campaignId ?? null}::text is null or task.campaign_id = ${scope.campaignId ?? null}::text)
    ) back where back.id = slot.id`;
