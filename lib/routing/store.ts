import { z } from "zod";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ItemStretch } from "@/lib/item-stretches";
import { excludedFrom } from "@/lib/quality/excluded-sql";

export type AnswerRow = {
  taskId: string;
  itemId: string;
  item: string;
  title: string;
  unitKey: string;
  promptHash: string;
  promptChars: number;
  itemSource: string | null;
  meta: unknown;
  annotator: string;
  source: "human" | "lm" | "gold" | "adjudicator";
  response: unknown;
};

export type AnswerScope = { projectId: string; campaignId: string; countsFrom: number };

/** Answers of a campaign to some items that count, in the order of import. */
export const answersOf = async (
  tx: Tx,
  { projectId, campaignId, countsFrom }: AnswerScope,
  { from, before }: ItemStretch,
): Promise<AnswerRow[]> =>
  tx.$queryRaw<AnswerRow[]>`
    select t.id as "taskId", i.id as "itemId", i.external_id as item, i.title, t.unit_key as "unitKey", i.prompt_hash as "promptHash",
      i.prompt_chars as "promptChars", i.source as "itemSource", i.meta, r.name as annotator, r.source::text as source, a.response
    from annotation a
    join task t on t.id = a.task_id
    join item i on i.id = t.item_id and i.project_id = ${projectId} and i.ordinal >= ${from}::int and i.ordinal < ${before}::int
    join annotator r on r.id = a.annotator_id
    where a.project_id = ${projectId} and a.campaign_id = ${campaignId} and a.withdrawn_at is null and a.superseded_at is null
      and (r.source = 'lm' or not a.repeat) and a.question_version >= ${countsFrom}
      and (a.campaign_id, a.annotator_id) not in (${excludedFrom(projectId)})
    order by i.ordinal, t.unit_key collate "C", a.created_at, a.id`;

const promptSchema = z.union([z.string(), z.array(z.object({ content: z.string() }))]);

export type ItemTexts = { prompt: string; responses: { text: string; model: string | null }[] };

const textsSchema = z.array(
  z.object({
    itemId: z.string(),
    prompt: promptSchema,
    responses: z.array(z.object({ text: z.string(), model: z.string().nullable() })),
  }),
);

/** Prompts as plain text, and responses in order, of some items: one statement, since plans read tens of thousands of them. */
export const textsOf = async (tx: Tx, projectId: string, itemIds: string[]): Promise<Map<string, ItemTexts>> => {
  const rows = await tx.$queryRaw<unknown[]>`
    select i.id as "itemId", ip.prompt, (
      select coalesce(json_agg(json_build_object('text', coalesce(cp.text, ''), 'model', c.model) order by c.ordinal), '[]')
      from candidate c left join candidate_payload cp on cp.candidate_id = c.id where c.item_id = i.id) as responses
    from item i join item_payload ip on ip.item_id = i.id
    where i.project_id = ${projectId} and i.id = any(${itemIds}::text[])`;
  return new Map(
    textsSchema
      .parse(rows)
      .map(({ itemId, prompt, responses }) => [
        itemId,
        { prompt: typeof prompt === "string" ? prompt : prompt.map((turn) => turn.content).join("\n\n"), responses },
      ]),
  );
};

/** The promoted reward model, else the newest finished one; never one that was trained on a judge's labels. */
export const newestModel = async (tx: Tx, projectId: string): Promise<string | null> => {
  const row = await tx.rewardModelVersion.findFirst({
    where: { projectId, state: "done", labels: { in: ["consensus", "human"] } },
    orderBy: [{ promotedAt: { sort: "desc", nulls: "last" } }, { number: "desc" }],
    select: { id: true },
  });
  return row?.id ?? null;
};

export type ModelMargins = {
  outOfFold: Map<string, number>;
  /** standard deviation of that margin over the members of the model, by task */
  spreads: Map<string, number>;
  scores: Map<string, Map<number, { score: number; members: number[] }>>;
};

/** A task that gives several pairs has no single margin. */
const ofWholeTask = "";

/** Tasks of which a model says something without having seen them. */
export const countMargins = async (tx: Tx, projectId: string, versionId: string): Promise<number> =>
  tx.pairMargin.count({ where: { versionId, version: { projectId }, pair: ofWholeTask } });

/** What a model says of pairs of some items without having seen them, and its scores of every response, by item and ordinal. */
export const marginsOf = async (tx: Tx, projectId: string, versionId: string, { from, before }: ItemStretch): Promise<ModelMargins> => {
  const items = Prisma.sql`i.project_id = ${projectId} and i.ordinal >= ${from}::int and i.ordinal < ${before}::int`;
  const pairs = await tx.$queryRaw<{ taskId: string; marginLogits: number; deviation: number | null }[]>`
    select m.task_id as "taskId", m.margin_logits as "marginLogits", m.deviation
    from item i join task t on t.item_id = i.id join pair_margin m on m.version_id = ${versionId} and m.task_id = t.id and m.pair = ${ofWholeTask}
    where ${items}`;
  const rows = await tx.$queryRaw<{ itemId: string; ordinal: number; score: number; members: number[] }[]>`
    select c.item_id as "itemId", c.ordinal, s.score, s.members
    from item i join candidate c on c.item_id = i.id join candidate_score s on s.version_id = ${versionId} and s.candidate_id = c.id
    where ${items}`;
  const scores: ModelMargins["scores"] = new Map();
  for (const { itemId, ordinal, score, members } of rows) {
    const ofItem = scores.get(itemId) ?? new Map<number, { score: number; members: number[] }>();
    scores.set(itemId, ofItem.set(ordinal, { score, members }));
  }
  const spreads = pairs.flatMap(({ taskId, deviation }) => (deviation === null ? [] : [[taskId, deviation] as const]));
  return { outOfFold: new Map(pairs.map((row) => [row.taskId, row.marginLogits])), spreads: new Map(spreads), scores };
};

/**
 * One row a task that a judge has answered, with whose answers to it count. Grouped once: counted by distinct tasks and joined with those of
 * people the answers are sorted and read twice, 12.4 s of 1,200,000 beside other work where this takes 7.3.
 */
const judgedTasks = (projectId: string, campaignId: string | null): Prisma.Sql => Prisma.sql`
  select array_agg(distinct a.annotator_id) filter (where r.source = 'lm') as judges, bool_or(r.source = 'human') as answered,
    bool_or(r.source in ('gold', 'adjudicator')) as adjudicated
  from annotation a join annotator r on r.id = a.annotator_id join campaign c on c.id = a.campaign_id
  where a.project_id = ${projectId} and a.withdrawn_at is null and a.superseded_at is null
    ${campaignId === null ? Prisma.empty : Prisma.sql`and a.campaign_id = ${campaignId}`}
    and (r.source = 'lm' or not a.repeat) and a.question_version >= c.counts_from
    and (a.campaign_id, a.annotator_id) not in (${excludedFrom(projectId)})
  group by a.task_id having bool_or(r.source = 'lm')`;

export type SeedCounts = { judge: string; labelled: number; answered: number; adjudicated: number };

/** Tasks of a campaign that one judge has labelled, else the one with most labels, with those that a person has answered too, and those whose answer is decided. */
export const countSeed = async (
  { projectId, campaignId }: { projectId: string; campaignId: string },
  lm: string | null,
): Promise<SeedCounts | null> => {
  const rows = await db().$queryRaw<SeedCounts[]>`
    with judged as (${judgedTasks(projectId, campaignId)})
    select l.name as judge, count(*)::int as labelled, count(*) filter (where j.answered)::int as answered,
      count(*) filter (where j.adjudicated)::int as adjudicated
    from judged j cross join lateral unnest(j.judges) as of_judge (id) join annotator l on l.id = of_judge.id
    where ${lm}::text is null or l.name = ${lm}
    group by l.name order by count(*) desc, l.name limit 1`;
  return rows[0] ?? null;
};

export const annotatorIdOf = async (tx: Tx, projectId: string, name: string): Promise<string | null> =>
  (await tx.annotator.findFirst({ where: { projectId, source: "lm", name }, select: { id: true } }))?.id ?? null;

/** A person of a campaign, by what arms go by. */
export type Person = { name: string; skills: string[]; cohort: string | null; expert: boolean };

/** People of a campaign with what arms go by: their skills, their group, and whether items are handed over to them. */
export const peopleOf = async (projectId: string, campaignId: string): Promise<Person[]> =>
  db().$queryRaw<Person[]>`
    select r.name, r.skills, e.cohort, coalesce(e.expert, false) as expert
    from annotator r left join enrolment e on e.annotator_id = r.id and e.campaign_id = ${campaignId}
    where r.project_id = ${projectId} and r.source = 'human' order by r.name collate "C", r.id`;

export type ArmCounts = { judges: { name: string; tasks: number; answeredByPeople: number }[] };

/** Judges with the tasks that they have labelled, and how many of those a person has answered too. */
export const countArms = async (projectId: string): Promise<ArmCounts> => {
  const judges = await db().$queryRaw<ArmCounts["judges"]>`
    with judged as (${judgedTasks(projectId, null)})
    select l.name, count(*)::int as tasks, count(*) filter (where j.answered)::int as "answeredByPeople"
    from judged j cross join lateral unnest(j.judges) as of_judge (id) join annotator l on l.id = of_judge.id
    group by l.name order by tasks desc, l.name`;
  return { judges };
};
