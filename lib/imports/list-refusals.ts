import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { Refusal } from "@/lib/imports/schema";
import { listRefusalRows } from "@/lib/imports/store";

/** Refused lines of an import in the order of the file. */
export const listRefusals = async (
  actor: Actor,
  input: { projectId: string; importId: string; skip: number; take: number },
): Promise<Refusal[]> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  return listRefusalRows(input.projectId, input.importId, { skip: input.skip, take: Math.min(input.take, 10_000) });
};
