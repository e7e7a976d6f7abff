import type { Actor } from "@/lib/auth/actor";
import { itemsOfSeveralPairs } from "@/lib/items/items-of-several-pairs";

/** What a pair is called where an item has no other. */
const onlyPair = "0-1";

/**
 * What a row says of the pair or response that it is about: nothing where the item has one pair alone. A plan that names no unit
 * decides whole items, so that the first of several pairs has to be named as much as the others.
 */
export const unitNamer = async (actor: Actor, projectId: string): Promise<(item: string, unitKey: string) => { unit?: string }> => {
  const several = await itemsOfSeveralPairs(actor, { projectId });
  return (item, unitKey) => (unitKey === onlyPair && !several.has(item) ? {} : { unit: unitKey });
};
