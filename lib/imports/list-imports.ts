import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ImportView } from "@/lib/imports/schema";
import { listImportRows } from "@/lib/imports/store";

/** Imports of a project, newest first. */
export const listImports = async (
  actor: Actor,
  input: { projectId: string; skip: number; take: number },
): Promise<{ imports: ImportView[]; total: number }> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  return listImportRows(input.projectId, { skip: input.skip, take: input.take });
};
