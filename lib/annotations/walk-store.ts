import { db } from "@/lib/db";

export type WalkedAnnotation = {
  id: string;
  campaignId: string;
  taskId: string;
  itemId: string;
  item: string;
  unitKey: string;
  annotator: string;
  source: "human" | "lm" | "gold" | "adjudicator";
  response: unknown;
  comment: string | null;
  flagged: boolean;
  questionVersion: number;
  activeSeconds: number | null;
  createdAt: Date;
};

export type WalkFilter = { projectId: string; campaignId?: string | undefined; source?: string | undefined };

/** Live answers after one, by id: ids made later sort later. */
export const annotationsAfter = async (filter: WalkFilter, from: { id: string; take: number }): Promise<WalkedAnnotation[]> =>
  db().$queryRaw<WalkedAnnotation[]>`
    select a.id, a.campaign_id as "campaignId", a.task_id as "taskId", i.id as "itemId", i.external_id as item, t.unit_key as "unitKey",
      r.name as annotator, r.source::text as source, a.response, a.comment, a.flagged, a.question_version as "questionVersion",
      a.active_seconds as "activeSeconds", a.created_at as "createdAt"
    from annotation a join annotator r on r.id = a.annotator_id join task t on t.id = a.task_id join item i on i.id = t.item_id
    where a.project_id = ${filter.projectId} and a.id > ${from.id} and a.withdrawn_at is null and a.superseded_at is null
      and (${filter.campaignId ?? null}::text is null or a.campaign_id = ${filter.campaignId ?? null})
      and (${filter.source ?? null}::text is null or r.source = ${filter.source ?? null}::text::annotator_source)
    order by a.id limit ${from.take}`;
