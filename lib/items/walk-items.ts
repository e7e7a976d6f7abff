import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { itemsFrom } from "@/lib/items/list-store";
import { toRow } from "@/lib/items/list-items";
import { catchUpWords } from "@/lib/items/index-words";
import type { ItemFilter, ItemRow } from "@/lib/items/schema";

/** Items from a place in the order of import on, for readers that go through all of them. */
export const walkItems = async (
  actor: Actor,
  input: { projectId: string; filter: ItemFilter; fromOrdinal: number; take: number },
): Promise<ItemRow[]> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  if (input.filter.q !== undefined) await catchUpWords(input.projectId);
  return (await itemsFrom(input.projectId, input.filter, { ordinal: input.fromOrdinal, take: Math.min(input.take, 1_000) })).map(toRow);
};
