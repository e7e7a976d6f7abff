import { z } from "zod";
import type { Tx } from "@/lib/db";
import { mediaListSchema } from "@/lib/media/schema";
import type { MediaRef } from "@/lib/media/schema";
import type { Prompt } from "@/lib/kinds/contract";

/**
 * What a build reads, in the order of import, within one transaction. Names compare by bytes, so that the order does not
 * hang on a server's locale.
 */

// Windows of items: each is one range of an index, so that the last page of a million costs what the first did.
const windowItems = 200;

async function* windows(tx: Tx, projectId: string): AsyncGenerator<{ above: number; upTo: number }> {
  const { _max } = await tx.item.aggregate({ where: { projectId }, _max: { ordinal: true } });
  const last = _max.ordinal ?? -1;
  for (let above = -1; above < last; above += windowItems) yield { above, upTo: above + windowItems };
}

const consensusSchema = z.record(z.string(), z.number());
const promptSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);

export type TaskRow = {
  taskId: string;
  itemId: string;
  item: string;
  itemOrdinal: number;
  promptHash: string;
  unitKey: string;
  part: string;
  isGold: boolean;
  choice: string | null;
  posterior: Record<string, number>;
  pChoice: number | null;
  labels: number | null;
  strength: number | null;
  detail: unknown;
};

type RawTask = Omit<TaskRow, "posterior"> & { posterior: unknown };

/** Every task of a campaign with its consensus under one aggregation, where it has one. */
export async function* taskPages(
  tx: Tx,
  scope: { projectId: string; campaignId: string; aggregationId: string | null; question: string },
): AsyncGenerator<TaskRow[]> {
  for await (const { above, upTo } of windows(tx, scope.projectId)) {
    const rows = await tx.$queryRaw<RawTask[]>`
      select t.id as "taskId", i.id as "itemId", i.external_id as item, i.ordinal as "itemOrdinal", i.prompt_hash as "promptHash",
        t.unit_key as "unitKey", t.is_gold as "isGold", coalesce(c.part, '') as part, c.choice, c.posterior, c.p_choice as "pChoice", c.labels, c.strength, c.detail
      from task t
      join item i on i.id = t.item_id
      left join consensus c on c.task_id = t.id and c.aggregation_id = ${scope.aggregationId} and c.question = ${scope.question}
      where t.project_id = ${scope.projectId} and t.campaign_id = ${scope.campaignId}
        and i.project_id = ${scope.projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
      order by i.ordinal, t.unit_key collate "C", c.part collate "C"`;
    if (rows.length > 0) yield rows.map((row) => ({ ...row, posterior: row.choice === null ? {} : consensusSchema.parse(row.posterior) }));
  }
}

export type ItemText = {
  prompt: Prompt;
  media: MediaRef[] | null;
  candidates: { ordinal: number; model: string | null; text: string; media: MediaRef[] | null }[];
};

const mediaOf = (stored: unknown): MediaRef[] | null => mediaListSchema.nullable().parse(stored ?? null);

/** Prompts and responses of some items. */
export const itemTexts = async (tx: Tx, projectId: string, itemIds: string[]): Promise<Map<string, ItemText>> => {
  const ids = [...new Set(itemIds)];
  const prompts = await tx.itemPayload.findMany({
    where: { itemId: { in: ids }, item: { projectId } },
    select: { itemId: true, prompt: true, media: true },
  });
  const candidates = await tx.candidate.findMany({
    where: { projectId, itemId: { in: ids } },
    orderBy: { ordinal: "asc" },
    select: { itemId: true, ordinal: true, model: true, payload: { select: { text: true, media: true } } },
  });
  const texts = new Map<string, ItemText>(
    prompts.map((row) => [row.itemId, { prompt: promptSchema.parse(row.prompt), media: mediaOf(row.media), candidates: [] }]),
  );
  for (const { itemId, payload, ...rest } of candidates)
    texts.get(itemId)?.candidates.push({ ...rest, text: payload?.text ?? "", media: mediaOf(payload?.media) });
  return texts;
};

export type ItemRow = {
  id: string;
  item: string;
  ordinal: number;
  promptHash: string;
  source: string | null;
  license: string | null;
  meta: unknown;
};

export async function* itemPages(tx: Tx, projectId: string): AsyncGenerator<ItemRow[]> {
  for await (const { above, upTo } of windows(tx, projectId)) {
    const rows = await tx.item.findMany({
      where: { projectId, ordinal: { gt: above, lte: upTo } },
      orderBy: { ordinal: "asc" },
      select: { id: true, externalId: true, ordinal: true, promptHash: true, source: true, license: true, meta: true },
    });
    if (rows.length > 0) yield rows.map(({ externalId, ...row }) => ({ ...row, item: externalId }));
  }
}

export type AnnotationRow = {
  itemId: string;
  item: string;
  itemOrdinal: number;
  unitKey: string;
  annotatorId: string;
  name: string;
  source: "human" | "lm" | "gold" | "adjudicator";
  response: unknown;
  shownOrder: unknown;
  comment: string | null;
  flagged: boolean;
  activeSeconds: number | null;
  guideVersion: number | null;
  questionVersion: number;
  extras: unknown;
  /** the person's second answer to the same task */
  repeat: boolean;
  /** whoever gave it was left out of what is counted */
  excludedPerson: boolean;
  /** null for answers of a file: their time here is that of the import */
  createdAt: Date | null;
  id: string;
};

/** Answers that were live at `readAt`, by item, unit, then annotator. */
export async function* annotationPages(
  tx: Tx,
  scope: { projectId: string; campaignId: string; readAt: Date },
): AsyncGenerator<AnnotationRow[]> {
  for await (const { above, upTo } of windows(tx, scope.projectId)) {
    const rows = await tx.$queryRaw<AnnotationRow[]>`
      select a.id, i.id as "itemId", i.external_id as item, i.ordinal as "itemOrdinal", t.unit_key as "unitKey", r.id as "annotatorId", r.name, r.source::text as source,
        a.response, a.shown_order as "shownOrder", a.comment, a.flagged, a.active_seconds as "activeSeconds", g.version as "guideVersion",
        a.question_version as "questionVersion", a.extras, a.repeat,
        exists (select from exclusion x where x.campaign_id = a.campaign_id and x.annotator_id = a.annotator_id
          and x.excluded_at <= ${scope.readAt} and (x.readmitted_at is null or x.readmitted_at > ${scope.readAt})) as "excludedPerson",
        case when a.slot_id is null then null else a.created_at end as "createdAt"
      from annotation a
      join task t on t.id = a.task_id
      join item i on i.id = t.item_id
      join annotator r on r.id = a.annotator_id
      left join guide_version g on g.id = a.guide_version_id
      where a.project_id = ${scope.projectId} and a.campaign_id = ${scope.campaignId} and a.created_at <= ${scope.readAt}
        and (a.withdrawn_at is null or a.withdrawn_at > ${scope.readAt})
        and (a.superseded_at is null or a.superseded_at > ${scope.readAt})
        and i.project_id = ${scope.projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
      order by i.ordinal, t.unit_key collate "C", r.source::text collate "C", r.name collate "C", a.id collate "C"`;
    if (rows.length > 0) yield rows;
  }
}

/** Whether some prompt of the project is a conversation. */
export const hasConversations = async (tx: Tx, projectId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    select exists (select from item_payload p join item i on i.id = p.item_id
      where i.project_id = ${projectId} and jsonb_typeof(p.prompt) = 'array') as found`;
  return rows[0]?.found ?? false;
};

/** Items that no task of the campaign asks about. */
export const countNotAsked = async (tx: Tx, projectId: string, campaignId: string): Promise<number> => {
  const rows = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from item i
    where i.project_id = ${projectId} and not exists (select from task t where t.item_id = i.id and t.campaign_id = ${campaignId})`;
  return rows[0]?.n ?? 0;
};

export type AnnotatorRow = { id: string; name: string; source: "human" | "lm" | "gold" | "adjudicator"; answers: number };

/** Whoever answered in the campaign by then, with how often. */
export const annotatorsOf = async (tx: Tx, scope: { projectId: string; campaignId: string; readAt: Date }): Promise<AnnotatorRow[]> =>
  tx.$queryRaw<AnnotatorRow[]>`
    select r.id, r.name, r.source::text as source, count(*)::int as answers
    from annotation a join annotator r on r.id = a.annotator_id
    where a.project_id = ${scope.projectId} and a.campaign_id = ${scope.campaignId} and a.created_at <= ${scope.readAt}
      and (a.withdrawn_at is null or a.withdrawn_at > ${scope.readAt}) and (a.superseded_at is null or a.superseded_at > ${scope.readAt})
    group by r.id, r.name, r.source
    order by r.source::text collate "C", r.name collate "C"`;

export const licencesOf = async (tx: Tx, projectId: string): Promise<string[]> => {
  const rows = await tx.item.groupBy({ by: ["license"], where: { projectId }, orderBy: { license: "asc" } });
  return rows.flatMap((row) => (row.license === null ? [] : [row.license]));
};

export const countItems = async (tx: Tx, projectId: string): Promise<number> => tx.item.count({ where: { projectId } });
