import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { AppError, notFound } from "@/lib/errors";
import { longestRemovalMs, removeImported } from "@/lib/imports/discard-import";
import type { Removed } from "@/lib/imports/discard-import";
import { countForeignWork, countImported } from "@/lib/imports/discard-store";
import type { UndoOutlook } from "@/lib/imports/schema";
import { findImport, lockImport, markUndone } from "@/lib/imports/store";
import { enqueue } from "@/lib/jobs/enqueue";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { silentRun } from "@/lib/jobs/progress";
import { deleteBlob } from "@/lib/storage";

type Place = { projectId: string; importId: string };

/** Items and labels that one request takes out: about a second of it. */
const mostARequest = 5_000;

const people = (count: number, one: string, many: string): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** @throws AppError conflict where an import's items have been labelled since, or are being labelled now */
const refuseForeign = ({ answers, leases }: { answers: number; leases: number }): false => {
  if (answers > 0) {
    throw new AppError("conflict", {
      userMessage: `Its items have since got ${people(answers, "answer", "answers")} from people or other files. Nothing was removed.`,
    });
  }
  if (leases > 0) {
    throw new AppError("conflict", {
      userMessage: `${people(leases, "of its items is", "of its items are")} being answered right now. Nothing was removed.`,
    });
  }
  return false;
};

const refuseState = (state: string): void => {
  if (state === "running" || state === "fetching")
    throw new AppError("conflict", { userMessage: "This import is still running. Cancel it first." });
  if (state === "undone") throw new AppError("conflict", { userMessage: "This import has been undone already." });
};

/** What undoing an import would take out, and what of others stands in its way: for whoever is asked whether they mean it. */
export const weighUndo = async (actor: Actor, { projectId, importId }: Place): Promise<UndoOutlook> => {
  await guard(actor, "imports:undo", { projectId });
  const [imported, foreign] = await Promise.all([countImported(db(), projectId, importId), countForeignWork(db(), projectId, importId)]);
  return { ...imported, ...foreign };
};

/**
 * Takes out the items and labels that an import brought, whole or not at all. Items that were there before it stay, with their other
 * labels.
 * @throws AppError conflict where its items have been labelled since, or are being labelled now.
 */
export const undoImport = async (actor: Actor, { projectId, importId }: Place, control = silentRun()): Promise<Removed> => {
  await guard(actor, "imports:undo", { projectId });
  const before = await findImport(projectId, importId);
  if (!before) throw notFound("import");
  refuseState(before.state);
  const removed = await withRetries(() =>
    db().$transaction(
      async (tx) => {
        const counts = await removeImported(tx, { projectId, importId }, refuseForeign, control);
        await markUndone(tx, projectId, importId);
        await appendAudit(tx, actor, { action: "imports:undo", projectId, subjectId: importId, detail: { ...counts } });
        return counts ?? { items: 0, labels: 0 };
      },
      { timeout: longestRemovalMs },
    ),
  );
  // A file that was never read into the project has no further use.
  if (before.state === "receiving" || before.state === "uploaded") await deleteBlob(`imports/${importId}`);
  return removed;
};

/**
 * Undoes an import here and now, or asks the worker to where it brought much.
 * @throws AppError conflict where others have answered its items, or where it is being undone already
 */
export const requestUndo = async (
  actor: Actor,
  { projectId, importId }: Place,
  most = mostARequest,
): Promise<Removed & { jobId: string | null }> => {
  await guard(actor, "imports:undo", { projectId });
  const view = await findImport(projectId, importId);
  if (!view) throw notFound("import");
  refuseState(view.state);
  if (view.itemsAdded + view.labelsAdded <= most) return { ...(await undoImport(actor, { projectId, importId })), jobId: null };
  refuseForeign(await countForeignWork(db(), projectId, importId));
  return db().$transaction(async (tx) => {
    // Of two who ask at once the second waits here, and finds the first one's job.
    refuseState(await lockImport(tx, projectId, importId));
    const job = await findLatestJob(actor, { projectId, subjectId: importId });
    if (job?.name === "undo-import" && job.finishedAt === null)
      throw new AppError("conflict", { userMessage: "This import is being undone already." });
    return { items: 0, labels: 0, jobId: await enqueue(tx, actor, "undo-import", { projectId, subjectId: importId }) };
  });
};
