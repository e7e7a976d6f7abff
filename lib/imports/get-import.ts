import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import type { ImportView } from "@/lib/imports/schema";
import { findImport } from "@/lib/imports/store";

export const getImport = async (actor: Actor, input: { projectId: string; importId: string }): Promise<ImportView> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  const view = await findImport(input.projectId, input.importId);
  if (!view) throw notFound("import");
  return view;
};
