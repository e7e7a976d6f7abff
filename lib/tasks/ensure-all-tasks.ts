import { db } from "@/lib/db";
import type { RunControl } from "@/lib/jobs/progress";
import { kindOf } from "@/lib/kinds/registry";
import { ensureTasks } from "@/lib/tasks/ensure-tasks";
import { countItems, itemsWithCandidates } from "@/lib/tasks/store";

const page = 2_000;

/**
 * A task for every unit of every item of a project, made where it is missing, without slots. Part by part: a run that is stopped leaves
 * the tasks that it made, which hold nothing yet, and the next makes the rest.
 */
export const ensureAllTasks = async (
  projectId: string,
  campaignId: string,
  campaign: { kind: string; config: unknown },
  { signal, report }: RunControl,
): Promise<void> => {
  const kind = kindOf(campaign.kind);
  const total = await countItems(projectId);
  let done = 0;
  for (let afterOrdinal = -1; ;) {
    signal.throwIfAborted();
    const items = await itemsWithCandidates(db(), projectId, { afterOrdinal, limit: page });
    const last = items.at(-1);
    if (!last) return;
    const units = items.flatMap((item) => kind.units(campaign.config, item.candidates).map((unitKey) => ({ itemId: item.id, unitKey })));
    await db().$transaction((tx) => ensureTasks(tx, { projectId, campaignId, units }));
    done += items.length;
    report({ done, total, message: "Looking for tasks that are missing" });
    afterOrdinal = last.ordinal;
  }
};
