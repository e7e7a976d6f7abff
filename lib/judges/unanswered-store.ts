import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Questions that ended without an answer, of tasks that the judge has no label of. */

type Scope = { projectId: string; campaignId: string; versionId: string; annotatorId: string };

export const ofVersion = ({ versionId, annotatorId }: { versionId: string; annotatorId: string }) => ({ versionId, annotatorId });

const unanswered = ({ projectId, campaignId, versionId, annotatorId }: Scope): Prisma.Sql => Prisma.sql`
  from judge_call c join task t on t.id = c.task_id
  where c.project_id = ${projectId} and c.version_id = ${versionId} and t.campaign_id = ${campaignId} and not t.is_training
    and c.state in ('done', 'failed') and c.response is null
    and not exists (select from annotation a where a.task_id = t.id and a.annotator_id = ${annotatorId} and a.withdrawn_at is null and a.superseded_at is null)`;

export const countUnanswered = async (tx: Tx, scope: Scope): Promise<{ tasks: number; questions: number }> => {
  const rows = await tx.$queryRaw<{ tasks: number; questions: number }[]>`
    select count(distinct c.task_id)::int as tasks, count(*)::int as questions ${unanswered(scope)}`;
  return rows[0] ?? { tasks: 0, questions: 0 };
};

export const unansweredReasons = async (scope: Scope): Promise<{ reason: string; questions: number }[]> =>
  db().$queryRaw`
    select coalesce(c.reason, 'no reason was given') as reason, count(*)::int as questions ${unanswered(scope)} group by 1 order by 2 desc, 1 limit 20`;

type UnansweredReply = { item: string; itemId: string; reason: string; reply: string; at: Date | null; attempts: number };

/** The newest replies without an answer; those of earlier rounds are counted with them. */
export const unansweredReplies = async (scope: Scope, take: number): Promise<UnansweredReply[]> =>
  db().$queryRaw`
    select i.external_id as item, i.id as "itemId", coalesce(c.reason, '') as reason, left(coalesce(c.reply, ''), 2000) as reply, c.answered_at as at,
      1 + (select count(*)::int from judge_reply r where r.call_id = c.id) as attempts
    from (select c.id ${unanswered(scope)}) u join judge_call c on c.id = u.id join task t on t.id = c.task_id join item i on i.id = t.item_id
    order by c.answered_at desc nulls last, c.id limit ${take}`;

export type UnansweredCall = { id: string; taskId: string; itemId: string; unitKey: string; attempt: number; shownOrder: unknown };

/** A page of them, after the last one seen. */
export const unansweredCalls = async (scope: Scope, page: { after: string; take: number }): Promise<UnansweredCall[]> =>
  db().$queryRaw`
    select c.id, c.task_id as "taskId", t.item_id as "itemId", t.unit_key as "unitKey", c.attempt, c.shown_order as "shownOrder"
    ${unanswered(scope)} and c.id > ${page.after} order by c.id limit ${page.take}`;
