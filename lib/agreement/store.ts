import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { excludedFrom } from "@/lib/quality/excluded-sql";

/** Titles of items, for lists. */
export const itemTitles = async (projectId: string, itemIds: string[]): Promise<Map<string, string>> => {
  const rows = await db().item.findMany({ where: { projectId, id: { in: itemIds } }, select: { id: true, title: true } });
  return new Map(rows.map((row) => [row.id, row.title]));
};

export type RepeatPair = { annotatorId: string; unitKey: string; first: unknown; second: unknown };

/** First and second live answers of the same person to the same task, both to a question that counts; of nobody who is excluded. */
export const repeatPairs = async (tx: Tx, where: { projectId: string; campaignId: string; countsFrom: number }): Promise<RepeatPair[]> =>
  tx.$queryRaw<RepeatPair[]>`
    select a.annotator_id as "annotatorId", t.unit_key as "unitKey", f.response as first, a.response as second
    from annotation a
    join annotation f on f.task_id = a.task_id and f.annotator_id = a.annotator_id and not f.repeat and f.withdrawn_at is null and f.superseded_at is null
    join task t on t.id = a.task_id
    where a.campaign_id = ${where.campaignId} and a.project_id = ${where.projectId} and a.repeat and a.withdrawn_at is null and a.superseded_at is null
      and a.question_version >= ${where.countsFrom} and f.question_version >= ${where.countsFrom}
      and (a.campaign_id, a.annotator_id) not in (${excludedFrom(where.projectId)})
    order by a.annotator_id, a.id`;
