import { newestFit } from "@/lib/aggregation/newest-sql";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { cohortLane, expertLane, handoutSchema, openLane, skillLane } from "@/lib/projects/handout-schema";
import type { Handout, HandoutMatch, HandoutOrder } from "@/lib/projects/handout-schema";
import { uncountedNow } from "@/lib/quality/uncounted-sql";

/**
 * Lanes and keys of slots, worked out when tasks open and when what they hang on changes, so that a claim is one walk along
 * one index whatever the campaign's way of handing out.
 */

export type Keying = { projectId: string; campaignId: string; taskIds: string[]; handout: Handout };

const laneOf = (match: HandoutMatch): Prisma.Sql => {
  switch (match.by) {
    case "anyone":
      return Prisma.sql`${openLane}`;
    case "skill": {
      const prefix = skillLane("");
      return Prisma.sql`coalesce(case jsonb_typeof(i.meta->${match.field}::text)
        when 'string' then ${prefix} || (i.meta->>${match.field}::text)
        when 'array' then ${prefix} || (i.meta->${match.field}::text->>0) end, ${openLane})`;
    }
    case "cohort": {
      let upTo = 0;
      const ranges = match.cohorts.map(({ name, overlap }) => {
        const from = upTo + 1;
        upTo += overlap;
        return { lane: cohortLane(name), from, upTo };
      });
      return Prisma.sql`coalesce((select r.lane from json_to_recordset(${JSON.stringify(ranges)}::json) as r(lane text, "from" int, "upTo" int)
        where s.ordinal between r."from" and r."upTo"), (select o.lane from slot o where o.id = s.replaces_id), ${openLane})`;
    }
  }
};

// Entropy of {class: probability} over its largest possible value. // 0 certain … 1 nothing known
const entropyOfPosterior = (fit: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select max(e.entropy) from (
    select (select case when count(*) < 2 then 0 else
        -sum(case when v.value::float8 > 0 then v.value::float8 * ln(v.value::float8) else 0 end) / ln(count(*)) end
      from jsonb_each_text(c.posterior) as v(key, value)) as entropy
    from consensus c where c.aggregation_id = ${fit} and c.task_id = t.id and c.posterior <> '{}'::jsonb
  ) e)`;

// Bradley–Terry: a pair whose rewards differ by m logits is won with probability 1 / (1 + exp(−m)).
const entropyOfMargin = Prisma.sql`(
  select -(w.p * ln(w.p) + (1 - w.p) * ln(1 - w.p)) / ln(2) from (
    select least(greatest(1 / (1 + exp(least(greatest(b.score - a.score, -30), 30))), 1e-12), 1 - 1e-12) as p
    from candidate ca
    join candidate_score a on a.candidate_id = ca.id and a.version_id = (select id from model)
    join candidate cb on cb.item_id = ca.item_id and cb.ordinal = split_part(t.unit_key, '-', 2)::int
    join candidate_score b on b.candidate_id = cb.id and b.version_id = (select id from model)
    where ca.item_id = t.item_id and ca.ordinal = split_part(t.unit_key, '-', 1)::int
  ) w where t.unit_key ~ '^[0-9]+-[0-9]+$')`;

const keyOf = (order: HandoutOrder, projectId: string): Prisma.Sql => {
  switch (order) {
    case "least-annotated":
      return Prisma.sql`s.ordinal + (
        select count(*) from annotation a join annotator r on r.id = a.annotator_id
        where a.task_id = t.id and a.slot_id is null and r.source = 'human' and a.withdrawn_at is null and a.superseded_at is null
          and not ${uncountedNow(projectId)})`;
    case "random":
      return Prisma.sql`random()`;
    case "uncertainty":
      // What people said, else what models did, else the reward model; what nothing is known of comes first: it cannot be less certain.
      return Prisma.sql`1 - coalesce(${entropyOfPosterior(Prisma.sql`(select people from fits)`)}, ${entropyOfPosterior(Prisma.sql`(select models from fits)`)}, case when t.unit_key ~ '^[0-9]+-[0-9]+$' then ${entropyOfMargin} end, 1)`;
  }
};

/**
 * Sets lane and key of the slots of some tasks that are not answered yet. Slots handed over to experts stay with them.
 * @param held what to do about slots that others hold: whoever holds a task's lock passes them over, since their holders may wait for it,
 * and key them themselves
 */
export const keySlots = async (
  tx: Tx,
  { projectId, campaignId, taskIds, handout }: Keying,
  held: "waited for" | "passed over" = "waited for",
): Promise<number> => {
  const ids = await tx.$queryRaw<{ id: bigint }[]>`
    select id from slot where task_id = any(${taskIds}::text[]) and campaign_id = ${campaignId} and state <> 'done' order by id
    for update ${held === "passed over" ? Prisma.sql`skip locked` : Prisma.empty}`;
  return tx.$executeRaw`
    with fits as (
      select ${newestFit(Prisma.sql`${campaignId}`, "people")} as people, ${newestFit(Prisma.sql`${campaignId}`, "models")} as models
    ), model as (
      select id from reward_model_version where project_id = ${projectId} and state = 'done' order by (promoted_at is null), number desc limit 1
    ), keyed as (
      select s.id, case when s.lane = ${expertLane} then ${expertLane} else coalesce(t.lane, ${laneOf(handout.match)}) end as lane, (${keyOf(handout.order, projectId)})::float8 as key
      from slot s join task t on t.id = s.task_id join item i on i.id = t.item_id
      where s.id = any(${ids.map(({ id }) => id)}::bigint[]) and s.project_id = ${projectId} and s.state <> 'done' and s.purpose = 'work'
    )
    update slot s set lane = keyed.lane, key = keyed.key from keyed
    where s.id = keyed.id and (s.lane <> keyed.lane or s.key <> keyed.key)`;
};

/** Puts a slot that was handed over to experts back where it came from. The caller keys it anew. */
export const leaveExpertLane = async (tx: Tx, campaignId: string, taskId: string): Promise<void> => {
  await tx.$executeRaw`
    update slot set lane = ${openLane} where task_id = ${taskId} and campaign_id = ${campaignId} and lane = ${expertLane} and state <> 'done'`;
};

/** Tasks with slots that somebody may still answer, after `afterId`. */
export const tasksInHand = async (
  tx: Tx,
  scope: { projectId: string; campaignId: string },
  page: { afterId: string; limit: number },
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select t.id from task t
    where t.campaign_id = ${scope.campaignId} and t.project_id = ${scope.projectId} and t.overlap > 0 and t.id > ${page.afterId}
      and exists (select from slot s where s.task_id = t.id and s.state in ('open', 'leased', 'withdrawn') and s.purpose = 'work')
    order by t.id limit ${page.limit}`;
  return rows.map((row) => row.id);
};

/** How many there are; up to so many where `most` is named. */
export const countTasksInHand = async (
  tx: Tx,
  scope: { projectId: string; campaignId: string },
  most: number | null = null,
): Promise<number> => {
  const [row] = await tx.$queryRaw<{ tasks: number }[]>`
    select count(*)::int as tasks from (
      select from slot s where s.campaign_id = ${scope.campaignId} and s.project_id = ${scope.projectId}
        and s.state in ('open', 'leased', 'withdrawn') and s.purpose = 'work' group by s.task_id limit ${most}::int) as in_hand`;
  return row?.tasks ?? 0;
};

/** How the campaign hands out now. Whoever changes it waits until the caller's transaction ends, so that no step goes by the old way after that. */
export const handoutAsItStands = async (tx: Tx, scope: { projectId: string; campaignId: string }): Promise<Handout> => {
  const [row] = await tx.$queryRaw<{ handout: unknown }[]>`
    select handout from campaign where id = ${scope.campaignId} and project_id = ${scope.projectId} for share`;
  return handoutSchema.parse(row?.handout ?? {});
};

/** Campaigns that go by uncertainty and about which something newer is known than their keys say. */
export const campaignsToKey = async (tx: Tx): Promise<{ projectId: string; campaignId: string }[]> =>
  tx.$queryRaw`
    select c.id as "campaignId", c.project_id as "projectId" from campaign c
    where c.handout->>'order' = 'uncertainty' and c.state <> 'archived' and greatest(
      (select max(g.finished_at) from aggregation g where g.campaign_id = c.id and g.state = 'done' and g.main),
      (select max(greatest(m.finished_at, m.promoted_at)) from reward_model_version m where m.project_id = c.project_id and m.state = 'done'),
      (select max(j.finished_at) from job j where j.project_id = c.project_id and j.name = 'score-candidates' and j.state = 'done')
    ) > coalesce(c.keyed_at, '-infinity')`;

export const markKeyed = async (tx: Tx, campaignId: string): Promise<void> => {
  await tx.$executeRaw`update campaign set keyed_at = clock_timestamp() where id = ${campaignId}`;
};
