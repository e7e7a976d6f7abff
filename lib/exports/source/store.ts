import { z } from "zod";
import { prepared } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { mediaListSchema } from "@/lib/media/schema";
import { excludedFrom } from "@/lib/quality/excluded-sql";

/**
 * What a build reads, in the order of import, within one transaction. The database hands a window of items over as one JSON
 * text for each table: a million rows cost a few thousand values, not tens of millions. Names compare by bytes, so that the
 * order does not hang on a server's locale, and rows by their content before their ids, so that it does not hang on a database.
 */

// A window holds so many items, or so many characters of text if that is fewer: memory stays flat whatever the items are.
const windowItems = 300;
const windowChars = 2_000_000;
const plannedItems = 20_000;
const firstItems = 200;

export type Window = { above: number; upTo: number };

// What JSON.parse makes of a text beyond 100 kB is born old: V8 takes it away late, and memory grows. A text has so many items.
const textItems = Prisma.raw("50");

/** A statement that is made for each window: lists of JSON, a text for every few items. */
const ask = async (tx: Tx, statement: Prisma.Sql): Promise<string[]> =>
  (await prepared<{ rows: string }>(tx, statement)).map(({ rows }) => rows);

/** The rows of such texts, each parsed when its first row is wanted: what is read of a few items at a time dies young. */
function* rowsOf<Row>(texts: string[], schema: z.ZodType<Row>): Generator<Row> {
  const listSchema = z.array(schema);
  for (const text of texts) yield* listSchema.parse(JSON.parse(text));
}

/**
 * Lets a transaction find a window's rows by their indexes: left to itself the planner reads whole tables for each window of a
 * middling project, since it takes pages out of order to be dear.
 */
export const readByIndex = async (tx: Tx): Promise<void> => {
  await tx.$queryRaw`select set_config('random_page_cost', '1.1', true), set_config('max_parallel_workers_per_gather', '0', true),
    set_config('jit', 'off', true)`;
};

const sizeSchema = z.tuple([z.number(), z.number()]);

/** Ranges of items, each of which is read at once. */
export async function* windows(tx: Tx, projectId: string): AsyncGenerator<Window> {
  const { _max } = await tx.item.aggregate({ where: { projectId }, _max: { ordinal: true } });
  const last = _max.ordinal ?? -1;
  // The first ones are few, so that a stream begins at once.
  let step = firstItems;
  for (let above = -1, upTo = -1; above < last; above = upTo, step = Math.min(plannedItems, step * 4)) {
    upTo = Math.min(last, above + step);
    const sizes = rowsOf(
      await ask(
        tx,
        Prisma.sql`
        select json_agg(json_build_array(x.ordinal, x.chars) order by x.ordinal)::text as rows
        from (
          select i.ordinal, i.prompt_chars + coalesce(sum(c.chars), 0) as chars
          from item i left join candidate c on c.item_id = i.id
          where i.project_id = ${projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
          group by i.ordinal, i.prompt_chars
        ) x
        group by x.ordinal / ${textItems} order by min(x.ordinal)`,
      ),
      sizeSchema,
    );
    let from = above;
    let items = 0;
    let chars = 0;
    let before = above;
    for (const [ordinal, size] of sizes) {
      if (items > 0 && (items >= windowItems || chars + size > windowChars)) {
        yield { above: from, upTo: before };
        [from, items, chars] = [before, 0, 0];
      }
      items += 1;
      chars += size;
      before = ordinal;
    }
    if (items > 0) yield { above: from, upTo: before };
  }
}

const promptSchema = z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]);
const jsonRecordSchema = z.record(z.string(), z.json());
const storedMediaSchema = mediaListSchema.nullable();

const itemSchema = z.object({
  id: z.string(),
  ordinal: z.number(),
  item: z.string(),
  promptHash: z.string(),
  source: z.string().nullable(),
  license: z.string().nullable(),
  meta: jsonRecordSchema.catch({}),
  prompt: promptSchema,
  media: storedMediaSchema,
});
export type ItemRow = z.infer<typeof itemSchema>;

export const readItems = async (tx: Tx, projectId: string, { above, upTo }: Window, sources: string[]): Promise<Generator<ItemRow>> =>
  rowsOf(
    await ask(
      tx,
      Prisma.sql`
      select json_agg(x order by x.ordinal)::text as rows
      from (
        select i.id, i.ordinal, i.external_id as item, i.prompt_hash as "promptHash", i.source, i.license, i.meta, p.prompt, p.media
        from item i join item_payload p on p.item_id = i.id
        where i.project_id = ${projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
          and (cardinality(${sources}::text[]) = 0 or i.source = any(${sources}::text[]))
      ) x
      group by x.ordinal / ${textItems} order by min(x.ordinal)`,
    ),
    itemSchema,
  );

const candidateSchema = z.object({
  ordinal: z.number(),
  model: z.string().nullable(),
  id: z.string().nullable(),
  text: z.string(),
  media: storedMediaSchema,
});
export type CandidateRow = z.infer<typeof candidateSchema>;

/** Responses of a window's items, in the order of their items and then their own. */
export const readCandidates = async (tx: Tx, projectId: string, { above, upTo }: Window): Promise<Generator<CandidateRow>> =>
  rowsOf(
    await ask(
      tx,
      Prisma.sql`
      select json_agg(json_build_object('ordinal', x.at, 'model', x.model, 'id', x.external_id, 'text', x.text, 'media', x.media)
        order by x.at, x.ordinal)::text as rows
      from (
        select i.ordinal as at, c.ordinal, c.model, c.external_id, coalesce(cp.text, '') as text, cp.media
        from item i join candidate c on c.item_id = i.id left join candidate_payload cp on cp.candidate_id = c.id
        where i.project_id = ${projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
      ) x
      group by x.at / ${textItems} order by min(x.at)`,
    ),
    candidateSchema,
  );

const taskSchema = z.object({
  ordinal: z.number(),
  taskId: z.string(),
  campaignId: z.string(),
  unitKey: z.string(),
  part: z.string(),
  isGold: z.boolean(),
  choice: z.string().nullable(),
  posterior: z.record(z.string(), z.number()).nullable(),
  pChoice: z.number().nullable(),
  labels: z.number().nullable(),
  strength: z.number().nullable(),
  detail: z.unknown(),
});
export type TaskRow = z.infer<typeof taskSchema>;

/**
 * Tasks of some campaigns with their consensus under the named aggregations, where they have one. Looked up task by task, which the
 * `offset` holds the planner to: a version is often made right after its consensus, which the server has not counted by then; it took
 * all of it for one row and read it whole for each window (40,000 items: 456 s in place of 24).
 */
export const readTasks = async (
  tx: Tx,
  projectId: string,
  { above, upTo }: Window,
  campaigns: { campaignId: string; aggregationId: string | null; question: string }[],
): Promise<Generator<TaskRow>> => {
  const ids = campaigns.map(({ campaignId }) => campaignId);
  const aggregations = campaigns.map(({ aggregationId }) => aggregationId ?? "");
  const questions = campaigns.map(({ question }) => question);
  return rowsOf(
    await ask(
      tx,
      Prisma.sql`
      select json_agg(json_build_object('ordinal', x.at, 'taskId', x.id, 'campaignId', x.campaign_id, 'unitKey', x.unit_key,
        'part', x.part, 'isGold', x.is_gold, 'choice', x.choice, 'posterior', x.posterior, 'pChoice', x.p_choice, 'labels', x.labels,
        'strength', x.strength, 'detail', x.detail) order by x.at, x.unit_key collate "C", x.part collate "C")::text as rows
      from (
        select i.ordinal as at, t.id, t.campaign_id, t.unit_key, t.is_gold, coalesce(c.part, '') as part,
          c.choice, c.posterior, c.p_choice, c.labels, c.strength, c.detail
        from item i
        join task t on t.item_id = i.id
        join unnest(${ids}::text[], ${aggregations}::text[], ${questions}::text[]) as w(campaign_id, aggregation_id, question)
          on w.campaign_id = t.campaign_id
        left join lateral (
          select * from consensus k where k.task_id = t.id and k.aggregation_id = w.aggregation_id and k.question = w.question offset 0
        ) c on true
        where i.project_id = ${projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
      ) x
      group by x.at / ${textItems} order by min(x.at)`,
    ),
    taskSchema,
  );
};

const annotatorSourceSchema = z.enum(["human", "lm", "gold", "adjudicator"]);

const answerSchema = z.object({
  ordinal: z.number(),
  campaignId: z.string(),
  unitKey: z.string(),
  annotatorId: z.string(),
  name: z.string(),
  source: annotatorSourceSchema,
  response: z.unknown(),
  shownOrder: z.array(z.number()).nullable().catch(null),
  comment: z.string().nullable(),
  flagged: z.boolean(),
  activeSeconds: z.number().nullable(),
  guideVersion: z.number().nullable(),
  questionVersion: z.number(),
  extras: z.unknown(),
  /** the person's second answer to the same task */
  repeat: z.boolean(),
  /** whoever gave it was left out of what is counted */
  leftOut: z.boolean(),
  /** null for answers of a file: their time here is that of the import */
  createdAt: z.string().nullable(),
  /** day (UTC) on which it came */
  day: z.string(),
});
export type AnswerRow = z.infer<typeof answerSchema>;

/** Answers that were live when they were read, by item, unit, then annotator; equal ones in the order of their content. */
export const readAnswers = async (
  tx: Tx,
  projectId: string,
  { above, upTo }: Window,
  campaigns: { campaignId: string; readAt: string }[],
): Promise<Generator<AnswerRow>> => {
  const ids = campaigns.map(({ campaignId }) => campaignId);
  const times = campaigns.map(({ readAt }) => readAt);
  const excludedThen = Prisma.sql`exists (select from unnest(${ids}::text[], ${times}::timestamptz[]) as seen (campaign_id, read_at)
    where seen.campaign_id = x.campaign_id and x.excluded_at <= seen.read_at and (x.readmitted_at is null or x.readmitted_at > seen.read_at))`;
  const unfinishedThen = Prisma.sql`
    select seen.campaign_id, f.id from import f join unnest(${ids}::text[], ${times}::timestamptz[]) as seen (campaign_id, read_at)
      on f.finished_at is null or f.finished_at > seen.read_at
    where f.project_id = ${projectId}`;
  return rowsOf(
    await ask(
      tx,
      Prisma.sql`
      select json_agg(json_build_object('ordinal', x.at, 'campaignId', x.campaign_id, 'unitKey', x.unit_key,
        'annotatorId', x.annotator_id, 'name', x.name, 'source', x.source, 'response', x.response, 'shownOrder', x.shown_order,
        'comment', x.comment, 'flagged', x.flagged, 'activeSeconds', x.active_seconds, 'guideVersion', x.version,
        'questionVersion', x.question_version, 'extras', x.extras, 'repeat', x.repeat, 'leftOut', x.left_out,
        'createdAt', case when x.slot_id is null then null else to_char(x.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
        'day', to_char(x.created_at at time zone 'UTC', 'YYYY-MM-DD'))
        order by x.at, x.unit_key collate "C", x.source collate "C", x.name collate "C", x.repeat,
          x.created_at, x.id collate "C")::text as rows
      from (
        select i.ordinal as at, a.id, a.campaign_id, t.unit_key, a.annotator_id, r.name, r.source::text as source,
          a.response, a.shown_order, a.comment, a.flagged, a.active_seconds, g.version, a.question_version, a.extras, a.repeat,
          a.slot_id, a.created_at,
          (a.campaign_id, a.annotator_id) in (${excludedFrom(projectId, excludedThen)}) as left_out
        from item i
        join task t on t.item_id = i.id
        join unnest(${ids}::text[], ${times}::timestamptz[]) as w(campaign_id, read_at) on w.campaign_id = t.campaign_id
        join annotation a on a.task_id = t.id
        join annotator r on r.id = a.annotator_id
        left join guide_version g on g.id = a.guide_version_id
        where i.project_id = ${projectId} and i.ordinal > ${above} and i.ordinal <= ${upTo}
          and a.created_at <= w.read_at and (a.campaign_id, coalesce(a.import_id, '')) not in (${unfinishedThen})
          and (a.withdrawn_at is null or a.withdrawn_at > w.read_at)
          and (a.superseded_at is null or a.superseded_at > w.read_at)
      ) x
      group by x.at / ${textItems} order by min(x.at)`,
    ),
    answerSchema,
  );
};
