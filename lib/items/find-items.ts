import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { catchUpWords } from "@/lib/items/index-words";
import { foundItems } from "@/lib/items/list-store";
import type { ItemFilter } from "@/lib/items/schema";

/** All items that a filter lets through, to do something with them; null where they are more than `most`. */
export const findItems = async (
  actor: Actor,
  input: { projectId: string; filter: ItemFilter; most: number },
): Promise<{ id: string; candidates: number }[] | null> => {
  const { projectId, filter, most } = input;
  await guard(actor, "items:see", { projectId });
  if (filter.q !== undefined) await catchUpWords(projectId);
  const found = await foundItems(projectId, filter, most + 1);
  return found.length > most ? null : found;
};
