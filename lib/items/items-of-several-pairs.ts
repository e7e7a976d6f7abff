import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { withThirdResponse } from "@/lib/items/store";

/** The items, by their ids outside, that have several pairs of responses: what is said of one pair of theirs has to name it. */
export const itemsOfSeveralPairs = async (actor: Actor, { projectId }: { projectId: string }): Promise<Set<string>> => {
  await guard(actor, "items:see", { projectId });
  return new Set(await withThirdResponse(projectId));
};
