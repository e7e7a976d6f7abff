import { adaptLeft } from "@/lib/assignments/adapt-overlap";
import { expireLapsed } from "@/lib/assignments/store";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";

const batch = 500;

/** Returns every lapsed lease to the queue, but for those of tasks that have answers enough. For the worker's sweep, and for a claim that found nothing open. */
export const expireLeases = async (): Promise<number> => {
  let total = 0;
  for (;;) {
    const { expired, byRule } = await expireLapsed(db(), batch);
    // Each on its own: the statement above holds many tasks at once, and answers that come in wait for theirs.
    for (const task of byRule) await withRetries(() => db().$transaction((tx) => adaptLeft(tx, task)));
    total += expired;
    if (expired < batch) return total;
  }
};
