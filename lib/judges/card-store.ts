import { z } from "zod";
import { db } from "@/lib/db";
import { excludedFrom } from "@/lib/quality/excluded-sql";

/** What a judge's card is measured on. */

export type CardAnswer = {
  taskId: string;
  unitKey: string;
  itemId: string;
  promptHash: string;
  source: "judge" | "human" | "gold" | "adjudicator";
  annotatorId: string;
  response: unknown;
};

/** Live answers to the tasks that a judge answered: its own, those of people whose answers count, and known ones; in order of creation. */
export const cardAnswers = async (
  where: { projectId: string; campaignId: string; countsFrom: number },
  annotatorId: string,
): Promise<CardAnswer[]> =>
  db().$queryRaw<CardAnswer[]>`
    with judged as (
      select distinct a.task_id from annotation a
      where a.project_id = ${where.projectId} and a.campaign_id = ${where.campaignId} and a.annotator_id = ${annotatorId} and a.withdrawn_at is null and a.superseded_at is null and not a.repeat)
    select t.id as "taskId", t.unit_key as "unitKey", t.item_id as "itemId", i.prompt_hash as "promptHash",
      case when n.id = ${annotatorId} then 'judge' else n.source::text end as source, n.id as "annotatorId", a.response
    from judged j join task t on t.id = j.task_id join item i on i.id = t.item_id
    join annotation a on a.task_id = t.id join annotator n on n.id = a.annotator_id
    where a.withdrawn_at is null and a.superseded_at is null and not a.repeat and a.question_version >= ${where.countsFrom}
      and (n.id = ${annotatorId} or (n.source in ('human', 'gold', 'adjudicator')
        and (a.campaign_id, a.annotator_id) not in (${excludedFrom(where.projectId)})))
    order by a.created_at, a.id`;

export const candidateChars = async (projectId: string, itemIds: readonly string[]): Promise<Map<string, Map<number, number>>> => {
  const rows = await db().candidate.findMany({
    where: { projectId, itemId: { in: [...itemIds] } },
    select: { itemId: true, ordinal: true, chars: true },
  });
  const found = new Map<string, Map<number, number>>();
  for (const { itemId, ordinal, chars } of rows) found.set(itemId, (found.get(itemId) ?? new Map<number, number>()).set(ordinal, chars));
  return found;
};

export type CardCall = {
  taskId: string;
  unitKey: string;
  promptHash: string;
  orderIndex: number;
  shownOrder: number[];
  response: unknown;
  probabilities: Record<string, number> | null;
  costMicros: number;
  unknownAttempts: number;
};

const probabilitiesSchema = z.record(z.string(), z.number()).nullable();
const orderSchema = z.array(z.number().int());

/** Every question to a judge in a campaign by its newest version that was asked there; unanswered ones have no response. */
export const cardCalls = async (projectId: string, campaignId: string, judgeId: string): Promise<CardCall[]> => {
  const newest = await db().judgeCall.findFirst({
    where: { projectId, ask: { judgeId, campaignId } },
    orderBy: { version: { version: "desc" } },
    select: { versionId: true },
  });
  if (!newest) return [];
  const rows = await db().judgeCall.findMany({
    where: { projectId, versionId: newest.versionId, ask: { campaignId }, state: { in: ["done", "failed"] } },
    orderBy: [{ taskId: "asc" }, { orderIndex: "asc" }, { sample: "asc" }],
    select: {
      taskId: true,
      orderIndex: true,
      shownOrder: true,
      response: true,
      probabilities: true,
      costMicros: true,
      unknownAttempts: true,
      task: { select: { unitKey: true, item: { select: { promptHash: true } } } },
    },
  });
  return rows.map(({ task, shownOrder, probabilities, costMicros, ...row }) => ({
    ...row,
    unitKey: task.unitKey,
    promptHash: task.item.promptHash,
    shownOrder: orderSchema.parse(shownOrder),
    probabilities: probabilitiesSchema.parse(probabilities),
    costMicros: Number(costMicros),
  }));
};
