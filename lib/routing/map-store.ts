import { db } from "@/lib/db";
import { whySchema } from "@/lib/routing/schema";
import type { Why } from "@/lib/routing/schema";

export type MapRow = { item: string; arm: string; why: Why };

/** Decisions spread evenly over the order of a plan, at most `most` of them. */
export const spreadDecisions = async (projectId: string, planId: string, items: number, most: number): Promise<MapRow[]> => {
  const step = Math.max(1, Math.ceil(items / most));
  const rows = await db().$queryRaw<(Omit<MapRow, "why"> & { why: unknown })[]>`
    select i.external_id as item, d.arm, d.why
    from route_decision d join route_plan p on p.id = d.plan_id join task t on t.id = d.task_id join item i on i.id = t.item_id
    where d.plan_id = ${planId} and p.project_id = ${projectId} and d.rank % ${step} = 0
    order by d.rank`;
  return rows.map((row) => ({ ...row, why: whySchema.parse(row.why) }));
};

export type TagShare = { tag: string; items: number; toPeople: number; gain: number | null };

/** For each tag: items of the plan that have it, how many of them go to people, and their mean predicted gain. */
export const sharesOfTags = (projectId: string, planId: string, tagger: string, least: number): Promise<TagShare[]> =>
  db().$queryRaw<TagShare[]>`
    select tag, count(*)::int as items, (count(*) filter (where split_part(d.arm, ':', 1) = 'human'))::int as "toPeople", avg(d.gain)::float as gain
    from route_decision d join route_plan p on p.id = d.plan_id join task t on t.id = d.task_id
    join item_tag g on g.item_id = t.item_id and g.tagger = ${tagger}
    cross join lateral unnest(g.tags) as tag
    where d.plan_id = ${planId} and p.project_id = ${projectId}
    group by tag having count(*) >= ${least}
    order by avg(d.gain) desc nulls last, count(*) desc, tag`;
