import { db } from "@/lib/db";
import type { ConsensusValue } from "@/lib/kinds/contract";

export type StoredConsensus = ConsensusValue & { taskId: string; part: string; itemExternalId: string; itemId: string; unitKey: string };

export const storedConsensus = async (aggregationId: string): Promise<StoredConsensus[]> =>
  db().$queryRaw<StoredConsensus[]>`
    select c.task_id as "taskId", c.part, c.choice, c.posterior, c.p_choice as "pChoice", c.labels, c.strength, c.detail,
           i.external_id as "itemExternalId", i.id as "itemId", t.unit_key as "unitKey"
    from consensus c join task t on t.id = c.task_id join item i on i.id = t.item_id
    where c.aggregation_id = ${aggregationId}
    order by i.ordinal, t.unit_key, c.part`;

export type KeptValue = Pick<StoredConsensus, "taskId" | "part" | "choice" | "pChoice" | "labels"> & { question: string };

const valuesAtOnce = 10_000;

/** Every value that an aggregation holds, whatever has become of its task, in parts: half a million at once take a gigabyte. */
export async function* keptValues(aggregationId: string): AsyncGenerator<KeptValue[]> {
  let last: KeptValue | undefined;
  do {
    const rows: KeptValue[] = await db().$queryRaw<KeptValue[]>`
      select task_id as "taskId", question, part, choice, p_choice as "pChoice", labels from consensus
      where aggregation_id = ${aggregationId} and (task_id, question, part) > (${last?.taskId ?? ""}, ${last?.question ?? ""}, ${last?.part ?? ""})
      order by task_id, question, part limit ${valuesAtOnce}`;
    yield rows;
    last = rows.length < valuesAtOnce ? undefined : rows.at(-1);
  } while (last);
}

export type StoredEstimate = {
  annotatorId: string;
  name: string;
  source: string;
  reliability: number;
  ci: [number, number] | null;
  labels: number;
};

export const storedEstimates = async (aggregationId: string): Promise<StoredEstimate[]> => {
  const rows = await db().annotatorEstimate.findMany({
    where: { aggregationId },
    orderBy: [{ labels: "desc" }, { annotatorId: "asc" }],
    select: {
      annotatorId: true,
      reliability: true,
      ciLow: true,
      ciHigh: true,
      labels: true,
      annotator: { select: { name: true, source: true } },
    },
  });
  return rows.map((row) => ({
    annotatorId: row.annotatorId,
    name: row.annotator.name,
    source: row.annotator.source,
    reliability: row.reliability,
    ci: row.ciLow === null || row.ciHigh === null ? null : [row.ciLow, row.ciHigh],
    labels: row.labels,
  }));
};

/** Where a reading of an aggregation stands: behind the `place`-th value of the item with this number. */
export type ConsensusPlace = { ordinal: number; place: number };

export type PlacedConsensus = StoredConsensus & ConsensusPlace;

/**
 * What an aggregation says of the tasks behind a place, at most `take` values in the order of the items. Item by item along their index:
 * a page costs the same wherever it begins.
 */
export const consensusBehind = async (
  aggregation: { id: string; projectId: string; campaignId: string },
  behind: ConsensusPlace,
  take: number,
): Promise<PlacedConsensus[]> =>
  db().$queryRaw<PlacedConsensus[]>`
    select i.external_id as "itemExternalId", i.id as "itemId", i.ordinal, v.*
    from item i cross join lateral (
      select c.task_id as "taskId", c.part, c.choice, c.posterior, c.p_choice as "pChoice", c.labels, c.strength, c.detail,
        t.unit_key as "unitKey", row_number() over (order by t.unit_key, c.part)::int as place
      from task t join consensus c on c.task_id = t.id and c.aggregation_id = ${aggregation.id}
      where t.item_id = i.id and t.campaign_id = ${aggregation.campaignId}
    ) as v
    where i.project_id = ${aggregation.projectId} and i.ordinal >= ${behind.ordinal}::int
      and (i.ordinal > ${behind.ordinal}::int or v.place > ${behind.place}::int)
    order by i.ordinal, v.place limit ${take}`;
