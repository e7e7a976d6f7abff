import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ImportView } from "@/lib/imports/schema";
import { listImportRows } from "@/lib/imports/store";

/** Imports of a project, newest first. */
export const listImports = async (
  actor: Actor,
  input: { projectId: string; page: number; perPage: number },
): Promise<{ imports: ImportView[]; total: number }> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  return listImportRows(input.projectId, { skip: (input.page - 1) * input.perPage, take: input.perPage });
};
