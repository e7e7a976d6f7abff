import { db } from "@/lib/db";
import { lockProject } from "@/lib/imports/batch-session";
import { countForeignWork, deleteImported } from "@/lib/imports/discard-store";

/** Takes back what a broken-off import left, unless somebody has worked on it already: then it stays, and can be undone by hand. */
export const discardImport = async (projectId: string, importId: string): Promise<void> => {
  await db().$transaction(
    async (tx) => {
      await lockProject(tx, projectId);
      const { answers, leases } = await countForeignWork(tx, projectId, importId);
      if (answers + leases === 0) await deleteImported(tx, projectId, importId);
    },
    { timeout: 3_600_000 },
  );
};
