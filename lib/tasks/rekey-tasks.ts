import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import type { Tx } from "@/lib/db";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { campaignsToKey, countTasksInHand, handoutAsItStands, keySlots, markKeyed, tasksInHand } from "@/lib/tasks/key-store";

type Scope = { projectId: string; campaignId: string };

// Claims pass over slots that are being keyed: few at a time, so that there is always something to claim.
const pageOfTasks = 500;

const keyPage = async (tx: Tx, scope: Scope, taskIds: string[]): Promise<number> =>
  keySlots(tx, { ...scope, taskIds, handout: await handoutAsItStands(tx, scope) });

/**
 * Sets lanes and keys of all open tasks of a campaign anew, in small steps. Work goes on meanwhile. A run that is stopped leaves the rest
 * in its old order; whoever begins again changes only what is not in its place yet.
 */
export const rekeyTasks = async (
  scope: Scope,
  { signal, report }: RunControl = silentRun(),
  tasksAtOnce = pageOfTasks,
): Promise<number> => {
  // Marked first: what becomes known while this runs is keyed by the next sweep.
  await markKeyed(db(), scope.campaignId);
  const total = await countTasksInHand(db(), scope);
  let [done, changed] = [0, 0];
  for (let afterId = ""; ;) {
    signal.throwIfAborted();
    const taskIds = await tasksInHand(db(), scope, { afterId, limit: tasksAtOnce });
    const last = taskIds.at(-1);
    if (last === undefined) return changed;
    changed += await withRetries(() => db().$transaction((tx) => keyPage(tx, scope, taskIds)));
    done += taskIds.length;
    report({ done: Math.min(done, total), total, message: `${changed.toLocaleString("en")} open places have their new order` });
    afterId = last;
  }
};

/** For the worker's sweep: campaigns that hand out what is least certain follow each new posterior and margin. */
export const refreshKeys = async (): Promise<number> => {
  const stale = await campaignsToKey(db());
  for (const scope of stale) await rekeyTasks(scope);
  return stale.length;
};
