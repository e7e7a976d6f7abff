import type { Tx } from "@/lib/db";
import { kindOf } from "@/lib/kinds/registry";
import { ensureTasks } from "@/lib/tasks/ensure-tasks";
import { itemsWithCandidates } from "@/lib/tasks/store";

const page = 2_000;

/** A task for every unit of every item of a project, made where it is missing, without slots. Runs in the caller's transaction. */
export const ensureAllTasks = async (
  tx: Tx,
  projectId: string,
  campaignId: string,
  campaign: { kind: string; config: unknown },
): Promise<void> => {
  const kind = kindOf(campaign.kind);
  let afterOrdinal = -1;
  for (;;) {
    const items = await itemsWithCandidates(tx, projectId, { afterOrdinal, limit: page });
    const last = items.at(-1);
    if (!last) return;
    const units = items.flatMap((item) => kind.units(campaign.config, item.candidates).map((unitKey) => ({ itemId: item.id, unitKey })));
    if (units.length > 0) await ensureTasks(tx, { projectId, campaignId, units });
    afterOrdinal = last.ordinal;
  }
};
