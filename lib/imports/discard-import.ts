import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { lockProject } from "@/lib/imports/batch-session";
import {
  clearProfiles,
  clearTasks,
  countForeignWork,
  countImported,
  deleteAggregations,
  deleteIdleAnnotators,
  deleteItems,
  holdTasks,
  tasksElsewhere,
} from "@/lib/imports/discard-store";
import { markEnded } from "@/lib/imports/store";
import type { ImportEnd } from "@/lib/imports/store";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";

/** Items removed between two looks at the signal: some tenths of a second. */
const page = 2_000;

/** Of a removal whole or not at all: 400,000 items take minutes. */
export const longestRemovalMs = 3_600_000;

export type Removed = { items: number; labels: number };

/**
 * Takes out everything that bears an import's id, and what was derived from it. Runs in the caller's transaction, which keeps nothing
 * where it is stopped half way.
 * @param refuse is told what others have put on its items meanwhile, and throws where they may not go
 * @returns null where `refuse` lets it be
 */
export const removeImported = async (
  tx: Tx,
  { projectId, importId }: { projectId: string; importId: string },
  refuse: (foreign: { answers: number; leases: number }) => boolean,
  { signal, report }: RunControl,
): Promise<Removed | null> => {
  report({ done: 0, total: null, message: "Looking at what rests on it" });
  await lockProject(tx, projectId);
  await holdTasks(tx, projectId, importId);
  if (refuse(await countForeignWork(tx, projectId, importId))) return null;
  const { items, labels } = await countImported(tx, projectId, importId);
  const elsewhere = await tasksElsewhere(tx, projectId, importId);
  signal.throwIfAborted();
  await deleteAggregations(tx, projectId, importId);
  const total = items + elsewhere.length;
  let done = 0;
  const went = (parts: number): void => {
    done += parts;
    report({ done, total, message: `${done.toLocaleString("en")} of ${total.toLocaleString("en")} items gone through` });
    signal.throwIfAborted();
  };
  for (let start = 0; start < elsewhere.length; start += page) {
    const taskIds = elsewhere.slice(start, start + page);
    await clearTasks(tx, projectId, importId, taskIds);
    went(taskIds.length);
  }
  for (let upTo = -1; ;) {
    const part = await deleteItems(tx, projectId, importId, { afterOrdinal: upTo, most: page });
    if (!part) break;
    upTo = part.upTo;
    went(part.items);
  }
  await clearProfiles(tx, projectId, importId);
  await deleteIdleAnnotators(tx, projectId, importId);
  return { items, labels };
};

/**
 * Takes back what a broken-off import left, unless somebody has worked on it already (then it stays, and can be undone by hand), and says
 * why, in one step: whoever still runs it, having stood still for long, finds it closed before it can write again.
 */
export const discardImport = async (projectId: string, importId: string, end: ImportEnd): Promise<void> => {
  await withRetries(() =>
    db().$transaction(
      async (tx) => {
        await removeImported(tx, { projectId, importId }, ({ answers, leases }) => answers + leases > 0, silentRun());
        await markEnded(projectId, importId, end, tx);
      },
      { timeout: longestRemovalMs },
    ),
  );
};
