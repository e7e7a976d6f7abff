import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";

export type TaskUnit = { itemId: string; unitKey: string };

export const taskUnitKey = (unit: TaskUnit): string => `${unit.itemId} ${unit.unitKey}`;

/**
 * The tasks of some units of a campaign, made where they are missing, without slots: they hold labels, and wait to be opened
 * for people. Runs in the caller's transaction; one statement whatever the number of units.
 * @returns task ids by `taskUnitKey`
 */
export const ensureTasks = async (
  tx: Tx,
  input: { projectId: string; campaignId: string; units: TaskUnit[] },
): Promise<Map<string, string>> => {
  const distinct = new Map(input.units.map((unit) => [taskUnitKey(unit), unit]));
  if (distinct.size === 0) return new Map();
  const rows = JSON.stringify([...distinct.values()].map((unit) => ({ id: newId("task"), ...unit })));
  await tx.$executeRaw`
    insert into task (id, project_id, campaign_id, item_id, unit_key)
    select r.id, ${input.projectId}, ${input.campaignId}, r."itemId", r."unitKey"
    from json_to_recordset(${rows}::json) as r(id text, "itemId" text, "unitKey" text)
    on conflict (campaign_id, item_id, unit_key) do nothing`;
  const tasks = await tx.$queryRaw<{ id: string; itemId: string; unitKey: string }[]>`
    select t.id, t.item_id as "itemId", t.unit_key as "unitKey"
    from json_to_recordset(${rows}::json) as r("itemId" text, "unitKey" text)
    join task t on t.campaign_id = ${input.campaignId} and t.item_id = r."itemId" and t.unit_key = r."unitKey"`;
  return new Map(tasks.map((task) => [taskUnitKey(task), task.id]));
};
