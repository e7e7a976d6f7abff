import { getImport } from "@/lib/imports/get-import";
import { undoImport } from "@/lib/imports/undo-import";
import type { Handler } from "@/workers/handler";

export const undoImportHandler: Handler = {
  run: async ({ actor, projectId, subjectId, ...control }) => {
    const place = { projectId, importId: subjectId };
    // A worker that died between the removal and the end of its job has nothing left to do.
    const { state } = await getImport(actor, place);
    if (state === "undone") return "The items and labels that it had brought were removed";
    const { items, labels } = await undoImport(actor, place, control);
    return `${items.toLocaleString("en")} items and ${labels.toLocaleString("en")} labels removed`;
  },
  // Whole or not at all: an undo that ended early has left the import as it was.
  settle: async () => undefined,
};
