import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";

export type PlanToCheck = { planId: string; number: number; projectId: string; workspaceId: string; answers: number };

/**
 * Committed plans that are not known to be wrong, with so many answers at least, and a tenth more than when they were last looked at:
 * looking reads the whole project.
 */
export const plansToCheck = async (leastAnswers: number): Promise<PlanToCheck[]> =>
  db().$queryRaw`
    select * from (
      select p.id as "planId", p.number, p.project_id as "projectId", j.workspace_id as "workspaceId", p.checked_answers as checked,
        (select count(distinct s.task_id) from slot s join task t on t.id = s.task_id where t.route_plan_id = p.id and s.state = 'done')::int as answers
      from route_plan p join project j on j.id = p.project_id
      where p.state = 'committed' and p.alarmed_at is null) as plans
    where answers >= ${leastAnswers}::int and answers >= 1.1 * checked and answers > checked order by "planId"`;

/** Notes how far a plan was looked at; and that it is wrong, where it is. False where somebody else found that out, or it was dropped. */
export const notePlanChecked = async (tx: Tx, plan: PlanToCheck, wrong: boolean): Promise<boolean> =>
  (await tx.$executeRaw`
    update route_plan set checked_answers = ${plan.answers}::int, alarmed_at = case when ${wrong}::boolean then clock_timestamp() end
    where id = ${plan.planId} and project_id = ${plan.projectId} and state = 'committed' and alarmed_at is null`) > 0;
