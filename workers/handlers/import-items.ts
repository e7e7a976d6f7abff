import { importItems } from "@/lib/imports/import-items";
import { settleImport } from "@/lib/imports/settle-import";
import type { Handler } from "@/workers/handler";

export const importItemsHandler: Handler = {
  run: async ({ actor, projectId, subjectId, ...control }) => {
    const { itemsAdded, labelsAdded, rowsRefused } = await importItems(actor, { projectId, importId: subjectId }, control);
    const counts = `${itemsAdded.toLocaleString("en")} items and ${labelsAdded.toLocaleString("en")} labels added`;
    return rowsRefused > 0 ? `${counts}, ${rowsRefused.toLocaleString("en")} rows refused` : counts;
  },
  settle: ({ projectId, subjectId, outcome, message }) => settleImport({ projectId, importId: subjectId, outcome, message }),
};
