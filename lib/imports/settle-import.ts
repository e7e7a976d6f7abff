import { discardImport } from "@/lib/imports/discard-import";
import { findImport } from "@/lib/imports/store";

/** Ends an import whose job will not run again: what it had written is taken back, and the row says why. */
export const settleImport = async (input: {
  projectId: string;
  importId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => {
  const view = await findImport(input.projectId, input.importId);
  // An import that refused its file has closed itself, with its counts.
  if (view?.state !== "running") return;
  await discardImport(input.projectId, input.importId, { state: input.outcome, error: input.message });
};
