import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { lockProject } from "@/lib/imports/batch-session";
import { countForeignWork, deleteImported } from "@/lib/imports/discard-store";
import { findImport, markEnded } from "@/lib/imports/store";
import { deleteBlob } from "@/lib/storage";

const people = (count: number, one: string, many: string): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/**
 * Takes out the items and labels that an import brought. Items that were there before it stay, with their other labels.
 * @throws AppError conflict where its items have been labelled since, or are being labelled now.
 */
export const undoImport = async (
  actor: Actor,
  input: { projectId: string; importId: string },
): Promise<{ items: number; labels: number }> => {
  await guard(actor, "imports:undo", { projectId: input.projectId });
  const { projectId, importId } = input;
  const view = await findImport(projectId, importId);
  if (!view) throw notFound("import");
  if (view.state === "running" || view.state === "fetching")
    throw new AppError("conflict", { userMessage: "This import is still running. Cancel it first." });
  if (view.state === "undone") throw new AppError("conflict", { userMessage: "This import has been undone already." });
  const removed = await db().$transaction(
    async (tx) => {
      await lockProject(tx, projectId);
      const { answers, leases } = await countForeignWork(tx, projectId, importId);
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
      const counts = await deleteImported(tx, projectId, importId);
      await appendAudit(tx, actor, { action: "imports:undo", projectId, subjectId: importId, detail: counts });
      return counts;
    },
    { timeout: 3_600_000 },
  );
  await markEnded(projectId, importId, { state: "undone", error: null });
  // A file that was never read into the project has no further use.
  if (view.state === "receiving" || view.state === "uploaded") await deleteBlob(`imports/${importId}`);
  return removed;
};
